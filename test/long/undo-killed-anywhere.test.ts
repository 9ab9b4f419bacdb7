import {CreateKeyCommand} from '@aws-sdk/client-kms';
import {CreateRoleCommand, IAMClient} from '@aws-sdk/client-iam';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {setupFile, writeSetupFile} from '../end-to-end/finished-setup.js';
import {homeSandbox, type HomeSandbox} from '../end-to-end/home-sandbox.js';
import {freshHome} from '../support/fresh-home.js';
import {moments} from '../disturbed/deadly-relay.js';
import {homeOf, remainsOfEveryDeath} from '../disturbed/run-and-die.js';
import {runHere} from '../disturbed/run-here.js';
import {takeSandboxKeys} from '../disturbed/sandbox-keys.js';
import {accountState} from '../engine/undo/account-state.js';

vi.setConfig({testTimeout: 120_000, maxConcurrency: 8});
takeSandboxKeys();

const page = z.object({accountId: z.string(), externalId: z.string()});

type Case = {
	readonly name: string;
	/** How many calls of an undisturbed undo change something. */
	readonly writes: number;
	readonly args: readonly string[];
	/** Makes what has to be there, and gives the setup file. */
	readonly prepare: (aws: HomeSandbox, iam: IAMClient) => Promise<object>;
};

async function secretsSetup(aws: HomeSandbox, names: readonly string[], role?: {use: string}) {
	await aws.control('POST', '/_workato/projects', {names});
	const rows: Array<{accountId: string; row: object}> = [];
	for (const name of names) {
		const {accountId, externalId} = page.parse(
			await aws.control('GET', `/_workato/secrets-manager?project=${name}`),
		);
		rows.push({
			accountId,
			row: {name, externalId, secrets: 'all', ...(role && {role})},
		});
	}

	return {
		guide: 'secrets',
		name: 'production',
		region: 'us-east-1',
		scope: 'project',
		workatoAccountId: rows[0]?.accountId,
		projects: rows.map(({row}) => row),
	};
}

const cases: readonly Case[] = [
	{
		name: 'a key of one’s own',
		writes: 2,
		args: [],
		async prepare({kms}) {
			const {KeyMetadata} = await kms.send(new CreateKeyCommand({}));
			return {...setupFile, key: {use: KeyMetadata?.Arn}};
		},
	},
	{
		name: 'a new key that goes',
		writes: 3,
		args: ['--delete-key', '--confirm', 'workato-ekm'],
		prepare: async () => setupFile,
	},
	{
		name: 'a new role',
		writes: 2,
		args: [],
		prepare: async (aws) => secretsSetup(aws, ['Team-1']),
	},
	{
		name: 'a role that others use',
		writes: 2,
		args: [],
		async prepare(aws, iam) {
			await iam.send(
				new CreateRoleCommand({
					RoleName: 'Shared',
					AssumeRolePolicyDocument: JSON.stringify({
						Version: '2012-10-17',
						Statement: {
							Effect: 'Allow',
							Principal: {Service: 'lambda.amazonaws.com'},
							Action: 'sts:AssumeRole',
						},
					}),
				}),
			);
			return secretsSetup(aws, ['Team-1'], {use: 'Shared'});
		},
	},
	{
		name: 'three new roles',
		writes: 6,
		args: [],
		prepare: async (aws) => secretsSetup(aws, ['Team-1', 'Team-2', 'Team-3']),
	},
];

const undoing = ({args}: Case) => ['undo', 'production', '--yes', ...args];

function iamOf({env, kms}: HomeSandbox): IAMClient {
	return new IAMClient({
		endpoint: env.AWS_ENDPOINT_URL ?? '',
		region: 'us-east-1',
		credentials: async () => kms.config.credentials(),
	});
}

/** Applies a setup and undoes it: what AWS held before, and what an undo leaves that is killed around one of its writes. */
async function everyDeath(each: Case) {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const iam = iamOf(aws);
	const file = await writeSetupFile(home, await each.prepare(aws, iam));
	const before = await accountState({kms: aws.kms, iam});
	iam.destroy();
	const applied = await runHere(home, ['apply', '-f', file, '--yes'], aws.env);
	expect(applied.code, applied.stdout + applied.stderr).toBe(0);
	const remains = await remainsOfEveryDeath(home, aws, undoing(each));
	const atWrites = remains.filter(({isWrite}) => isWrite);
	expect(atWrites).toHaveLength(each.writes * moments.length);
	return atWrites.map((left) => ({...left, name: each.name, each, before, left}));
}

const deaths = await Promise.all(cases.map(async (each) => everyDeath(each)));

test.concurrent.each(deaths.flat())(
	'$name: undo killed at $call ($moment), the next one ends as if nothing had happened',
	async ({each, before, left}) => {
		await using home = await homeOf(left);
		await using aws = await homeSandbox(home);
		const iam = iamOf(aws);
		const run = async (...args: string[]) => runHere(home, args, aws.env);
		const {code, stdout, stderr} = await run(...undoing(each));
		expect(code, stdout + stderr).toBe(0);

		const after = await accountState({kms: aws.kms, iam});
		const known = new Set(before.keys.map(({id}) => id));
		const fresh = after.keys.filter(({id}) => !known.has(id));
		expect(fresh.map(({state}) => state)).toEqual(
			each.args.length === 0 ? [] : ['PendingDeletion'],
		);
		const keys = after.keys.filter(({id}) => known.has(id));
		expect({...after, keys}).toEqual(before);
		const again = await run('undo', 'production', '--yes', '--json');
		expect(JSON.parse(again.stdout)).toMatchObject({
			changes: [],
			// The key waits for its deletion, which somebody may cancel.
			left: fresh.map(() => ({state: 'kept'})),
		});
		iam.destroy();
	},
);
