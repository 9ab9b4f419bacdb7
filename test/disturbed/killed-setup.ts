import path from 'node:path';
import {expect} from 'vitest';
import {ageJournal} from '../end-to-end/age-journal.js';
import {writeSetupFile} from '../end-to-end/finished-setup.js';
import {homeSandbox, type HomeSandbox} from '../end-to-end/home-sandbox.js';
import {freshHome, type FreshHome} from '../support/fresh-home.js';
import {type Death} from './deadly-relay.js';
import {type KindOfSetup} from './kinds-of-setup.js';
import {homeOf, remainsOfEveryDeath, runAndDie, type Remains} from './run-and-die.js';
import {runHere} from './run-here.js';
import {applying, leftIn, undisturbed, type Undisturbed} from './undisturbed.js';

const setupFileName = 'setup.yaml';

/** Every way to be killed in that kind of setup, with what it leaves, for `test.each`. */
export async function everyDeath(kind: KindOfSetup) {
	const whole = await undisturbed(kind);
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const file = await writeSetupFile(home, await kind.prepare(aws.control), setupFileName);
	const remains = await remainsOfEveryDeath(home, aws, applying(file));
	return remains.map((each) => ({...each, name: kind.name, whole, remains: each}));
}

/** Goes on with what a killed apply has left, and expects what an undisturbed run leaves. */
export async function expectToGoOn(remains: Remains, whole: Undisturbed): Promise<void> {
	await using home = await homeOf(remains);
	await using aws = await homeSandbox(home);
	await expectToEndRight(home, aws, whole, remains);
}

/** Kills an apply of the built program, and expects that the next ends with what an undisturbed run leaves. `reads`: how often IAM does not show what is new. */
export async function expectToRecover(
	kind: KindOfSetup,
	whole: Undisturbed,
	death: Death,
	{reads = 0}: {readonly reads?: number} = {},
): Promise<void> {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const file = await writeSetupFile(home, await kind.prepare(aws.control), setupFileName);
	await aws.control('POST', '/_sandbox/consistency', {reads});
	await runAndDie(home, aws, applying(file), death);
	await expectToEndRight(home, aws, whole, death);
}

async function expectToEndRight(
	home: FreshHome,
	aws: HomeSandbox,
	{left}: Undisturbed,
	{call, moment}: Death,
): Promise<void> {
	const file = path.join(home.home, setupFileName);
	const apply = async () => runHere(home, applying(file), aws.env);
	if (call === 'kms:CreateKey 1' && moment === 'leaves') {
		// Nobody can tell that from a key that AWS does not show yet: a second one could follow.
		const {code, stderr} = await apply();
		expect({code, stderr}).toMatchObject({code: 3});
		expect(stderr).toContain('does not show one yet');
		await ageJournal(home);
	}

	const {code, stdout, stderr} = await apply();
	expect({code, stderr}, stdout).toEqual({code: 0, stderr: ''});
	expect(await leftIn(home)).toEqual(left);
}
