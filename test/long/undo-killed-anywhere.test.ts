import {CreateKeyCommand} from '@aws-sdk/client-kms';
import {CreateRoleCommand, IAMClient} from '@aws-sdk/client-iam';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {setupFile, writeSetupFile} from '../end-to-end/finished-setup.js';
import {homeSandbox, type HomeSandbox} from '../end-to-end/home-sandbox.js';
import {runProgram} from '../end-to-end/run-program.js';
import {freshHome} from '../support/fresh-home.js';
import {moments} from '../disturbed/deadly-relay.js';
import {runAndDie} from '../disturbed/run-and-die.js';
import {accountState} from '../engine/undo/account-state.js';

vi.setConfig({testTimeout: 120_000, maxConcurrency: 3});

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

const deaths = cases.flatMap((each) =>
	Array.from({length: each.writes}, (_, index) => index + 1).flatMap((call) =>
		moments.map((moment) => ({name: each.name, each, call, moment})),
	),
);

test.concurrent.each(deaths)(
	'$name: undo killed at write $call ($moment), the next one ends as if nothing had happened',
	async ({each, call, moment}) => {
		await using home = await freshHome();
		await using aws = await homeSandbox(home);
		const {kms} = aws;
		const iam = new IAMClient({
			endpoint: aws.env.AWS_ENDPOINT_URL ?? '',
			region: 'us-east-1',
			credentials: await kms.config.credentials(),
		});
		const file = await writeSetupFile(home, await each.prepare(aws, iam));
		const before = await accountState({kms, iam});
		const run = async (...args: string[]) => runProgram(home, args, {env: aws.env});
		const applied = await run('apply', '-f', file, '--yes');
		expect(applied.code, applied.stdout + applied.stderr).toBe(0);
		const undo = ['undo', 'production', '--yes', ...each.args];
		await runAndDie(home, aws, undo, {call: `write ${call}`, moment});
		const {code, stdout, stderr} = await run(...undo);
		expect(code, stdout + stderr).toBe(0);

		const after = await accountState({kms, iam});
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
