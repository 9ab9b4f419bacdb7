import {type Lookup} from '../../../source/aws/errors.js';
import {type EkmAnswers} from '../../../source/guides/ekm/answers.js';
import {ekmGuide} from '../../../source/guides/ekm/ekm-guide.js';
import {type EkmObservation} from '../../../source/guides/ekm/observation.js';
import {type PolicyDocument, type Statement} from '../../../source/policy/policy-document.js';
import {type Check, type Plan} from '../../../source/guides/guide.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {account, workatoRole} from '../../aws/open-sandbox-aws.js';
import {answersOf, setupOf} from './ekm-setup.js';

export const keyId = '12345678-1234-1234-1234-123456789012';
export const keyArn = `arn:aws:kms:us-east-1:${account}:key/${keyId}`;
export const otherArn = `arn:aws:kms:us-east-1:${account}:key/00000000-1234-1234-1234-123456789012`;

export const ownerStatement: Statement = {
	Sid: 'Enable IAM User Permissions',
	Effect: 'Allow',
	Principal: {AWS: `arn:aws:iam::${account}:root`},
	Action: 'kms:*',
	Resource: '*',
};

export const workatos: Statement = {
	Sid: 'Workato',
	Effect: 'Allow',
	Principal: {AWS: workatoRole},
	Action: ['kms:Encrypt', 'kms:Decrypt'],
	Resource: '*',
};

type Key = Extract<EkmObservation['key'], {state: 'found'}>['value'];

export const key: Key = {
	arn: keyArn,
	keyId,
	account,
	region: 'us-east-1',
	state: 'Enabled',
	spec: 'SYMMETRIC_DEFAULT',
	usage: 'ENCRYPT_DECRYPT',
	origin: 'AWS_KMS',
	manager: 'CUSTOMER',
	description: '',
	foundBy: 'journal',
};

export function found<T>(value: T): Lookup<T> & {state: 'found'} {
	return {state: 'found', value};
}

export const absent = {state: 'absent'} as const;
export const unknown = {
	state: 'unknown',
	code: 'AccessDeniedException',
	reason: 'you may not look',
} as const;

export function policyOf(...statements: Statement[]): PolicyDocument {
	return {Version: '2012-10-17', Statement: statements};
}

/** What AWS says of a finished setup with a new key; some of it different. */
export function seen(different: Partial<EkmObservation> = {}): EkmObservation {
	return {
		identity: found({
			account,
			arn: `arn:aws:sts::${account}:assumed-role/Practice/you`,
			partition: 'aws',
			source: 'the sandbox',
		}),
		region: 'us-east-1',
		key: found(key),
		aliasTarget: found(keyArn),
		namesake: absent,
		policy: found(policyOf(ownerStatement, workatos)),
		policyLosses: [],
		grants: found({grants: [], isWhole: true}),
		rotation: found({
			enabled: true,
			days: 365,
			next: '2027-01-02T00:00:00.000Z',
		}),
		lastUse: found({operation: 'Encrypt', at: '2026-11-22T10:00:00.000Z'}),
		service: found({outage: false, summaries: []}),
		...different,
	};
}

/** What AWS says when nothing is there yet. */
export const nothingThere: EkmObservation = seen({
	key: absent,
	aliasTarget: absent,
	policy: absent,
	rotation: absent,
	lastUse: absent,
});

/** Plans for these answers and this observation. */
export function planFor(
	answers: Partial<EkmAnswers>,
	observation: EkmObservation,
	saved: Partial<SavedSetup> = {},
): Plan {
	const setup = {...setupOf(answers), ...saved};
	return ekmGuide.plan(answersOf(setup), observation, setup);
}

/** The checklist by the rows' ids. */
export function checksFor(
	answers: Partial<EkmAnswers>,
	observation: Partial<EkmObservation>,
	saved: Partial<SavedSetup> = {},
): Record<string, Check> {
	const setup = {...setupOf(answers), ...saved};
	return Object.fromEntries(
		ekmGuide.check(answersOf(setup), observation, setup).map((check) => [check.id, check]),
	);
}
