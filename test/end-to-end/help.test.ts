import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {visitHelp} from './help-anywhere.js';
import {openProgram} from './run-program.js';
import {screenOf, way} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('every screen of a first setup has help, and is the same after it', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home);
	for (const {sign, leave} of way) {
		await terminal.waitFor(sign);
		await visitHelp(terminal, sign);
		await leave(terminal);
	}
});

test('what was typed is there after the help, and so is the cursor', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home, {args: ['ekm', '--sandbox']});
	await terminal.waitFor(/Name of the environment/v);
	await terminal.press('ctrl+u');
	await terminal.type('what?');
	await terminal.waitFor(/[>❯] what\?/v);
	await terminal.press('ctrl+y');
	await terminal.waitFor(/^Help: Start/mv);
	await terminal.type('x');
	await terminal.press('ctrl+y');
	await terminal.waitFor(/[>❯] what\?\n/v);
	await terminal.press('left');
	await terminal.type('!');
	await terminal.waitFor(/[>❯] what!\?\n/v);
	expect(terminal.screen()).toMatch(screenOf('name').sign);
});
