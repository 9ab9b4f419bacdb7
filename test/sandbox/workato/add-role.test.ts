import {GetRoleCommand, UpdateAssumeRolePolicyCommand} from '@aws-sdk/client-iam';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {account, newKey, openSandbox, policyOf, type OpenSandbox} from '../harness.js';
import {createRole, putPolicy, trustWorkato} from '../iam/iam-world.js';

const roleArn = `arn:aws:iam::${account}:role/Orders`;

const page = z.object({
	accountId: z.string(),
	externalId: z.string(),
	label: z.string(),
});
const projectList = z.array(z.object({id: z.number(), folder_id: z.number(), name: z.string()}));
const verdict = z.object({
	accepted: z.boolean(),
	message: z.string(),
	secrets: z.array(
		z.object({
			arn: z.string(),
			readable: z.boolean(),
			message: z.string().optional(),
		}),
	),
});

const projectsOf = async (world: OpenSandbox) =>
	projectList.parse(await world.get('/_workato/projects'));

const pageOf = async (world: OpenSandbox, project?: number) =>
	page.parse(
		await world.get(
			`/_workato/secrets-manager${project === undefined ? '' : `?project=${project}`}`,
		),
	);

const addRole = async (world: OpenSandbox, role: object) =>
	verdict.parse(await world.post('/_workato/add-role', {roleArn, ...role}));

/** Why Workato does not take the role. */
const refusal = async (world: OpenSandbox, role: object) => {
	const {accepted, message} = await addRole(world, role);
	expect(accepted).toBe(false);
	return message;
};

const seedSecret = async (world: OpenSandbox, more: object) => {
	const {arns} = z
		.object({arns: z.tuple([z.string()])})
		.parse(await world.post('/_sandbox/secrets', more));
	return arns[0];
};

/** The first project, and the role Orders that it may assume and that may read these. */
const openProject = async (world: OpenSandbox, ...resources: string[]) => {
	const [project] = await projectsOf(world);
	const {externalId} = await pageOf(world, project?.id);
	await createRole(world.iam(), 'Orders', {
		AssumeRolePolicyDocument: JSON.stringify(trustWorkato(externalId)),
	});
	if (resources.length > 0) {
		await allow(world, ...resources);
	}

	return {project: project?.id ?? 0, externalId};
};

const allow = async (world: OpenSandbox, ...Resource: string[]) =>
	putPolicy(
		world.iam(),
		'Orders',
		policyOf({
			Effect: 'Allow',
			Action: 'secretsmanager:GetSecretValue',
			Resource,
		}),
	);

test('each project has an external ID of its own, and the workspace has one', async () => {
	await using world = await openSandbox();
	const projects = await projectsOf(world);
	const pages = await Promise.all(projects.map(async ({id}) => pageOf(world, id)));
	const workspace = await pageOf(world);
	expect(workspace.externalId).toMatch(/^workato_iam_external_id_\d+$/v);
	expect(pages).toEqual(
		projects.map(({id, name}) => ({
			accountId: '999988887777',
			externalId: `${workspace.externalId}_${id}`,
			label: `External ID for ${name}`,
		})),
	);
	expect(projects).toHaveLength(3);
	const missing = await world.send('GET', '/_workato/secrets-manager?project=1');
	expect(missing.status).toBe(404);
});

test('projects are added by name, and two hundred at once', async () => {
	await using world = await openSandbox();
	await world.post('/_workato/projects', {names: ['Returns', 'Stock']});
	await world.post('/_workato/projects', {name: 'Project', count: 200});
	const projects = await projectsOf(world);
	expect(projects).toHaveLength(205);
	expect(new Set(projects.map(({id}) => id)).size).toBe(205);
	expect(projects.map(({name}) => name)).toEqual(
		expect.arrayContaining(['Returns', 'Stock', 'Project 200']),
	);
});

test('Workato takes a role that lets it read its secrets, and has used it then', async () => {
	await using world = await openSandbox();
	const [one, two] = [
		await seedSecret(world, {name: 'orders/one'}),
		await seedSecret(world, {name: 'orders/two'}),
	];
	const {project} = await openProject(world, one, two);
	const answer = await addRole(world, {project});
	expect(answer).toMatchObject({
		accepted: true,
		secrets: [
			{arn: one, readable: true},
			{arn: two, readable: true},
		],
	});
	const {Role} = await world.iam().send(new GetRoleCommand({RoleName: 'Orders'}));
	expect(Role?.RoleLastUsed?.LastUsedDate).toBeInstanceOf(Date);
	expect(await addRole(world, {project: 'Orders'})).toMatchObject({
		accepted: true,
	});
});

test('Workato comes with the external ID of the project, and no other is let in', async () => {
	await using world = await openSandbox();
	const secret = await seedSecret(world, {name: 'orders'});
	const {project, externalId} = await openProject(world, secret);
	const [, second] = await projectsOf(world);
	expect(await refusal(world, {project: second?.id})).toContain('external ID of this project');
	expect(await refusal(world, {project, scope: 'workspace'})).toContain(
		'external ID of the workspace',
	);
	await world.iam().send(
		new UpdateAssumeRolePolicyCommand({
			RoleName: 'Orders',
			PolicyDocument: JSON.stringify(trustWorkato(externalId.replace(/_\d+$/v, ''))),
		}),
	);
	expect(await addRole(world, {project})).toMatchObject({accepted: false});
	expect(await addRole(world, {})).toMatchObject({accepted: true});
});

test.each([
	['MFA', {Bool: {'aws:MultiFactorAuthPresent': 'true'}}],
	['an address', {IpAddress: {'aws:SourceIp': '203.0.113.0/24'}}],
	['another session name', {StringEquals: {'sts:RoleSessionName': 'me'}}],
])('a trust policy that asks for %s keeps Workato out', async (_what, more) => {
	await using world = await openSandbox();
	const {project, externalId} = await openProject(world);
	const [statement = {}] = trustWorkato(externalId).Statement;
	await world.iam().send(
		new UpdateAssumeRolePolicyCommand({
			RoleName: 'Orders',
			PolicyDocument: JSON.stringify(
				policyOf({
					...statement,
					Condition: {
						StringEquals: {'sts:ExternalId': externalId},
						...more,
						...('StringEquals' in more && {
							StringEquals: {
								...more.StringEquals,
								'sts:ExternalId': externalId,
							},
						}),
					},
				}),
			),
		}),
	);
	expect(await addRole(world, {project})).toMatchObject({accepted: false});
});

test.each([
	['is scheduled for deletion', {deleted: true}, 'scheduled for deletion'],
	['is plain text', {value: 'hunter2'}, 'plain text'],
	['is not in the policy', {}, 'did not let the role read'],
])('Workato says of a secret that it %s', async (what, more, message) => {
	await using world = await openSandbox();
	const secret = await seedSecret(world, {name: 'orders', ...more});
	const other = await seedSecret(world, {name: 'other'});
	const {project} = await openProject(world, what.includes('not in') ? other : secret);
	const answer = await addRole(world, {project, secretArn: secret});
	expect(answer).toMatchObject({
		accepted: false,
		secrets: [{arn: secret, readable: false}],
	});
	expect(answer.message).toContain(message);
});

test('Workato says that the key of a secret is not allowed', async () => {
	await using world = await openSandbox();
	const {Arn: kmsKeyId} = await newKey(world.kms());
	const secret = await seedSecret(world, {name: 'orders', kmsKeyId});
	const {project} = await openProject(world, secret);
	const {message} = await addRole(world, {project});
	expect(message).toContain('use the key of this secret');
});

test('a pattern reaches the secrets that are there; a role without any is not enough', async () => {
	await using world = await openSandbox();
	await world.post('/_sandbox/secrets', {name: 'orders/part', count: 3});
	await seedSecret(world, {name: 'orders/gone', deleted: true});
	await seedSecret(world, {name: 'finance/part'});
	const {project} = await openProject(world);
	expect(await refusal(world, {project})).toContain('name no secret');
	await allow(world, 'arn:aws:secretsmanager:us-east-1:*:secret:orders/*');
	const {accepted, secrets} = await addRole(world, {project});
	expect([accepted, secrets.length]).toEqual([true, 3]);
});

test.each([` ${roleArn}`, 'Orders', `arn:aws:sts::${account}:assumed-role/Orders/me`])(
	'%j is no ARN of a role',
	async (wrong) => {
		await using world = await openSandbox();
		const {message} = await addRole(world, {roleArn: wrong});
		expect(message).toContain('not the ARN of a role');
	},
);

test('a change of trust acts after a while, when that is set', async () => {
	await using world = await openSandbox();
	const secret = await seedSecret(world, {name: 'orders'});
	const {project} = await openProject(world, secret);
	const [, second] = await projectsOf(world);
	const {externalId} = await pageOf(world, second?.id);
	await world.post('/_sandbox/consistency', {reads: 2});
	const PolicyDocument = JSON.stringify(trustWorkato(externalId));
	await world.iam().send(new UpdateAssumeRolePolicyCommand({RoleName: 'Orders', PolicyDocument}));
	expect(await addRole(world, {project})).toMatchObject({accepted: true});
	const other = {project: second?.id};
	expect(await addRole(world, other)).toMatchObject({accepted: false});
	expect(await addRole(world, other)).toMatchObject({accepted: true});
	expect(await addRole(world, {project})).toMatchObject({accepted: false});
});
