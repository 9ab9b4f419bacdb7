import {expect, test} from 'vitest';
import {outsideGrants, type KeyGrant} from '../../source/policy/outside-grants.js';
import {outside, own, workato, workatoRole} from './policies.js';

const grantOf = (more: Partial<KeyGrant>): KeyGrant => ({
	id: '0c237476',
	grantee: `arn:aws:iam::${own}:role/App`,
	operations: ['Decrypt'],
	issuer: own,
	...more,
});

const judge = (more: Partial<KeyGrant>) => {
	const {outsiders, own: count, unreadable} = outsideGrants([grantOf(more)], own, [workato]);
	return outsiders.length > 0
		? 'outsider'
		: unreadable > 0
			? 'unreadable'
			: count > 0
				? 'own'
				: 'granted';
};

const partner = 'arn:aws:iam::999988887777:role/partner';
const service = 'rds.us-east-1.amazonaws.com';

test.each<[string, Partial<KeyGrant>, string]>([
	['a role of the account', {}, 'own'],
	['a user of it', {grantee: `arn:aws:iam::${own}:user/me`}, 'own'],
	[
		'its service-linked role',
		{
			grantee: `arn:aws:iam::${own}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
			operations: ['Decrypt', 'GenerateDataKeyWithoutPlaintext', 'CreateGrant'],
		},
		'own',
	],
	['a session of it', {grantee: `arn:aws:sts::${own}:assumed-role/App/x`}, 'own'],
	['the account', {grantee: `arn:aws:iam::${own}:root`}, 'own'],
	['an AWS service that works for it', {grantee: service}, 'own'],
	[
		'one that says for what',
		{
			grantee: 'sns.amazonaws.com',
			issuer: '',
			sourceArn: `arn:aws:sns:us-east-1:${own}:topic`,
		},
		'own',
	],
	[
		'one that works for somebody else',
		{
			grantee: 'sns.amazonaws.com',
			sourceArn: 'arn:aws:sns:us-east-1:999988887777:topic',
		},
		'outsider',
	],
	['one that an outsider passed it on to', {grantee: service, issuer: outside}, 'outsider'],
	['a deleted identity', {grantee: 'AROADBQP57FF2AEXAMPLE'}, 'own'],
	['a stranger', {grantee: partner}, 'outsider'],
	['a stranger’s account', {grantee: '999988887777'}, 'outsider'],
	['a session of a stranger', {grantee: 'arn:aws:sts::999988887777:assumed-role/a/b'}, 'outsider'],
	['what is no ARN', {grantee: 'somebody'}, 'outsider'],
	['Workato, as its statement says', {grantee: workatoRole}, 'granted'],
	[
		'Workato, more than that',
		{grantee: workatoRole, operations: ['Decrypt', 'CreateGrant']},
		'outsider',
	],
	['nobody that AWS would name', {grantee: ''}, 'unreadable'],
])('a grant for %s', (_, more, expected) => {
	expect(judge(more)).toBe(expected);
});

test('a grant for an outsider is named with its operations and constraints', () => {
	const {outsiders} = outsideGrants(
		[
			grantOf({
				grantee: partner,
				name: 'sharing',
				operations: ['Encrypt', 'Decrypt'],
				encryptionContext: {app: 'x'},
				sourceArn: 'arn:aws:s3:::bucket',
			}),
			grantOf({grantee: partner, id: 'f00'}),
		],
		own,
		[workato],
	);
	expect(outsiders.map(({explanation}) => explanation)).toEqual([
		'The grant “sharing” (0c237476) lets the role partner of account 999988887777 Encrypt and Decrypt, only if the encryption context has app=x and it is for arn:aws:s3:::bucket.',
		'The grant f00 lets the role partner of account 999988887777 Decrypt.',
	]);
});

test('what the statement lets Workato do under a condition only, a grant does without it', () => {
	const limited = {
		...workato,
		Condition: {StringEquals: {'kms:EncryptionContext:app': 'x'}},
	};
	const count = (statement: typeof workato) => {
		const {outsiders, granted} = outsideGrants([grantOf({grantee: workatoRole})], own, [statement]);
		return {outsiders: outsiders.length, granted};
	};

	expect(count(workato)).toEqual({outsiders: 0, granted: 1});
	expect(count(limited)).toEqual({outsiders: 1, granted: 0});
});
