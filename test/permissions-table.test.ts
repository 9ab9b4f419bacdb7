import {AttachRolePolicyCommand} from '@aws-sdk/client-iam';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {permissionRows} from '../source/engine/export/permissions.js';
import {sceneOf} from './screens/all-scenes.js';
import {openStage} from './screens/stage.js';
import {later, openScene} from './engine/undo/scene.js';

vi.setConfig({testTimeout: 120_000});

const callsSchema = z.array(z.object({service: z.string(), operation: z.string()}));
const namesOf = (calls: unknown): string[] =>
	callsSchema
		.parse(calls)
		.filter(({service}) => service !== 'sts')
		.map(({service, operation}) => `${service}:${operation}`);

/** What the commands call: two setups made, checked and taken back, with a role and secrets that were there before. */
async function callsOfCommands(): Promise<string[]> {
	const scene = await openScene();
	const {endpoint, apply, run} = scene;
	await endpoint.control('POST', '/_sandbox/seed');
	const {projects} = await scene.projects(12);
	const secrets = {
		guide: 'secrets',
		name: 'roles',
		region: 'us-east-1',
		scope: 'project',
		workatoAccountId: '999988887777',
		projects: [
			...projects,
			{
				name: 'Shared',
				externalId: 'workato_iam_external_id_27411_640118',
				role: {use: 'SharedIntegrations'},
				secrets: {prefix: 'workato/customers/'},
			},
		],
	};
	// A managed policy is read where a role of one’s own has it.
	await scene.session.iam.send(
		new AttachRolePolicyCommand({
			RoleName: 'SharedIntegrations',
			PolicyArn: 'arn:aws:iam::aws:policy/SecretsManagerReadWrite',
		}),
	);
	await endpoint.control('DELETE', '/_sandbox/calls');
	const shared = {
		...scene.newKey,
		name: 'shared',
		key: {use: 'alias/app-secrets'},
	};
	// Few roles are asked for one by one.
	const few = {
		...secrets,
		name: 'few',
		projects: [{...secrets.projects[0], role: {create: {name: 'Few'}}}],
	};
	const setups = [scene.newKey, shared, secrets, few];
	for (const fields of setups) {
		expect(await apply(fields)).toMatchObject({code: 0});
	}

	await run(['check']);
	const agreed = ['--yes', '--delete-key', '--confirm', 'workato-ekm'];
	await run(['undo', 'production', ...agreed], {now: later});
	await run(['undo', 'shared', '--yes'], {now: later});
	await run(['undo', 'few', '--yes'], {now: later});
	await run(['undo', 'roles', '--yes'], {now: later});
	return namesOf(await endpoint.control('GET', '/_sandbox/calls'));
}

/** What these screens call. */
async function callsOfScreens(ids: readonly string[]): Promise<string[]> {
	const calls: string[] = [];
	for (const id of ids) {
		await using stage = await openStage(sceneOf(id), {
			columns: 80,
			rows: 24,
			hasUnicode: true,
			hasColor: false,
		});
		calls.push(...namesOf(await stage.control('GET', '/_sandbox/calls')));
	}

	return calls;
}

// AWS asks for these in the course of another call, and the sandbox counts calls.
const withinCreation = ['kms:TagResource', 'iam:TagRole'];

// `help permissions` and the reference are made from what is declared; test/readme.test.ts holds them to it.
test('the permissions that things declare are those of all calls that are made, and no others', async () => {
	const made = new Set([
		...(await callsOfCommands()),
		...(await callsOfScreens([
			'ekm/before',
			'ekm/key/list',
			'ekm/review/fixed',
			'secrets/role/list',
			'secrets/secrets/list',
			'secrets/checklist',
		])),
		...withinCreation,
	]);
	const declared = new Set(permissionRows().map(({action}) => action));
	expect([...declared].toSorted()).toEqual([...made].toSorted());
});
