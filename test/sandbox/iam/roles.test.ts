import {
	DeleteRoleCommand,
	DeleteRolePolicyCommand,
	GetRoleCommand,
	GetRolePolicyCommand,
	ListRolePoliciesCommand,
	ListRolesCommand,
	ListRoleTagsCommand,
	TagRoleCommand,
	UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {expect, test} from 'vitest';
import {account, failureOf, openSandbox, policyOf} from '../harness.js';
import {createRole, putPolicy, trustWorkato} from './iam-world.js';

const readAll = {Effect: 'Allow', Action: 'secretsmanager:Get*', Resource: '*'};

const decode = (document: string | undefined): unknown =>
	JSON.parse(decodeURIComponent(document ?? ''));

test('a new role is there with everything it was given, and Workato’s account as IAM writes it', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	const {Role: made} = await createRole(iam, 'Workato-Orders', {
		Description: 'for orders',
		Tags: [{Key: 'workato-aws:setup', Value: 'production'}],
	});
	expect(made?.RoleId).toMatch(/^AROA[0-9A-Z]{17}$/v);
	const {Role} = await iam.send(new GetRoleCommand({RoleName: 'workato-orders'}));
	expect(Role).toMatchObject({
		RoleName: 'Workato-Orders',
		RoleId: made?.RoleId,
		Arn: `arn:aws:iam::${account}:role/Workato-Orders`,
		Description: 'for orders',
		Tags: [{Key: 'workato-aws:setup', Value: 'production'}],
		MaxSessionDuration: 3600,
	});
	expect(Role?.RoleLastUsed?.LastUsedDate).toBeUndefined();
	expect(decode(Role?.AssumeRolePolicyDocument)).toEqual(
		policyOf({
			...trustWorkato('workato_iam_external_id_1_2').Statement[0],
			Principal: {AWS: 'arn:aws:iam::999988887777:root'},
		}),
	);
	const {Roles = []} = await iam.send(new ListRolesCommand({}));
	const listed = Roles.find(({RoleName}) => RoleName === 'Workato-Orders');
	expect([listed?.Description, listed?.Tags]).toEqual(['for orders', undefined]);
});

test('a name is taken whatever its case', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	await createRole(iam, 'Workato-Orders');
	const again = createRole(iam, 'workato-ORDERS', {Path: '/team/'});
	expect(await failureOf(again)).toEqual({
		name: 'EntityAlreadyExistsException',
		message: 'Role with name workato-ORDERS already exists.',
	});
});

test.each([
	['a name with a space', 'Workato Orders', {}, 'ValidationError'],
	['a name of 65 characters', 'x'.repeat(65), {}, 'ValidationError'],
	['a path without its end', 'Orders', {Path: '/team'}, 'ValidationError'],
	[
		'the same tag twice',
		'Orders',
		{
			Tags: [
				{Key: 'a', Value: '1'},
				{Key: 'A', Value: '2'},
			],
		},
		'InvalidInputException',
	],
	[
		'a boundary that is not there',
		'Orders',
		{PermissionsBoundary: `arn:aws:iam::${account}:policy/Nothing`},
		'NoSuchEntityException',
	],
])('%s is refused, and no role is made', async (_what, name, more, error) => {
	await using world = await openSandbox();
	const iam = world.iam();
	expect(await failureOf(createRole(iam, name, more))).toMatchObject({
		name: error,
	});
	const {Roles} = await iam.send(new ListRolesCommand({}));
	expect(Roles?.length).toBe(2);
});

test('the trust policy of a role is replaced whole', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	await createRole(iam, 'Orders');
	const trust = trustWorkato('workato_iam_external_id_1_3');
	await iam.send(
		new UpdateAssumeRolePolicyCommand({
			RoleName: 'Orders',
			PolicyDocument: JSON.stringify(trust),
		}),
	);
	const {Role} = await iam.send(new GetRoleCommand({RoleName: 'Orders'}));
	expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain(
		'workato_iam_external_id_1_3',
	);
});

test('inline policies are put, read URL-encoded, listed and deleted', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	const RoleName = 'Orders';
	await createRole(iam, RoleName);
	await putPolicy(iam, RoleName, policyOf(readAll));
	await putPolicy(iam, RoleName, policyOf(readAll), 'another');
	const {PolicyNames} = await iam.send(new ListRolePoliciesCommand({RoleName}));
	expect(PolicyNames).toEqual(['another', 'workato-secrets']);
	const get = async (PolicyName: string) =>
		iam.send(new GetRolePolicyCommand({RoleName, PolicyName}));
	const {PolicyDocument} = await get('workato-secrets');
	expect(PolicyDocument).toMatch(/^%7B/v);
	expect(decode(PolicyDocument)).toEqual(policyOf(readAll));
	await iam.send(new DeleteRolePolicyCommand({RoleName, PolicyName: 'another'}));
	expect(await failureOf(get('another'))).toMatchObject({
		name: 'NoSuchEntityException',
	});
});

test('a role goes only when its policies are gone', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	const RoleName = 'Orders';
	await createRole(iam, RoleName);
	await putPolicy(iam, RoleName, policyOf(readAll));
	const remove = async () => iam.send(new DeleteRoleCommand({RoleName}));
	expect(await failureOf(remove())).toMatchObject({
		name: 'DeleteConflictException',
	});
	await iam.send(new DeleteRolePolicyCommand({RoleName, PolicyName: 'workato-secrets'}));
	await remove();
	expect(await failureOf(remove())).toMatchObject({
		name: 'NoSuchEntityException',
	});
});

test('a role that is gone shows by its id in the trust of others, and its namesake is not trusted', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	const {Role: first} = await createRole(iam, 'First');
	const trust = JSON.stringify(
		policyOf({
			Effect: 'Allow',
			Principal: {AWS: first?.Arn},
			Action: 'sts:AssumeRole',
		}),
	);
	await createRole(iam, 'Second', {AssumeRolePolicyDocument: trust});
	await iam.send(new DeleteRoleCommand({RoleName: 'First'}));
	await createRole(iam, 'First');
	const {Role} = await iam.send(new GetRoleCommand({RoleName: 'Second'}));
	const shown = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
	expect(shown).toContain(first?.RoleId);
	expect(shown).not.toContain(first?.Arn);
	const again = createRole(iam, 'Third', {AssumeRolePolicyDocument: shown});
	expect(await failureOf(again)).toMatchObject({
		name: 'MalformedPolicyDocumentException',
	});
});

test('tags are added and replaced, by keys in any case', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	const RoleName = 'Orders';
	await createRole(iam, RoleName, {Tags: [{Key: 'Team', Value: 'one'}]});
	await iam.send(
		new TagRoleCommand({
			RoleName,
			Tags: [
				{Key: 'team', Value: 'two'},
				{Key: 'cost', Value: ''},
			],
		}),
	);
	const {Tags} = await iam.send(new ListRoleTagsCommand({RoleName}));
	expect(Tags).toEqual([
		{Key: 'team', Value: 'two'},
		{Key: 'cost', Value: ''},
	]);
});

test('the roles of Identity Center belong to AWS', async () => {
	await using world = await openSandbox();
	await world.post('/_sandbox/callers', {
		accessKeyId: 'AKIASINGLESIGNON0001',
		arn: `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Admin_1/me`,
		path: '/aws-reserved/sso.amazonaws.com/',
	});
	const put = putPolicy(world.iam(), 'AWSReservedSSO_Admin_1', policyOf(readAll));
	expect(await failureOf(put)).toMatchObject({
		name: 'UnmodifiableEntityException',
	});
});

test('a new role may stay unseen for a while, though its name is taken already', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	await world.post('/_sandbox/consistency', {reads: 2});
	await createRole(iam, 'Orders');
	const get = async () => iam.send(new GetRoleCommand({RoleName: 'Orders'}));
	expect(await failureOf(get())).toMatchObject({
		name: 'NoSuchEntityException',
	});
	expect(await failureOf(createRole(iam, 'Orders'))).toMatchObject({
		name: 'EntityAlreadyExistsException',
	});
	await putPolicy(iam, 'Orders', policyOf(readAll));
	await failureOf(get());
	await expect(get()).resolves.toMatchObject({Role: {RoleName: 'Orders'}});
});

test('writes over the pace that was set are throttled; reads are not', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	await world.post('/_sandbox/pace', [{service: 'iam', perSecond: 0, burst: 2, writesOnly: true}]);
	await createRole(iam, 'One');
	await createRole(iam, 'Two');
	expect(await failureOf(createRole(iam, 'Three'))).toMatchObject({
		name: 'Throttling',
	});
	const {Roles} = await iam.send(new ListRolesCommand({}));
	expect(Roles?.map(({RoleName}) => RoleName)).not.toContain('Three');
	await world.post('/_sandbox/pace', []);
	await createRole(iam, 'Three');
});

test('each call needs its permission, and says which', async () => {
	await using world = await openSandbox();
	const accessKeyId = 'AKIAFEWPERMISSIONS01';
	await world.post('/_sandbox/callers', {
		accessKeyId,
		arn: `arn:aws:iam::${account}:user/bob`,
		policy: policyOf({
			Effect: 'Allow',
			Action: ['iam:CreateRole', 'iam:PutRolePolicy'],
			Resource: `arn:aws:iam::${account}:role/Workato-*`,
		}),
	});
	const iam = world.iam({accessKeyId});
	await createRole(iam, 'Workato-Orders');
	await putPolicy(iam, 'Workato-Orders', policyOf(readAll));
	const refusals = await Promise.all(
		[
			createRole(iam, 'Orders'),
			createRole(iam, 'Workato-Tagged', {Tags: [{Key: 'a', Value: 'b'}]}),
			iam.send(new GetRoleCommand({RoleName: 'Workato-Orders'})),
			putPolicy(iam, 'Nobody', policyOf(readAll)),
		].map(async (call) => failureOf(call)),
	);
	const messages = refusals.map(
		({name, message}) => `${name} ${/iam:\w+/v.exec(message)?.[0] ?? ''}`,
	);
	expect(messages).toEqual([
		'AccessDenied iam:CreateRole',
		'AccessDenied iam:TagRole',
		'AccessDenied iam:GetRole',
		'AccessDenied iam:PutRolePolicy',
	]);
});
