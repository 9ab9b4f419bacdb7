import {
	GetRoleCommand,
	GetUserCommand,
	ListRolesCommand,
	ListUsersCommand,
	paginateSimulatePrincipalPolicy,
	SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {AssumeRoleCommand, GetCallerIdentityCommand} from '@aws-sdk/client-sts';
import {expect, test} from 'vitest';
import {account, failureOf, openSandbox, policyOf} from './harness.js';

const sandboxRole = `arn:aws:iam::${account}:role/Practice`;

test('the practice identity says who it is', async () => {
	await using world = await openSandbox();
	await expect(world.sts().send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
		Account: account,
		Arn: `arn:aws:sts::${account}:assumed-role/Practice/you`,
	});
});

test('a role is found by its name, in any case, with its trust policy URL-encoded', async () => {
	await using world = await openSandbox();
	const {Role} = await world.iam().send(new GetRoleCommand({RoleName: 'practice'}));
	expect(Role).toMatchObject({
		RoleName: 'Practice',
		Arn: sandboxRole,
		Path: '/',
	});
	expect(Role?.CreateDate).toBeInstanceOf(Date);
	expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B/v);
	expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain('sts:AssumeRole');
	const missing = world.iam().send(new GetRoleCommand({RoleName: 'Nobody'}));
	expect(await failureOf(missing)).toMatchObject({
		name: 'NoSuchEntityException',
	});
});

test('roles and users are listed, in pages, and by path', async () => {
	await using world = await openSandbox();
	const path = '/aws-reserved/sso.amazonaws.com/';
	await world.post('/_sandbox/callers', {
		accessKeyId: 'AKIASINGLESIGNON0001',
		arn: `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Admin_1/me@example.com`,
		path,
	});
	const all = await world.iam().send(new ListRolesCommand({MaxItems: 2}));
	expect([all.Roles?.length, all.IsTruncated]).toEqual([2, true]);
	const rest = await world.iam().send(new ListRolesCommand({Marker: all.Marker}));
	expect([rest.Roles?.length, rest.IsTruncated]).toEqual([1, false]);
	const sso = await world.iam().send(new ListRolesCommand({PathPrefix: path}));
	expect(sso.Roles?.map(({Arn}) => Arn)).toEqual([
		`arn:aws:iam::${account}:role${path}AWSReservedSSO_Admin_1`,
	]);
	const {Users} = await world.iam().send(new ListUsersCommand({}));
	expect(Users?.map(({UserName}) => UserName)).toEqual(['alice']);
	const {User} = await world.iam().send(new GetUserCommand({UserName: 'alice'}));
	expect(User?.UserId).toMatch(/^AIDA/v);
	expect(await failureOf(world.iam().send(new GetUserCommand({})))).toMatchObject({
		name: 'ValidationError',
	});
});

test('the simulator answers for a role, action by action and page by page', async () => {
	await using world = await openSandbox();
	await world.post('/_sandbox/callers', {
		accessKeyId: 'AKIAFEWPERMISSIONS01',
		arn: `arn:aws:sts::${account}:assumed-role/Few/me`,
		policy: policyOf(
			{Effect: 'Allow', Action: 'kms:*', Resource: '*'},
			{Effect: 'Deny', Action: 'kms:Schedule*', Resource: '*'},
		),
	});
	const decisions: Array<Array<string | undefined>> = [];
	for await (const page of paginateSimulatePrincipalPolicy(
		{client: world.iam(), pageSize: 2},
		{
			PolicySourceArn: `arn:aws:iam::${account}:role/Few`,
			ActionNames: ['kms:CreateKey', 'kms:ScheduleKeyDeletion', 'iam:GetRole'],
		},
	)) {
		decisions.push(
			...(page.EvaluationResults ?? []).map(({EvalActionName, EvalDecision}) => [
				EvalActionName,
				EvalDecision,
			]),
		);
	}

	expect(decisions).toEqual([
		['kms:CreateKey', 'allowed'],
		['kms:ScheduleKeyDeletion', 'explicitDeny'],
		['iam:GetRole', 'implicitDeny'],
	]);
});

test.each([
	['a session', `arn:aws:sts::${account}:assumed-role/Practice/you`, 'InvalidInputException'],
	['a role that is not there', `arn:aws:iam::${account}:role/Nobody`, 'NoSuchEntityException'],
])('the simulator refuses %s', async (_what, PolicySourceArn, name) => {
	await using world = await openSandbox();
	const call = world.iam().send(
		new SimulatePrincipalPolicyCommand({
			PolicySourceArn,
			ActionNames: ['kms:CreateKey'],
		}),
	);
	expect(await failureOf(call)).toMatchObject({name});
});

test('IAM refuses what the own policy does not allow', async () => {
	await using world = await openSandbox();
	const accessKeyId = 'AKIAFEWPERMISSIONS01';
	await world.post('/_sandbox/callers', {
		accessKeyId,
		arn: `arn:aws:iam::${account}:user/bob`,
		policy: policyOf({Effect: 'Deny', Action: '*', Resource: '*'}),
	});
	const call = world.iam({accessKeyId}).send(
		new SimulatePrincipalPolicyCommand({
			PolicySourceArn: `arn:aws:iam::${account}:user/bob`,
			ActionNames: ['kms:CreateKey'],
		}),
	);
	const {name, message} = await failureOf(call);
	expect(name).toBe('AccessDenied');
	expect(message).toContain('iam:SimulatePrincipalPolicy');
	await expect(
		world.sts({accessKeyId}).send(new GetCallerIdentityCommand({})),
	).resolves.toMatchObject({
		Arn: `arn:aws:iam::${account}:user/bob`,
	});
});

test('a role is assumed only by whom it trusts, with the right external ID', async () => {
	await using world = await openSandbox();
	const accessKeyId = 'AKIAOUTSIDERACCOUNT1';
	await world.post('/_sandbox/callers', {
		accessKeyId,
		arn: 'arn:aws:iam::999988887777:user/workato',
	});
	await world.post('/_sandbox/callers', {
		accessKeyId: 'AKIATRUSTINGROLE0001',
		arn: `arn:aws:sts::${account}:assumed-role/ForWorkato/seed`,
		trust: policyOf({
			Effect: 'Allow',
			Principal: {AWS: '999988887777'},
			Action: 'sts:AssumeRole',
			Condition: {
				StringEquals: {'sts:ExternalId': 'workato_iam_external_id_1_2'},
			},
		}),
	});
	const assume = async (ExternalId?: string) =>
		world.sts({accessKeyId}).send(
			new AssumeRoleCommand({
				RoleArn: `arn:aws:iam::${account}:role/ForWorkato`,
				RoleSessionName: 'test',
				ExternalId,
			}),
		);
	expect(await failureOf(assume())).toMatchObject({name: 'AccessDenied'});
	expect(await failureOf(assume('workato_iam_external_id_1_3'))).toMatchObject({
		name: 'AccessDenied',
	});
	const {Credentials} = await assume('workato_iam_external_id_1_2');
	const session = {
		accessKeyId: Credentials?.AccessKeyId ?? '',
		sessionToken: Credentials?.SessionToken,
	};
	await expect(world.sts(session).send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
		Arn: `arn:aws:sts::${account}:assumed-role/ForWorkato/test`,
	});
});
