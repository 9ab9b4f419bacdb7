import {expect} from 'vitest';
import type {Terminal} from '../support/pseudo-terminal.js';

/** Expects that the program left the terminal as it found it, and said one thing. */
export async function expectLeft(terminal: Terminal, words: string): Promise<void> {
	expect(await terminal.waitForExit()).toEqual({
		exitCode: 130,
		signal: undefined,
	});
	expect(terminal.isAlternateScreen).toBe(false);
	expect(terminal.scrollback()).toBe(words);
	const output = terminal.output();
	const isOn = (mode: string) =>
		output.lastIndexOf(`\u{1B}[?${mode}h`) > output.lastIndexOf(`\u{1B}[?${mode}l`);
	expect({cursor: isOn('25'), marksPastes: isOn('2004')}).toEqual({
		cursor: true,
		marksPastes: false,
	});
}

/** Presses Ctrl+C, and expects the line that says what was saved by this screen of a first setup in the sandbox. */
export async function expectToLeave(terminal: Terminal, name: string): Promise<void> {
	await terminal.press('ctrl+c');
	await expectLeft(
		terminal,
		['home', 'name'].includes(name)
			? 'Nothing was changed in AWS. Start again with: workato-aws --sandbox'
			: 'Saved as “production”. Go on any time with: workato-aws --sandbox',
	);
}
