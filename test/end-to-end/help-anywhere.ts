import {expect} from 'vitest';
import type {Terminal} from '../support/pseudo-terminal.js';
import {expectNoOverflow} from '../support/screen-assertions.js';

/** Opens the help of the screen that stands, by the key that it names, and comes back to the same screen. */
export async function visitHelp(terminal: Terminal, sign: RegExp): Promise<void> {
	await terminal.waitFor(/(?:\?|Ctrl\+Y) help/v);
	await terminal.settled();
	const before = terminal.screen();
	if (before.includes('Ctrl+Y help')) {
		await terminal.press('ctrl+y');
	} else {
		await terminal.type('?');
	}

	await terminal.waitFor(/^Help: /mv);
	await terminal.waitFor(/Esc back to the screen/v);
	expectNoOverflow(terminal);
	expect(terminal.screen()).not.toMatch(sign);
	await terminal.press('escape');
	await terminal.waitFor(sign);
}
