import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {colourCodes, expectNoOverflow} from '../support/screen-assertions.js';
import {openProgram} from './run-program.js';
import {way} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('without colour, nothing is painted', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home, {env: {NO_COLOR: '1'}});
	for (const {sign, leave} of way) {
		await terminal.waitFor(sign);
		expectNoOverflow(terminal);
		await leave(terminal);
	}

	expect(colourCodes(terminal.output())).toEqual([]);
});

test('with colour, something is', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home);
	await terminal.waitFor(way[0]!.sign);
	expect(colourCodes(terminal.output())).not.toEqual([]);
});

test('without Unicode, the marks are plain characters', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home, {env: {LANG: 'C'}});
	for (const {sign, leave} of way) {
		await terminal.waitFor(sign);
		expectNoOverflow(terminal);
		expect(terminal.screen()).not.toMatch(/[•…─│✔✘❯]/v);
		await leave(terminal);
	}
});
