import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {CreateKeyCommand, KMSClient, ListKeysCommand} from '@aws-sdk/client-kms';
import {CreateRoleCommand, ListRolePoliciesCommand} from '@aws-sdk/client-iam';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {allowEverything} from '../../source/sandbox/state.js';
import {startSandbox} from '../../source/sandbox/server.js';
import {clientOptions, failureOf, keyIds, newKey, openSandbox} from './harness.js';

const countKeys = async (kms: KMSClient) => {
	const ids = await keyIds(kms);
	return ids.length;
};

test('the state is kept between runs, and emptied on request', async () => {
	await using world = await openSandbox();
	const {stateFile} = world;
	await newKey(world.kms());
	expect(statSync(stateFile).mode % 0o1000).toBe(0o600);
	await world.sandbox.close();
	const again = await startSandbox({stateFile});
	expect(await countKeys(new KMSClient(clientOptions(again)))).toBe(1);
	await again.close();
	const fresh = await startSandbox({stateFile, fresh: true});
	expect(await countKeys(new KMSClient(clientOptions(fresh)))).toBe(0);
	await fresh.close();
});

test('two sandboxes share one state', async () => {
	await using world = await openSandbox();
	const second = await startSandbox({stateFile: world.stateFile});
	const [one, two] = [world.kms(), new KMSClient(clientOptions(second))];
	await Promise.all(
		Array.from({length: 20}, async (_, index) => newKey(index % 2 === 0 ? one : two)),
	);
	expect([await countKeys(one), await countKeys(two)]).toEqual([20, 20]);
	await second.close();
});

test('a lock that a dead process left behind does not stand in the way', async () => {
	await using world = await openSandbox();
	const {pid} = spawnSync(process.execPath, ['--version']);
	writeFileSync(`${world.stateFile}.lock`, String(pid));
	await newKey(world.kms());
	expect(existsSync(`${world.stateFile}.lock`)).toBe(false);
});

test.each(['', '{', '{"version": 2}'])(
	'a state that reads %j names the file and the way out',
	async (text) => {
		await using world = await openSandbox();
		writeFileSync(world.stateFile, text);
		const start = startSandbox({stateFile: world.stateFile});
		const {message} = await failureOf(start);
		expect(message).toContain(world.stateFile);
		expect(message).toContain('--sandbox=fresh');
		const call = await failureOf(world.kms().send(new CreateKeyCommand({})));
		expect(call.message).toContain('--sandbox=fresh');
	},
);

test('a state that cannot be kept is said in the protocol of each service, and nothing is tried again', async () => {
	await using world = await openSandbox();
	const folder = path.dirname(world.stateFile);
	await world.kms().send(new ListKeysCommand({}));
	rmSync(folder, {recursive: true});
	writeFileSync(folder, '');
	const create = [
		world.kms().send(new CreateKeyCommand({})),
		world.iam().send(new CreateRoleCommand({RoleName: 'A', AssumeRolePolicyDocument: '{}'})),
	];
	for (const {name, message} of await Promise.all(create.map(async (call) => failureOf(call)))) {
		expect({name, message}).toEqual({
			name: 'SandboxStateNotKept',
			message: `The sandbox cannot keep its state in ${world.stateFile}: a part of the path is a file. Make the folder writable and give it room, or set WORKATO_AWS_HOME to another folder.`,
		});
	}
});

test('a lock that names nobody does not stand in the way', async () => {
	await using world = await openSandbox();
	writeFileSync(`${world.stateFile}.lock`, '');
	await newKey(world.kms());
	expect(existsSync(`${world.stateFile}.lock`)).toBe(false);
});

test('a call that is refused changes nothing', async () => {
	await using world = await openSandbox();
	const before = statSync(world.stateFile, {bigint: true}).mtimeNs;
	await failureOf(world.kms().send(new CreateKeyCommand({Policy: '{}'})));
	expect(statSync(world.stateFile, {bigint: true}).mtimeNs).toBe(before);
});

test('a port that is taken is an error', async () => {
	await using world = await openSandbox();
	const start = startSandbox({
		stateFile: world.stateFile,
		port: Number(new URL(world.sandbox.url).port),
	});
	await expect(start).rejects.toThrow('EADDRINUSE');
});

test('the environment points the SDK at the sandbox', async () => {
	await using world = await openSandbox();
	expect(world.sandbox.environment).toMatchObject({
		AWS_ENDPOINT_URL: world.sandbox.url,
		AWS_REGION: 'us-east-1',
	});
	expect(world.sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/v);
});

test('a state that was saved before roles had many policies is still good', async () => {
	await using world = await openSandbox();
	const state = z
		.looseObject({identities: z.record(z.string(), z.unknown())})
		.parse(JSON.parse(readFileSync(world.stateFile, 'utf8')));
	const {managedPolicies, ...old} = state;
	const identities = Object.fromEntries(
		Object.keys(old.identities).map((arn) => [
			arn,
			{
				id: 'AROAPRACTICEEXAMPLE01',
				createdAt: 1,
				policy: allowEverything,
			},
		]),
	);
	writeFileSync(world.stateFile, JSON.stringify({...old, identities}));
	await expect(newKey(world.kms())).resolves.toBeDefined();
	const {PolicyNames} = await world.iam().send(new ListRolePoliciesCommand({RoleName: 'Practice'}));
	expect(PolicyNames).toEqual(['Permissions']);
});
