import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {openProgram} from './run-program.js';
import {screenOf, waitForWords, walk} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('a key administrator who does not exist is named before anything is written', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home);
	await walk(terminal, 'new key');
	expect(terminal.screen()).toContain('Enter next line');
	await terminal.press('down', 'down', 'down');
	await terminal.waitFor('Enter done');
	await terminal.type('arn:aws:iam::111122223333:role/Nobody');
	await terminal.waitFor(/role\/Nobody$/mv);
	await terminal.press('enter');
	await waitForWords(terminal, 'There is no arn:aws:iam::111122223333:role/Nobody.');
	await terminal.press('ctrl+u');
	await terminal.type('arn:aws:iam::111122223333:role/Admin');
	await terminal.waitFor(/role\/Admin$/mv);
	await terminal.press('enter');
	await terminal.waitFor(screenOf('rotation').sign);
});
