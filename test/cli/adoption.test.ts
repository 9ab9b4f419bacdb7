import {
	CreateRoleCommand,
	DeleteRoleCommand,
	DeleteRolePolicyCommand,
	GetRoleCommand,
	GetRolePolicyCommand,
	PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {clientsOf, handOver, writes} from './handed-over.js';
import {manyProjects} from './many-projects.js';
import {containing, openEndpoint, openHome, setupFields} from './run-tool.js';

/** An AWS where somebody has made what a setup file wants, with the setup's name on it. */
async function madeElsewhere(guide: 'ekm' | 'secrets', wanted: Record<string, unknown> = {}) {
	const endpoint = await openEndpoint();
	const maker = openHome();
	const fields = guide === 'ekm' ? setupFields : await manyProjects(endpoint, 2);
	const {stdout} = await maker.run(['export', 'cloudformation', '-f', maker.write(fields)], {
		env: endpoint.environment,
	});
	await handOver.cloudformation(stdout, maker);
	const home = openHome();
	const file = home.write({...fields, ...wanted});
	const env = endpoint.environment;
	await endpoint.control('DELETE', '/_sandbox/calls');
	return {
		endpoint,
		home,
		apply: async (...more: string[]) => home.run(['apply', '-f', file, ...more], {env}),
		asked: async (stdin: string) => home.run(['apply', '-f', file], {env, isTty: true, stdin}),
		check: async () => home.run(['check', '--json'], {env}),
	};
}

const kinds = [
	['ekm', 'OtherSetupsKey', 'key-exists'],
	['secrets', 'RoleTaken:Team-1', 'role:Team-1'],
] as const;

test.each(kinds)(
	'%s: what only carries the setup’s name is asked about although nothing is to be changed, and once',
	async (guide, id, row) => {
		const {home, endpoint, apply, asked, check} = await madeElsewhere(guide);
		const dry = await apply('--dry-run', '--exit-code', '--json');
		expect(dry).toMatchObject({
			code: 0,
			json: {
				changes: [],
				// Not agreed to yet.
				outputs: {},
				warnings: expect.arrayContaining([
					{id, message: containing('this setup did not make it')},
				]) as unknown,
			},
		});

		// Nobody to ask, and nobody who agreed beforehand.
		expect(await apply()).toMatchObject({
			code: 2,
			stderr: containing('--yes'),
		});
		expect(home.savedFiles(false)).toEqual([]);
		const refused = await asked('n\n');
		expect(refused.code).toBe(130);
		expect(refused.stdout).toContain('this setup did not make it');
		expect(home.savedFiles(false)).toEqual([]);

		expect(await asked('y\n')).toMatchObject({
			code: 0,
			stdout: containing(guide === 'ekm' ? 'arn:aws:kms:' : 'Workato-Team-1'),
		});
		expect(await writes(endpoint)).toEqual([]);
		expect(await apply('--dry-run', '--json')).toMatchObject({
			stdout: containing(guide === 'ekm' ? '"keyArn"' : '"roles"'),
		});
		const again = await apply();
		expect(again).toMatchObject({code: 0});
		expect(again.stdout).not.toContain('did not make it');
		expect(await check()).toMatchObject({
			code: 0,
			json: {
				setups: [
					{
						checks: expect.arrayContaining([
							expect.objectContaining({id: row, status: 'pass'}),
						]) as unknown,
					},
				],
			},
		});
	},
);

test('a role that somebody made anew under the name that was agreed to is asked about again', async () => {
	const {endpoint, apply} = await madeElsewhere('secrets');
	expect(await apply('--yes')).toMatchObject({code: 0});
	const {iam} = clientsOf(endpoint);
	const names = {RoleName: 'Workato-Team-1', PolicyName: 'workato-secrets'};
	const {Role} = await iam.send(new GetRoleCommand(names));
	const {PolicyDocument} = await iam.send(new GetRolePolicyCommand(names));
	await iam.send(new DeleteRolePolicyCommand(names));
	await iam.send(new DeleteRoleCommand(names));
	await iam.send(
		new CreateRoleCommand({
			...names,
			AssumeRolePolicyDocument: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''),
			Tags: Role?.Tags,
		}),
	);
	await iam.send(
		new PutRolePolicyCommand({
			...names,
			PolicyDocument: decodeURIComponent(PolicyDocument ?? ''),
		}),
	);
	const asked = ['RoleTaken:Team-1'];
	for (const ids of [asked, []]) {
		const {json} = await apply('--dry-run', '--json');
		const given = warningIds.parse(json);
		expect(given.filter((id) => id.startsWith('RoleTaken'))).toEqual(ids);
		expect(await apply('--yes')).toMatchObject({code: 0});
	}
});

const warningIds = z
	.object({warnings: z.array(z.object({id: z.string()}))})
	.transform(({warnings}) => warnings.map(({id}) => id));

/** The role of one of two projects made elsewhere has lost its policy. */
async function lackingRole() {
	const made = await madeElsewhere('secrets');
	const {iam} = clientsOf(made.endpoint);
	await iam.send(
		new DeleteRolePolicyCommand({
			RoleName: 'Workato-Team-2',
			PolicyName: 'workato-secrets',
		}),
	);
	iam.destroy();
	return made;
}

test('a role that carries the setup’s name and lacks something gets it with the agreement, and nothing after that', async () => {
	const {endpoint, apply, asked} = await lackingRole();
	expect(await apply('--dry-run', '--exit-code', '--json')).toMatchObject({
		code: 1,
		json: {
			changes: [{id: 'put-role-policy:Team-2', status: 'planned'}],
			warnings: expect.arrayContaining([
				{id: 'RoleTaken:Team-2', message: containing('this would be added')},
			]) as unknown,
		},
	});
	expect(await asked('n\n')).toMatchObject({
		code: 130,
		stdout: containing('agree to the warnings above'),
	});
	expect(await writes(endpoint)).toEqual(['DeleteRolePolicy']);
	expect(await asked('y\n')).toMatchObject({code: 0});
	expect(await writes(endpoint)).toEqual(['DeleteRolePolicy', 'PutRolePolicy']);
	expect(await apply('--dry-run', '--exit-code')).toMatchObject({code: 0});
	// Agreed to: what it lacks from then on is a change like any other.
	expect(await apply('--yes')).toMatchObject({code: 0});
});

test.each([[['--yes']], [[]]])(
	'a role that carries the setup’s name and lacks something gets nothing where nobody looks: %j',
	async (more) => {
		const {endpoint, home, apply} = await lackingRole();
		const refused = await apply(...more);
		expect(refused).toMatchObject({code: 2, stderr: containing('role: {use: arn:aws:iam::')});
		expect(refused.stderr).toContain('this would be added');
		expect(await writes(endpoint)).toEqual(['DeleteRolePolicy']);
		expect(home.savedFiles(false)).toEqual([]);
	},
);

test('what anybody tagged is left out with --yes; the other projects get theirs', async () => {
	const endpoint = await openEndpoint();
	const home = openHome();
	const {iam} = clientsOf(endpoint);
	const fields = await manyProjects(endpoint, 2);
	await iam.send(
		new CreateRoleCommand({
			RoleName: 'Workato-Team-2',
			AssumeRolePolicyDocument: JSON.stringify({
				Version: '2012-10-17',
				Statement: [
					{
						Effect: 'Allow',
						Principal: {AWS: 'arn:aws:iam::666677778888:root'},
						Action: 'sts:AssumeRole',
					},
				],
			}),
			Tags: [
				{Key: 'workato-aws:setup', Value: 'production'},
				{Key: 'workato-aws:project', Value: 'Team-2'},
			],
		}),
	);
	iam.destroy();
	await endpoint.control('DELETE', '/_sandbox/calls');
	const applied = await home.run(['apply', '-f', home.write(fields), '--yes', '--json'], {
		env: endpoint.environment,
	});
	expect(applied.json).toMatchObject({
		blockers: [{project: 'Team-2', code: 'RoleTaken', hint: containing('role: {use: ')}],
	});
	const ids = z
		.object({changes: z.array(z.object({id: z.string()}))})
		.parse(applied.json)
		.changes.map(({id}) => id);
	expect(ids.length).toBeGreaterThan(0);
	expect(ids.filter((id) => id.endsWith('Team-2'))).toEqual([]);
});

test('a key that carries the setup’s name and lacks something gets nothing with --yes, but with the answer', async () => {
	const {endpoint, home, apply, asked} = await madeElsewhere('ekm', {
		rotation: {enabled: true, days: 100},
	});
	const refused = await apply('--yes', '--json');
	expect(refused).toMatchObject({code: 2, json: {error: {code: 'OtherSetupsKey'}}});
	expect(refused.stdout).toContain('key: {use: arn:aws:kms:');
	expect(await writes(endpoint)).toEqual([]);
	expect(home.savedFiles(false)).toEqual([]);
	expect(await asked('y\n')).toMatchObject({code: 0});
	expect(await writes(endpoint)).toEqual(['EnableKeyRotation']);
});
