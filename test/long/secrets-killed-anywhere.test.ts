import {spawn} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import process from 'node:process';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {writeSetupFile} from '../end-to-end/finished-setup.js';
import {practiceAws, type PracticeAws} from '../end-to-end/practice-aws.js';
import {program, runProgram} from '../end-to-end/run-program.js';
import {stateSchema} from '../../source/sandbox/state.js';
import {sandboxStateFile} from '../../source/setups/home-folder.js';
import {childEnvironment} from '../support/child-environment.js';
import {freshHome, type FreshHome} from '../support/fresh-home.js';
import {deadlyRelay, type Moment} from './deadly-relay.js';

vi.setConfig({testTimeout: 120_000});

const page = z.object({accountId: z.string(), externalId: z.string()});

type Case = {
	readonly name: string;
	readonly projects: ReadonlyArray<{name: string; role?: {use: string}}>;
	/** How many calls of an undisturbed apply change something. */
	readonly writes: number;
};

const secrets = {prefix: 'workato/orders/'};
const cases: readonly Case[] = [
	{name: 'a new role', projects: [{name: 'Orders'}], writes: 2},
	{
		name: 'a role that others use',
		projects: [{name: 'Orders', role: {use: 'SharedIntegrations'}}],
		writes: 2,
	},
	{
		name: 'three new roles',
		projects: [{name: 'Orders'}, {name: 'Customer data'}, {name: 'Finance'}],
		writes: 6,
	},
];

/** A setup file for these projects, with what the practice Workato shows for them. */
async function setupFor(
	home: FreshHome,
	aws: PracticeAws,
	{projects}: Case,
): Promise<string> {
	await aws.control('POST', '/_sandbox/furnish');
	const rows = await Promise.all(
		projects.map(async (project) => {
			const target = `/_workato/secrets-manager?project=${encodeURIComponent(project.name)}`;
			const {accountId, externalId} = page.parse(
				await aws.control('GET', target),
			);
			return {accountId, row: {...project, externalId, secrets}};
		}),
	);
	return writeSetupFile(home, {
		guide: 'secrets',
		name: 'production',
		region: 'us-east-1',
		scope: 'project',
		workatoAccountId: rows[0]?.accountId,
		projects: rows.map(({row}) => row),
	});
}

/** Every role with all that is in it, but for what differs from run to run. */
async function rolesOf(home: FreshHome): Promise<unknown> {
	const text = await readFile(sandboxStateFile(home.env), 'utf8');
	const {identities} = stateSchema.parse(JSON.parse(text));
	return Object.entries(identities)
		.toSorted(([one], [other]) => one.localeCompare(other))
		.map(([arn, {id, createdAt, tags, ...rest}]) => ({
			arn,
			...rest,
			tags: tags.map(({Key, Value}) => ({
				Key,
				Value: Key === 'workato-aws:run' ? 'a run' : Value,
			})),
		}));
}

const expected = new Map<string, unknown>();

/** What an undisturbed apply leaves; once for each case. */
async function undisturbed(each: Case): Promise<unknown> {
	if (!expected.has(each.name)) {
		await using home = await freshHome();
		await using aws = await practiceAws(home);
		const file = await setupFor(home, aws, each);
		const args = ['apply', '-f', file, '--yes'];
		const {code} = await runProgram(home, args, {env: aws.env});
		expect(code).toBe(0);
		const writes = await aws.writes();
		expect(writes).toHaveLength(each.writes);
		expected.set(each.name, await rolesOf(home));
	}

	return expected.get(each.name);
}

/** Runs apply until it is killed at the moment of that write. */
async function applyAndDie(
	home: FreshHome,
	aws: PracticeAws,
	file: string,
	death: {readonly call: number; readonly moment: Moment},
): Promise<void> {
	const kill = new AbortController();
	await using relay = await deadlyRelay(
		aws.env.AWS_ENDPOINT_URL ?? '',
		death,
		() => {
			kill.abort();
		},
	);
	const child = spawn(
		process.execPath,
		[program, 'apply', '-f', file, '--yes'],
		{
			cwd: home.home,
			env: childEnvironment({
				...home.env,
				...aws.env,
				AWS_ENDPOINT_URL: relay.url,
			}),
			stdio: 'ignore',
			signal: kill.signal,
			killSignal: 'SIGKILL',
		},
	);
	child.on('error', () => {
		// The abort is told as an error, too.
	});
	const signal = await new Promise((resolve) => {
		child.on('close', (_, name) => {
			resolve(name);
		});
	});
	expect(relay.writes()).toBeGreaterThanOrEqual(death.call);
	// With the last answer on its way, it may have ended by itself.
	if (death.moment !== 'answered') {
		expect(signal).toBe('SIGKILL');
	}
}

const moments: readonly Moment[] = ['leaves', 'acted', 'answered'];
const deaths = cases.flatMap((each) =>
	Array.from({length: each.writes}, (_, index) => index + 1).flatMap((call) =>
		moments.map((moment) => ({...each, each, call, moment})),
	),
);

test.each(deaths)(
	'$name: killed at write $call ($moment), it ends as if nothing had happened',
	async ({each, call, moment}) => {
		const whole = await undisturbed(each);
		await using home = await freshHome();
		await using aws = await practiceAws(home);
		const file = await setupFor(home, aws, each);
		await applyAndDie(home, aws, file, {call, moment});
		const args = ['apply', '-f', file, '--yes'];
		const {code, stdout, stderr} = await runProgram(home, args, {
			env: aws.env,
		});
		expect(stdout + stderr).not.toContain('Problem');
		expect(code, stdout + stderr).toBe(0);
		expect(await rolesOf(home)).toEqual(whole);
	},
);

test.each([1, 2, 5])(
	'a role that was just made and that IAM does not show for %i reads is not made again',
	async (reads) => {
		const [each] = cases;
		const whole = await undisturbed(each!);
		await using home = await freshHome();
		await using aws = await practiceAws(home);
		const file = await setupFor(home, aws, each!);
		await aws.control('POST', '/_sandbox/consistency', {reads});
		await applyAndDie(home, aws, file, {call: 1, moment: 'acted'});
		const args = ['apply', '-f', file, '--yes'];
		const {code, stdout, stderr} = await runProgram(home, args, {
			env: aws.env,
		});
		expect(code, stdout + stderr).toBe(0);
		expect(await rolesOf(home)).toEqual(whole);
	},
);
