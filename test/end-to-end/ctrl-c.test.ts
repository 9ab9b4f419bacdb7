import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import type {Terminal} from '../support/pseudo-terminal.js';
import {practiceAws} from './practice-aws.js';
import {openProgram} from './run-program.js';
import {walk, way} from './walk.js';

vi.setConfig({testTimeout: 60_000});

const opensAgainAt = new Map([
	['data centre', 'before'],
	['new key', 'key'],
	['Workato’s yes', 'Workato'],
]);

/** Expects that the program left the terminal as it found it, and said one thing. */
async function expectLeft(terminal: Terminal, words: string): Promise<void> {
	expect(await terminal.waitForExit()).toEqual({
		exitCode: 130,
		signal: undefined,
	});
	expect(terminal.isAlternateScreen).toBe(false);
	expect(terminal.scrollback()).toBe(words);
	const output = terminal.output();
	const isOn = (mode: string) =>
		output.lastIndexOf(`\u{1B}[?${mode}h`) >
		output.lastIndexOf(`\u{1B}[?${mode}l`);
	expect({cursor: isOn('25'), marksPastes: isOn('2004')}).toEqual({
		cursor: true,
		marksPastes: false,
	});
}

test('Ctrl+C on every screen: the terminal is as before, and one line says what was saved', async () => {
	await using home = await freshHome();
	{
		await using terminal = openProgram(home);
		await walk(terminal, 'home');
		await terminal.press('ctrl+c');
		await expectLeft(
			terminal,
			'Nothing was changed in AWS. Start again with: workato-aws --sandbox',
		);
	}

	let before = 'name';
	for (const {name} of way.slice(1)) {
		await using terminal = openProgram(home, {args: ['ekm', '--sandbox']});
		if (before === 'applied') {
			await terminal.waitFor(/There is nothing to change/v);
			await terminal.press('enter');
			before = 'ARN';
		}

		await walk(terminal, name, opensAgainAt.get(before) ?? before);
		await terminal.press('ctrl+c');
		await expectLeft(
			terminal,
			name === 'name'
				? 'Nothing was changed in AWS. Start again with: workato-aws --sandbox'
				: 'Saved as “production”. Go on any time with: workato-aws --sandbox',
		);
		before = name;
	}
});

test('Ctrl+C in the middle of applying', async () => {
	await using home = await freshHome();
	await using aws = await practiceAws(home);
	await using terminal = openProgram(home, {args: ['ekm'], env: aws.env});
	await walk(terminal, 'review', 'name');
	await aws.control('POST', '/_sandbox/faults', [
		{operation: 'CreateAlias', kind: 'hang'},
	]);
	await terminal.type('a');
	await terminal.waitFor('Done: Create the key');
	await terminal.press('ctrl+c');
	await expectLeft(
		terminal,
		'Saved as “production”. Go on any time with: workato-aws',
	);
});
