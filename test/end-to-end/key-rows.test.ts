import fs from 'node:fs';
import path from 'node:path';
import {CreateGrantCommand} from '@aws-sdk/client-kms';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {freshHome} from '../support/fresh-home.js';
import {homeSandbox} from './home-sandbox.js';
import {runProgram} from './run-program.js';

vi.setConfig({testTimeout: 60_000});

const account = '111122223333';
const owner = {
	Sid: 'Enable IAM User Permissions',
	Effect: 'Allow',
	Principal: {AWS: `arn:aws:iam::${account}:root`},
	Action: 'kms:*',
	Resource: '*',
};
const statement = {
	Sid: 'Workato',
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::999988887777:role/Workato_EKM'},
	Action: ['kms:Encrypt', 'kms:Decrypt'],
	Resource: '*',
};
const open = {
	Sid: 'open',
	Effect: 'Allow',
	Principal: '*',
	Action: 'kms:Decrypt',
	Resource: '*',
};
const guard = {
	Sid: 'Guard',
	Effect: 'Deny',
	Principal: '*',
	Action: 'kms:PutKeyPolicy',
	Resource: '*',
};
const service = (name: string, Condition?: object) => ({
	...open,
	Sid: 'svc',
	Principal: {Service: name},
	...(Condition && {Condition}),
});

const keys: Record<string, {policy?: object[]; [seed: string]: unknown}> = {
	calm: {
		policy: [
			owner,
			statement,
			service('sns.amazonaws.com', {
				StringEquals: {'aws:SourceAccount': account},
			}),
			{...service('cloudtrail.amazonaws.com'), Action: 'kms:DescribeKey'},
			{
				...open,
				Sid: 'roles',
				Condition: {
					ArnLike: {'aws:PrincipalArn': `arn:aws:iam::${account}:role/app/*`},
				},
			},
			{
				...open,
				Sid: 'callers',
				Condition: {StringEqualsIfExists: {'kms:CallerAccount': account}},
			},
			service('license-manager.member-account.amazonaws.com', {
				StringEquals: {'aws:SourceAccount': account},
			}),
		],
		grants: [
			{grantee: 'rds.us-east-1.amazonaws.com', operations: ['Decrypt']},
			{grantee: `arn:aws:iam::${account}:role/Admin`, operations: ['Decrypt']},
		],
	},
	'cdk-old': {
		policy: [{...owner, Action: ['kms:Describe*', 'kms:Put*', 'kms:Get*']}, statement],
	},
	everyone: {policy: [owner, statement, open]},
	'any-account': {
		policy: [
			owner,
			statement,
			service('sns.amazonaws.com', {
				StringEquals: {'aws:SourceAccount': '999988887777'},
			}),
		],
	},
	locked: {policy: [owner, statement, guard]},
	'break-glass': {
		policy: [
			owner,
			statement,
			{
				...guard,
				Condition: {
					ArnNotEquals: {
						'aws:PrincipalArn': `arn:aws:iam::${account}:role/BreakGlass`,
					},
				},
			},
		],
	},
	replicas: {kind: 'pending-replica-deletion', policy: [owner, statement]},
	granted: {policy: [owner, statement]},
};

const answer = z.object({arns: z.array(z.string())});
const checked = z.object({
	setups: z.array(
		z.object({
			name: z.string(),
			checks: z.array(
				z.object({
					id: z.string(),
					status: z.string(),
					detail: z.string(),
					fix: z.string(),
				}),
			),
		}),
	),
});

test('keys with policies and grants of all kinds: each row says what it saw, and who may', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const {env} = aws;
	const folder = path.join(home.setups, 'setups');
	fs.mkdirSync(folder, {recursive: true});
	const arns: Record<string, string> = {};
	for (const [name, {policy, ...seed}] of Object.entries(keys)) {
		const {arns: made} = answer.parse(
			await aws.control('POST', '/_sandbox/keys', {
				...seed,
				policy: {Version: '2012-10-17', Statement: policy},
			}),
		);
		arns[name] = made[0] ?? '';
		const at = new Date().toISOString();
		fs.writeFileSync(
			path.join(folder, `${name}.json`),
			JSON.stringify({
				version: 1,
				runId: `0f0e0d0c-0000-4000-8000-${String(Object.keys(arns).length).padStart(12, '0')}`,
				createdAt: at,
				updatedAt: at,
				pastedAccounts: ['999988887777'],
				setup: {
					guide: 'ekm',
					name,
					region: 'us-east-1',
					statement,
					key: {use: arns[name]},
				},
				journal: [],
			}),
		);
	}

	await aws.kms.send(
		new CreateGrantCommand({
			KeyId: arns.granted,
			GranteePrincipal: 'arn:aws:iam::777788889999:root',
			Operations: ['Decrypt', 'DescribeKey'],
			Constraints: {EncryptionContextSubset: {app: 'x'}},
			Name: 'partner',
		}),
	);
	const {code, stdout} = await runProgram(home, ['check', '--json'], {env});
	expect(code).toBe(1);
	const {setups} = checked.parse(JSON.parse(stdout));
	const row = (setup: string, id: string) => {
		const {status, detail, fix} =
			setups.find(({name}) => name === setup)?.checks.find((each) => each.id === id) ?? {};
		return {status, detail, fix};
	};

	expect(row('calm', 'policy-outsiders')).toEqual({
		status: 'pass',
		detail: `Of other accounts, only what Workato’s statement says. AWS services work with it for account ${account} alone: sns.amazonaws.com and license-manager.member-account.amazonaws.com. AWS services may look at it: cloudtrail.amazonaws.com. 2 grants are for roles of the account and AWS services that work for it.`,
		fix: '',
	});
	for (const id of ['policy-valid', 'policy-owner']) {
		expect(row('calm', id).status).toBe('pass');
	}

	expect(row('cdk-old', 'policy-owner')).toMatchObject({
		status: 'pass',
		detail: `Account ${account} decides through IAM who may change this policy.`,
	});
	expect(row('everyone', 'policy-outsiders')).toMatchObject({
		status: 'fail',
		detail: 'Any AWS account may use this key. Also open: Lets everyone decrypt with this key.',
		fix: `Keep Statement 3 ("open") to account ${account}: kms:PutKeyPolicy.`,
	});
	expect(row('any-account', 'policy-outsiders').status).toBe('warn');
	expect(row('locked', 'policy-owner')).toMatchObject({
		status: 'fail',
		detail: `Nobody may change this policy any more, the root user neither: Statement 3 ("Guard") denies kms:PutKeyPolicy to ${account}.`,
	});
	expect(row('break-glass', 'policy-owner')).toMatchObject({
		status: 'warn',
		detail: `Only they may still change this policy: the role BreakGlass of account ${account}. Statement 3 ("Guard") denies kms:PutKeyPolicy to ${account}.`,
	});
	expect(row('replicas', 'key-enabled')).toMatchObject({
		detail: 'The key is waiting to be deleted, once its replicas are gone. Workato cannot use it.',
		fix: 'Enable it again, if that was not on purpose: kms:CancelKeyDeletion, then kms:EnableKey.',
	});
	expect(row('granted', 'policy-outsiders').status).toBe('warn');
	expect(row('granted', 'policy-outsiders').detail).toMatch(
		/^Also open: The grant “partner” \([\da-f]+\) lets account 777788889999 and whomever it allows Decrypt and DescribeKey, only if the encryption context has app=x\.$/v,
	);

	// Another change of an open key says so, too.
	const file = path.join(home.home, 'everyone.json');
	fs.writeFileSync(
		file,
		JSON.stringify({
			guide: 'ekm',
			name: 'everyone',
			region: 'us-east-1',
			statement,
			key: {use: arns.everyone},
		}),
	);
	const planned = await runProgram(home, ['apply', '-f', file, '--dry-run'], {
		env,
	});
	expect(planned.stdout).toContain(
		`Note: Any AWS account may use this key, by Statement 3 ("open") of its policy, until that is kept to account ${account}: the checklist plans it.`,
	);

	// Who may not look at grants is not told that there are none.
	await aws.control('POST', '/_sandbox/faults', [
		{operation: 'ListGrants', kind: 'denied', times: 99},
	]);
	const blind = await runProgram(home, ['check', 'cdk-old'], {env});
	expect(blind.code).toBe(3);
	expect(blind.stdout).toContain('Get the permission kms:ListGrants');
});
