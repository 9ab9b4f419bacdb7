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
async function madeElsewhere(guide: 'ekm' | 'secrets') {
	const endpoint = await openEndpoint();
	const maker = openHome();
	const fields = guide === 'ekm' ? setupFields : await manyProjects(endpoint, 2);
	const {stdout} = await maker.run(['export', 'cloudformation', '-f', maker.write(fields)], {
		env: endpoint.environment,
	});
	await handOver.cloudformation(stdout, maker);
	const home = openHome();
	const file = home.write(fields);
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

test('a role that carries the setup’s name and lacks something gets it with the agreement, and nothing after that', async () => {
	const {endpoint, apply} = await madeElsewhere('secrets');
	const {iam} = clientsOf(endpoint);
	await iam.send(
		new DeleteRolePolicyCommand({
			RoleName: 'Workato-Team-2',
			PolicyName: 'workato-secrets',
		}),
	);
	iam.destroy();
	expect(await apply('--dry-run', '--exit-code', '--json')).toMatchObject({
		code: 1,
		json: {
			changes: [{id: 'put-role-policy:Team-2', status: 'planned'}],
			warnings: expect.arrayContaining([
				{id: 'RoleTaken:Team-2', message: containing('this would be added')},
			]) as unknown,
		},
	});
	expect(await writes(endpoint)).toEqual(['DeleteRolePolicy']);
	expect(await apply('--yes')).toMatchObject({code: 0});
	expect(await writes(endpoint)).toEqual(['DeleteRolePolicy', 'PutRolePolicy']);
	expect(await apply('--dry-run', '--exit-code')).toMatchObject({code: 0});
});
