import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {setupFile, writeSetupFile} from './finished-setup.js';
import {practiceAws} from './practice-aws.js';
import {openProgram} from './run-program.js';
import {expectInOrder, expectPlain} from './talk.js';

vi.setConfig({testTimeout: 60_000});

test('apply, check and undo ask in plain lines, in order', async () => {
	await using home = await freshHome();
	await using aws = await practiceAws(home);
	const file = await writeSetupFile(home, setupFile);
	const run = async (args: readonly string[], ...questions: string[]) => {
		await using terminal = openProgram(home, {
			args: [...args, '--accessible'],
			env: aws.env,
			columns: 200,
		});
		for (const question of questions) {
			await terminal.waitUntil(
				() => terminal.output().includes(question),
				question,
			);
			await terminal.pasteRaw('y\n');
		}

		const {exitCode} = await terminal.waitForExit();
		expect(exitCode).toBe(0);
		expectPlain(terminal);
		return terminal.output();
	};

	expectInOrder(await run(['apply', '-f', file], 'Apply 3 changes?'), [
		'Account: 111122223333',
		'1. Create the key',
		'3. Rotate the key',
		'Apply 3 changes? [y/N] y',
		'1. Done',
		'3. Done',
		'Key ARN: ',
	]);
	expectInOrder(await run(['check']), [
		'production',
		'Pass: AWS identity and account',
		'Waiting: Proof',
		'14 pass, 1 cannot tell, 1 waiting',
	]);
	const undone = await run(
		['undo', 'production'],
		'1 of 2. Turn the rotation of the key off',
		'2 of 2. Take the alias',
	);
	expectInOrder(undone, [
		'Left as it is:',
		'1 of 2. Turn',
		'Take this back?',
		'2 of 2. Take',
		'Take this back?',
		'1. Turn the rotation',
		'2. Done',
		'Taken back: 2 changes',
	]);
});
