import {expect} from 'vitest';
import {ageJournal} from '../end-to-end/age-journal.js';
import {writeSetupFile} from '../end-to-end/finished-setup.js';
import {homeSandbox} from '../end-to-end/home-sandbox.js';
import {freshHome} from '../support/fresh-home.js';
import {moments, type Death} from './deadly-relay.js';
import {type KindOfSetup} from './kinds-of-setup.js';
import {runAndDie} from './run-and-die.js';
import {runHere} from './run-here.js';
import {applying, leftIn, type Undisturbed} from './undisturbed.js';

/** Every way to be killed in that kind of setup, for `test.each`. */
export function everyDeath(kind: KindOfSetup, whole: Undisturbed) {
	return whole.calls.flatMap(({name: call, write}) =>
		momentsOf(write).map((moment) => ({
			kind,
			name: kind.name,
			whole,
			call,
			moment,
		})),
	);
}

// AWS does not act on a question, and nobody writes its answer down: to die after it is to die before the next call.
function momentsOf(isWrite: boolean): ReadonlyArray<Death['moment']> {
	return isWrite ? moments : ['leaves'];
}

/** Kills the built program at its apply, applies again in this process, and expects what an undisturbed run leaves. `reads`: how often IAM does not show what is new. */
export async function expectToRecover(
	kind: KindOfSetup,
	{left}: Undisturbed,
	death: Death,
	{reads = 0}: {readonly reads?: number} = {},
): Promise<void> {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const file = await writeSetupFile(home, await kind.prepare(aws.control));
	const apply = async () => runHere(home, applying(file), aws.env);
	await aws.control('POST', '/_sandbox/consistency', {reads});
	await runAndDie(home, aws, applying(file), death);
	if (death.call === 'kms:CreateKey 1' && death.moment === 'leaves') {
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
