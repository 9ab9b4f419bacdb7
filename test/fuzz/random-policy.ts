import {
	type Condition,
	type PolicyDocument,
	type Principal,
	type Statement,
} from '../../source/policy/policy-document.js';
import {type FullRequest} from '../policy/naive-oracle.js';
import {keyArn, outside, own, workatoRole} from '../policy/policies.js';
import {type Random} from './random.js';

const session = `arn:aws:sts::${outside}:assumed-role/Workato_EKM/one`;
const admin = `arn:aws:iam::${own}:role/Admin`;

const who = [
	'*',
	own,
	outside,
	`arn:aws:iam::${own}:root`,
	`arn:aws:iam::${outside}:root`,
	workatoRole,
	session,
	admin,
	`arn:aws:iam::${own}:user/ana`,
	`arn:aws:iam::${outside}:role/*`,
	'AROAEXAMPLEEXAMPLE12',
];

const actions = {
	key: [
		'kms:*',
		'*',
		'kms:Encrypt',
		'KMS:decrypt',
		'kms:Get*',
		'kms:DescribeKey',
		'kms:?ncrypt',
		'kms:PutKeyPolicy',
		's3:*',
	],
	trust: ['sts:AssumeRole', 'sts:*', '*', 'STS:assumeRole', 'sts:TagSession'],
};

const resources = [
	'*',
	keyArn,
	'arn:aws:kms:*:*:key/*',
	'arn:aws:kms:eu-west-1:999999999999:key/x',
];

const operators = [
	'StringEquals',
	'StringEquals',
	'stringEquals',
	'StringNotEquals',
	'StringLike',
	'StringNotLike',
	'StringEqualsIgnoreCase',
	'StringEqualsIfExists',
	'StringNotEqualsIfExists',
	'ForAnyValue:StringEquals',
	'ForAllValues:StringLike',
	'ForAnyValue:StringNotEquals',
	'Bool',
	'BoolIfExists',
	'Null',
	'ArnLike',
	'ArnNotEquals',
	'IpAddress',
	'Odd',
];

const conditionKeys = {
	key: [
		'kms:CallerAccount',
		'KMS:calleraccount',
		'aws:PrincipalArn',
		'aws:PrincipalAccount',
		'aws:SecureTransport',
		'kms:ViaService',
		'kms:EncryptionContext:app',
	],
	trust: [
		'sts:ExternalId',
		'sts:ExternalId',
		'STS:externalid',
		'aws:PrincipalAccount',
		'aws:MultiFactorAuthPresent',
		'aws:SecureTransport',
		'aws:SourceIp',
	],
};

export const wantedId = 'workato_iam_external_id_12345_6789';
export const otherId = 'workato_iam_external_id_12345_1111';

const values = [
	own,
	outside,
	workatoRole,
	admin,
	'*',
	'arn:aws:iam::*',
	'arn:aws:iam::*:role/*',
	'true',
	'false',
	wantedId,
	otherId,
	'workato_iam_external_id_12345_*',
	'secretsmanager.us-east-1.amazonaws.com',
	'10.0.0.1',
];

type Kind = 'key' | 'trust';

/** A policy of a key, or the trust policy of a role, with up to five statements, often odd. */
export function randomPolicy(random: Random, kind: Kind): PolicyDocument {
	return {
		...(!random.oneIn(8) && {Version: '2012-10-17'}),
		...(random.oneIn(3) && {Id: 'some-id'}),
		Statement: Array.from({length: random.below(6)}, () => randomStatement(random, kind)),
	};
}

/** One statement; mostly whole, sometimes without an element that it needs. */
export function randomStatement(random: Random, kind: Kind): Statement {
	const isNegated = (count: number) => random.oneIn(count);
	const principal = randomPrincipal(random);
	const action = oneOrMany(random, actions[kind]);
	return {
		...(!random.oneIn(3) && {
			Sid: random.pick(['Allow use of the key', 'a', 'WorkatoAssumeRole']),
		}),
		Effect: random.oneIn(4) ? 'Deny' : 'Allow',
		...(isNegated(10) ? {NotPrincipal: principal} : {Principal: principal}),
		...(!random.oneIn(30) && (isNegated(12) ? {NotAction: action} : {Action: action})),
		...(kind === 'key' &&
			!random.oneIn(12) && {
				[isNegated(12) ? 'NotResource' : 'Resource']: oneOrMany(random, resources),
			}),
		...(random.oneIn(2) && {Condition: randomCondition(random, kind)}),
	};
}

function randomPrincipal(random: Random): Principal {
	return random.oneIn(10)
		? '*'
		: {
				AWS: oneOrMany(random, who),
				...(random.oneIn(10) && {Service: 'logs.amazonaws.com'}),
			};
}

function randomCondition(random: Random, kind: Kind): Condition {
	return Object.fromEntries(
		Array.from({length: 1 + random.below(2)}, () => [
			random.pick(operators),
			Object.fromEntries(
				Array.from({length: 1 + random.below(2)}, () => [
					random.pick(conditionKeys[kind]),
					oneOrMany(random, values),
				]),
			),
		]),
	);
}

function oneOrMany(random: Random, list: readonly string[]): string | string[] {
	return random.oneIn(2)
		? random.pick(list)
		: Array.from({length: 1 + random.below(3)}, () => random.pick(list));
}

/** A request on the key, with all that AWS would know of it. */
export function randomKeyRequest(random: Random): FullRequest {
	const principal = random.pick([
		workatoRole,
		session,
		admin,
		`arn:aws:iam::${own}:user/ana`,
		`arn:aws:iam::${outside}:role/Other`,
	]);
	const account = principal.split(':', 5)[4] ?? '';
	return {
		principal,
		action: random.pick([
			'kms:Encrypt',
			'kms:Decrypt',
			'kms:DescribeKey',
			'kms:PutKeyPolicy',
			'kms:ScheduleKeyDeletion',
			'kms:GenerateDataKey',
		]),
		resource: keyArn,
		keyAccount: own,
		context: {
			'aws:securetransport': 'true',
			'aws:principalisawsservice': 'false',
			'kms:calleraccount': account,
			'aws:principalaccount': account,
			'aws:principalarn': principal === session ? workatoRole : principal,
			...(random.oneIn(2) && {
				'kms:viaservice': 'secretsmanager.us-east-1.amazonaws.com',
			}),
			...(random.oneIn(2) && {
				'kms:encryptioncontext:app': random.pick(values),
			}),
		},
	};
}

/** Workato's account taking the role, with an external ID or none. */
export function trustRequest(externalId: string | undefined, hasMfaKey: boolean): FullRequest {
	return {
		principal: outside,
		action: 'sts:AssumeRole',
		resource: '',
		keyAccount: own,
		context: {
			'aws:securetransport': 'true',
			'aws:principalisawsservice': 'false',
			'aws:principalaccount': outside,
			...(hasMfaKey && {'aws:multifactorauthpresent': 'false'}),
			...(externalId !== undefined && {'sts:externalid': externalId}),
		},
	};
}
