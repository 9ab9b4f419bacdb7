import {spawn} from 'node:child_process';
import fs from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect} from 'vitest';
import {z} from 'zod';
import {sandboxStateFile} from '../../source/setups/home-folder.js';
import {ageJournal} from '../end-to-end/age-journal.js';
import {writeSetupFile} from '../end-to-end/finished-setup.js';
import {practiceAws, type PracticeAws} from '../end-to-end/practice-aws.js';
import {program, runProgram} from '../end-to-end/run-program.js';
import {childEnvironment} from '../support/child-environment.js';
import {freshHome, type FreshHome} from '../support/fresh-home.js';
import {accountAsData} from './account-as-data.js';
import {callNames, deadlyRelay, moments, type Death} from './deadly-relay.js';
import {type KindOfSetup} from './kinds-of-setup.js';

const callsSchema = z.array(
	z.object({
		service: z.string(),
		operation: z.string(),
		write: z.boolean(),
	}),
);
const savedSchema = z.object({setup: z.json()});

/** Every death that a run may die, by what an undisturbed one calls, and what that one leaves: in AWS and in the saved setup. */
export type Undisturbed = {
	readonly deaths: readonly Death[];
	readonly left: unknown;
};

/** Runs apply to its end with nothing in its way. */
export async function undisturbed(kind: KindOfSetup): Promise<Undisturbed> {
	await using home = await freshHome();
	await using aws = await practiceAws(home);
	const file = await writeSetupFile(home, await kind.prepare(aws.control));
	await applyToTheEnd(home, aws, file);
	const calls = callsSchema.parse(await aws.control('GET', '/_sandbox/calls'));
	const names = callNames(calls);
	const deaths = calls.flatMap(({write}, index) =>
		momentsOf(write).map((moment) => ({call: names[index] ?? '', moment})),
	);
	return {deaths, left: await leftIn(home)};
}

/** Kills an apply, runs it again, and expects what an undisturbed run leaves. `reads`: how often IAM does not show what is new. */
export async function expectToRecover(
	kind: KindOfSetup,
	{left}: Undisturbed,
	death: Death,
	{reads = 0}: {readonly reads?: number} = {},
): Promise<void> {
	await using home = await freshHome();
	await using aws = await practiceAws(home);
	const file = await writeSetupFile(home, await kind.prepare(aws.control));
	await aws.control('POST', '/_sandbox/consistency', {reads});
	await applyAndDie(home, aws, file, death);
	if (death.call === 'kms:CreateKey 1' && death.moment === 'leaves') {
		// Nobody can tell that from a key that AWS does not show yet: a second one could follow.
		const {code, stderr} = await apply(home, aws, file);
		expect({code, stderr}).toMatchObject({code: 3});
		expect(stderr).toContain('does not show one yet');
		await ageJournal(home);
	}

	await applyToTheEnd(home, aws, file);
	expect(await leftIn(home)).toEqual(left);
}

/** Every way to be killed in that kind of setup, for `test.each`. */
export function everyDeath(kind: KindOfSetup, whole: Undisturbed) {
	return whole.deaths.map((death) => ({
		kind,
		name: kind.name,
		whole,
		...death,
	}));
}

// AWS does not act on a question, and nobody writes its answer down: to die after it is to die before the next call.
function momentsOf(isWrite: boolean): ReadonlyArray<Death['moment']> {
	return isWrite ? moments : ['leaves'];
}

async function apply(home: FreshHome, aws: PracticeAws, file: string) {
	return runProgram(home, ['apply', '-f', file, '--yes'], {env: aws.env});
}

async function applyToTheEnd(home: FreshHome, aws: PracticeAws, file: string) {
	const {code, stdout, stderr} = await apply(home, aws, file);
	expect({code, stderr}, stdout).toEqual({code: 0, stderr: ''});
}

async function leftIn(home: FreshHome): Promise<unknown> {
	const file = path.join(home.setups, 'setups', 'production.json');
	const text = await readFile(file, 'utf8');
	// A key that the test made beforehand has another id each time.
	const plain = text.replaceAll(/(?<=:key\/)[\-0-9a-f]+/gv, 'id');
	const {setup} = savedSchema.parse(JSON.parse(plain));
	return {setup, ...(await accountAsData(sandboxStateFile(home.env)))};
}

async function applyAndDie(
	home: FreshHome,
	aws: PracticeAws,
	file: string,
	death: Death,
): Promise<void> {
	const kill = new AbortController();
	const mark = path.join(home.home, 'die');
	await using relay = await deadlyRelay(aws.env.AWS_ENDPOINT_URL ?? '', death, {
		atOnce() {
			kill.abort();
		},
		beforeJournal() {
			fs.writeFileSync(mark, '');
		},
	});
	const preload = new URL('die-before-journal.ts', import.meta.url);
	const child = spawn(
		process.execPath,
		['--import', preload.href, program, 'apply', '-f', file, '--yes'],
		{
			cwd: home.home,
			env: childEnvironment({
				...home.env,
				...aws.env,
				AWS_ENDPOINT_URL: relay.url,
				DIE_BEFORE_JOURNAL: mark,
			}),
			stdio: 'ignore',
			signal: kill.signal,
			killSignal: 'SIGKILL',
		},
	);
	child.on('error', () => {
		// The abort is told as an error, too.
	});
	const end = await new Promise((resolve) => {
		child.on('close', (code, signal) => {
			resolve(signal ?? code);
		});
	});
	expect(end).toBe('SIGKILL');
}
