import {DecryptCommand, EncryptCommand, KMSClient} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {type KeyGrant} from '../../../../source/policy/outside-grants.js';
import {ekmGuide} from '../../../../source/guides/ekm/ekm-guide.js';
import {type Statement} from '../../../../source/policy/policy-document.js';
import {parsePrincipals} from '../../../../source/policy/principals.js';
import {effectsOf} from '../../../../source/engine/replay.js';
import {account, openSandboxAws} from '../../../aws/open-sandbox-aws.js';
import {
	checksFor,
	found,
	keyArn,
	ownerStatement,
	policyOf,
	seen,
	unknown,
	workatos,
} from '../ekm-observation.js';
import {answersOf, applyAll, look, outcomes, setUp, setupOf} from '../ekm-setup.js';
import {ordinaryPolicies} from './ordinary-policies.js';

const rowOf = (statements: Statement[], grants: KeyGrant[] = []) =>
	checksFor(
		{},
		seen({
			policy: found(policyOf(ownerStatement, workatos, ...statements)),
			grants: found({grants, isWhole: true}),
		}),
		pasted,
	)['policy-outsiders'];

/** Whom a person gave to the assistant as Workato. */
const pasted = {pastedAccounts: ['999988887777']};

const open: Statement = {
	Sid: 'open',
	Effect: 'Allow',
	Principal: '*',
	Action: 'kms:Decrypt',
	Resource: '*',
};

const under = (Condition: Statement['Condition'], more: Statement = {}) => ({
	...open,
	...more,
	...(Condition && {Condition}),
});

const allBut = (NotAction: string): Statement => {
	const {Action: _, ...rest} = open;
	return {...rest, NotAction};
};

const sns = {Principal: {Service: 'sns.amazonaws.com'}} satisfies Statement;
const logs = {
	Principal: {Service: 'logs.us-east-1.amazonaws.com'},
} satisfies Statement;

test.each(ordinaryPolicies)(
	'ordinary and calm: $name',
	({statements, grants = [], detail, outsiders = 'pass'}) => {
		const checks = checksFor(
			{},
			seen({
				policy: found(policyOf(...statements, workatos)),
				grants: found({grants, isWhole: true}),
			}),
			pasted,
		);
		for (const id of ['policy-valid', 'policy-owner']) {
			expect([id, checks[id]?.status, checks[id]?.detail]).toEqual([
				id,
				'pass',
				checks[id]?.detail,
			]);
		}

		expect(checks['policy-outsiders']).toMatchObject({
			status: outsiders,
			detail,
		});
	},
);

test.each<[string, Statement, 'fail' | 'warn' | 'unknown' | 'pass']>([
	['everyone', open, 'fail'],
	['everyone, everything', {...open, Action: 'kms:*'}, 'fail'],
	['everyone, all but one action', allBut('kms:Sign'), 'fail'],
	['everyone but one', {...open, Principal: undefined, NotPrincipal: {AWS: account}}, 'fail'],
	[
		'everyone through a service',
		under({StringEquals: {'kms:ViaService': 's3.us-east-1.amazonaws.com'}}),
		'fail',
	],
	[
		'everyone with an encryption context',
		under({StringEquals: {'kms:EncryptionContext:app': 'x'}}),
		'fail',
	],
	['everyone over TLS', under({Bool: {'aws:SecureTransport': 'true'}}), 'fail'],
	[
		'everyone with a tag of their own',
		under({StringEquals: {'aws:PrincipalTag/team': 'x'}}),
		'fail',
	],
	[
		'everyone whose role has a name',
		under({ArnLike: {'aws:PrincipalArn': 'arn:aws:iam::*:role/admin'}}),
		'fail',
	],
	[
		'everyone, if the own account is not denied',
		under({StringNotEquals: {'kms:CallerAccount': account}}),
		'fail',
	],
	['everyone, of any account', under({StringLike: {'kms:CallerAccount': '*'}}), 'fail'],
	['everyone may look', {...open, Action: 'kms:DescribeKey'}, 'warn'],
	['everyone of an organisation', under({StringEquals: {'aws:PrincipalOrgID': 'o-abc'}}), 'warn'],
	['everyone from somewhere', under({IpAddress: {'aws:SourceIp': '192.0.2.0/24'}}), 'warn'],
	[
		'a role of another account by aws:PrincipalArn',
		under({
			ArnEquals: {'aws:PrincipalArn': 'arn:aws:iam::999988887777:role/x'},
		}),
		'warn',
	],
	[
		'everyone of another account',
		under({StringEquals: {'kms:CallerAccount': '999988887777'}}),
		'warn',
	],
	['everyone of the own account', under({StringEquals: {'kms:CallerAccount': account}}), 'pass'],
	[
		'the same, if it is said',
		under({StringEqualsIfExists: {'kms:CallerAccount': account}}),
		'pass',
	],
	[
		'own roles by aws:PrincipalArn',
		under({
			ArnLike: {'aws:PrincipalArn': `arn:aws:iam::${account}:role/app-*`},
		}),
		'pass',
	],
	[
		'own roles by aws:PrincipalArn, as text',
		under({
			StringLike: {'aws:PrincipalArn': [`arn:aws:iam::${account}:role/*`]},
		}),
		'pass',
	],
	['own things alone', under({ArnLike: {'aws:SourceArn': `arn:aws:s3:*:${account}:*`}}), 'pass'],
	['a service', under(undefined, sns), 'warn'],
	[
		'a service for another account',
		under({StringEquals: {'aws:SourceAccount': '999988887777'}}, sns),
		'warn',
	],
	[
		'a service for two accounts',
		under({StringEquals: {'aws:SourceAccount': [account, '999988887777']}}, sns),
		'warn',
	],
	['a service for anybody', under({StringLike: {'aws:SourceAccount': '*'}}, sns), 'warn'],
	[
		'a service that need not say for whom',
		under({StringEqualsIfExists: {'aws:SourceAccount': account}}, sns),
		'warn',
	],
	['a service over TLS', under({Bool: {'aws:SecureTransport': 'true'}}, sns), 'warn'],
	[
		'a service for another’s topic',
		under(
			{
				ArnEquals: {'aws:SourceArn': 'arn:aws:sns:us-east-1:999988887777:t'},
			},
			sns,
		),
		'warn',
	],
	[
		'a service for a bucket, whoever’s',
		under(
			{ArnEquals: {'aws:SourceArn': 'arn:aws:s3:::bucket'}},
			{Principal: {Service: 's3.amazonaws.com'}},
		),
		'warn',
	],
	[
		'a service through a service',
		under({StringEquals: {'kms:ViaService': 'sns.us-east-1.amazonaws.com'}}, sns),
		'warn',
	],
	[
		'a service with any log group',
		under(
			{
				ArnLike: {'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:*:*:*'},
			},
			logs,
		),
		'warn',
	],
	[
		'a service for the own account',
		under({StringEquals: {'aws:SourceAccount': account}}, sns),
		'pass',
	],
	['in another spelling', under({stringequals: {'AWS:sourceaccount': [account]}}, sns), 'pass'],
	[
		'a service for an own topic',
		under({ArnLike: {'aws:SourceArn': `arn:aws:sns:*:${account}:*`}}, sns),
		'pass',
	],
	[
		'a service by caller account',
		under({StringEquals: {'kms:CallerAccount': account}}, sns),
		'pass',
	],
	[
		'a service for own log groups',
		under(
			{
				ArnLike: {
					'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:us-east-1:${account}:*`,
				},
			},
			logs,
		),
		'pass',
	],
	[
		'a service for an organisation',
		under({StringEquals: {'aws:SourceOrgID': 'o-abc123'}}, sns),
		'unknown',
	],
	[
		'a service for a part of an organisation',
		under(
			{
				'ForAnyValue:StringLike': {
					'aws:SourceOrgPaths': 'o-abc123/r-ab12/ou-ab12-11111111/*',
				},
			},
			sns,
		),
		'unknown',
	],
	[
		'every service for an organisation',
		under({StringEquals: {'aws:SourceOrgID': 'o-abc123'}}),
		'unknown',
	],
	[
		'a service for an organisation and any other',
		under({StringLike: {'aws:SourceOrgID': ['o-abc123', 'o-*']}}, sns),
		'warn',
	],
	[
		'a service that looks for an organisation',
		under({StringEquals: {'aws:SourceOrgID': 'o-abc123'}}, {...sns, Action: 'kms:DescribeKey'}),
		'pass',
	],
	[
		'whoever has the own account in a path, by text with a wildcard before it',
		under({
			StringLike: {'aws:PrincipalArn': `arn:*:iam::${account}:role/*`},
		}),
		'fail',
	],
	[
		'own roles of any partition, part by part',
		under({ArnLike: {'aws:PrincipalArn': `arn:*:iam::${account}:role/*`}}),
		'pass',
	],
	['a service that looks', {...open, ...sns, Action: 'kms:DescribeKey'}, 'pass'],
])('open to %s: %s', (_, statement, status) => {
	const row = rowOf([statement]);
	expect([row?.status, row?.detail]).toEqual([status, row?.detail]);
	expect(row?.fix === '').toBe(status === 'pass');
});

test.each<[string, Statement['Condition'], 'fail' | 'warn' | 'pass']>([
	['other accounts', {StringNotEquals: {'aws:PrincipalAccount': account}}, 'pass'],
	['callers of other accounts', {StringNotEquals: {'kms:CallerAccount': account}}, 'pass'],
	['everybody', undefined, 'pass'],
	['other organisations', {StringNotEquals: {'aws:PrincipalOrgID': 'o-abc'}}, 'warn'],
	['those without a context', {Null: {'kms:EncryptionContext:app': 'true'}}, 'fail'],
])('what a Deny of %s leaves of an open statement', (_, Condition, status) => {
	const deny = {
		...open,
		Sid: 'Guard',
		Effect: 'Deny',
		...(Condition && {Condition}),
	};
	expect(rowOf([open, deny])?.status).toBe(status);
});

test('an open statement is kept to the account by a planned fix, which changes nothing else', () => {
	const row = rowOf([open]);
	expect(row).toMatchObject({
		status: 'fail',
		detail: 'Any AWS account may use this key. Also open: Lets everyone decrypt with this key.',
		fix: `Keep Statement 3 ("open") to account ${account}: kms:PutKeyPolicy.`,
	});
	const [change] = row?.fixChanges ?? [];
	expect(row?.fixChanges).toHaveLength(1);
	expect(change).toMatchObject({
		id: 'limit-key-policy',
		call: {operation: 'PutKeyPolicy', input: {KeyId: keyArn}},
	});
	expect(change?.policy?.after).toEqual(
		policyOf(ownerStatement, workatos, {
			...open,
			Condition: {StringEquals: {'kms:CallerAccount': account}},
		}),
	);
	const after = change?.policy?.after.Statement.slice(2) ?? [];
	expect(rowOf(after)?.status).toBe('pass');
});

test('a service is kept to the account by aws:SourceAccount, beside what its condition says already', () => {
	const row = rowOf([
		under(
			{
				StringEquals: {'aws:RequestedRegion': 'us-east-1'},
				Bool: {'aws:SecureTransport': 'true'},
			},
			sns,
		),
	]);
	const after = row?.fixChanges?.[0]?.policy?.after.Statement.slice(2) ?? [];
	expect(after[0]?.Condition).toEqual({
		StringEquals: {
			'aws:RequestedRegion': 'us-east-1',
			'aws:SourceAccount': account,
		},
		Bool: {'aws:SecureTransport': 'true'},
	});
	expect(rowOf(after)?.status).toBe('pass');
});

test.each<[string, Statement]>([
	[
		'a service for another account by name',
		under({StringEquals: {'aws:SourceAccount': '999988887777'}}, sns),
	],
	['a stranger', {...open, Principal: {AWS: '999988887777'}}],
	['a service and a stranger', {...open, Principal: {...sns.Principal, AWS: '999988887777'}}],
	['everyone and a stranger', {...open, Principal: {AWS: ['*', '999988887777']}}],
])('what no condition puts right is not planned: %s', (_, statement) => {
	const row = rowOf([statement]);
	expect(row?.fixChanges).toBeUndefined();
	expect(row?.fix).toContain('take the statement out in the KMS console');
});

test('the review of anything else says that the key is open to anybody', () => {
	const saved = setupOf();
	const notes = ekmGuide.leftAsIs?.(
		answersOf(saved),
		seen({policy: found(policyOf(ownerStatement, open))}),
		saved,
	);
	expect(notes).toEqual([
		`Any AWS account may use this key, by Statement 2 ("open") of its policy, until that is kept to account ${account}: the checklist plans it.`,
	]);
});

const partner: KeyGrant = {
	id: '0c237476',
	grantee: 'arn:aws:iam::999988887777:role/partner',
	operations: ['Decrypt'],
	issuer: account,
};

test('the organisation of a service is named, and how to compare it; beside something open, too', () => {
	const service = under(
		{StringEquals: {'aws:SourceOrgID': ['o-abc123', 'o-def456']}},
		{...sns, Sid: 'Topics'},
	);
	const detail =
		'Whose organisations o-abc123 and o-def456 are cannot be seen from here: for all their accounts sns.amazonaws.com may use this key, by Statement 3 ("Topics").';
	expect(rowOf([service])).toMatchObject({
		status: 'unknown',
		detail,
		fix: 'Compare o-abc123 and o-def456 with the Id of yours: aws organizations describe-organization. If it is another one, keep the statement to your own in the KMS console.',
	});
	expect(rowOf([service, open])).toMatchObject({
		status: 'fail',
		detail: `Any AWS account may use this key. Also open: Lets everyone decrypt with this key. ${detail}`,
	});
});

test('a grant for an outsider is named, and how to take it away', () => {
	expect(rowOf([], [partner])).toMatchObject({
		status: 'warn',
		detail: 'Also open: The grant 0c237476 lets the role partner of account 999988887777 Decrypt.',
		fix: `If you do not know this access, revoke the grant: aws kms revoke-grant --key-id ${keyArn} --grant-id 0c237476`,
	});
});

test('beside an open statement the grant has its own way out', () => {
	expect(rowOf([open], [partner])?.fix).toBe(
		`Keep Statement 3 ("open") to account ${account}: kms:PutKeyPolicy. If you do not know the grant, revoke it: aws kms revoke-grant --key-id ${keyArn} --grant-id 0c237476`,
	);
});

test('grants of the own account are counted, and only Workato’s statement is spoken of where that is all', () => {
	const own = {...partner, grantee: `arn:aws:iam::${account}:role/App`};
	expect(rowOf([], [own, {...own, grantee: 'rds.amazonaws.com'}])?.detail).toBe(
		'Outside the account, only what Workato’s statement says. 2 grants are for roles of the account and AWS services that work for it.',
	);
	expect(rowOf([])?.detail).toBe('Outside the account, only what Workato’s statement says.');
	expect(rowOf([under({StringEquals: {'aws:SourceAccount': account}}, sns)])?.detail).toBe(
		`Of other accounts, only what Workato’s statement says. AWS services work with it for account ${account} alone: sns.amazonaws.com.`,
	);
});

test('a grant for Workato lets it in, also where the policy does not', () => {
	const [grantee = ''] = parsePrincipals(workatos).map(({id}) => id);
	const rowWith = (grants: KeyGrant[]) =>
		checksFor(
			{},
			seen({
				policy: found(policyOf(ownerStatement)),
				grants: found({grants, isWhole: true}),
			}),
			pasted,
		)['policy-outsiders']?.detail;
	expect(rowWith([])).toBe('No one outside the account is let in.');
	expect(rowWith([{...partner, grantee}])).toBe(
		'Outside the account, only what Workato’s statement says.',
	);
});

test.each([
	['denied', unknown, 'unknown', /kms:ListGrants/v],
	['too many', found({grants: [], isWhole: false}), 'unknown', /list-grants/v],
	[
		'not said for whom',
		found({grants: [{...partner, grantee: ''}], isWhole: true}),
		'unknown',
		/list-grants/v,
	],
] as const)('grants that could not be looked at never pass: %s', (_, grants, status, fix) => {
	const row = checksFor({}, seen({grants}))['policy-outsiders'];
	expect(row?.status).toBe(status);
	expect(row?.fix).toMatch(fix);
	const worse = checksFor(
		{},
		seen({policy: found(policyOf(ownerStatement, workatos, open)), grants}),
	)['policy-outsiders'];
	expect(worse?.status).toBe('fail');
	expect(worse?.detail).toMatch(/grants of the key could/v);
});

test('applied, the fix keeps strangers out and the account in, and undoing the setup leaves it so', async () => {
	const {session, seed, openAs} = await openSandboxAws();
	const [use = ''] = await seed({policy: policyOf(ownerStatement, open)});
	const saved = setupOf({key: {use}});
	await setUp(session, saved);
	const outsider = await openAs('arn:aws:sts::777788889999:assumed-role/Stranger/x');
	const rowNow = async () => {
		const {checks} = await look(session, saved);
		return checks.find(({id}) => id === 'policy-outsiders');
	};

	const tryDecrypt = async () =>
		outsider.client(KMSClient).send(new DecryptCommand({CiphertextBlob: sealed, KeyId: use}));
	const {CiphertextBlob: sealed} = await session
		.client(KMSClient)
		.send(new EncryptCommand({KeyId: use, Plaintext: new Uint8Array([1])}));
	await expect(tryDecrypt()).resolves.toBeDefined();
	const row = await rowNow();
	expect(row?.status).toBe('fail');
	const done = await applyAll(session, saved, row?.fixChanges ?? []);
	expect(outcomes(done)).toEqual(['limit-key-policy done']);
	await expect(tryDecrypt()).rejects.toThrow('not authorized');
	const after = await rowNow();
	expect(after?.status).toBe('pass');

	const deeds = effectsOf(saved.journal);
	expect(deeds).toMatchObject([{kind: 'rotation'}, {kind: 'key-policy'}]);
	const policy = deeds.find(({kind}) => kind === 'key-policy');
	expect(policy).toMatchObject({added: [{Sid: 'Workato'}], removed: []});
});
