import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import type {Terminal} from '../support/pseudo-terminal.js';
import {
	colourCodes,
	expectNoOverflow,
	expectNoStackedFrames,
} from '../support/screen-assertions.js';
import {practiceAws} from './practice-aws.js';
import {openProgram} from './run-program.js';
import {sideScreens} from './side-screens.js';
import {way} from './walk.js';

vi.setConfig({testTimeout: 60_000});

/** Makes the window narrow, low and wide in turn; the screen has to stand whole in each, and be the same again at the end. */
async function expectToBear(
	terminal: Terminal,
	sign: RegExp,
	title: RegExp,
): Promise<void> {
	await terminal.waitFor(sign);
	for (const [columns, rows] of [
		[40, 24],
		[40, 15],
		[100, 30],
		[80, 24],
	] as const) {
		await terminal.resize(columns, rows);
		await terminal.waitFor(sign);
		expectNoOverflow(terminal);
		expectNoStackedFrames(terminal, title);
		// The keys that count are the last thing on every screen.
		expect(terminal.lines().at(-1)).toMatch(/\w/v);
	}
}

test('every screen bears a resize', async () => {
	await using home = await freshHome();
	{
		await using aws = await practiceAws(home);
		await aws.control('POST', '/_sandbox/keys', {
			count: 30,
			aliasPrefix: 'a-key-with-quite-a-long-name',
		});
	}

	await using terminal = openProgram(home);
	for (const {name, sign, title, leave} of way) {
		await expectToBear(terminal, sign, title);
		for (const side of sideScreens.filter(({from}) => from === name)) {
			await side.open(terminal);
			await expectToBear(terminal, side.sign, title);
			await terminal.press('escape');
			await side.afterwards?.(terminal);
			await terminal.waitFor(sign);
		}

		await leave(terminal);
	}
});

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
		expect(terminal.screen()).not.toMatch(/[✔✘❯•…─│]/v);
		await leave(terminal);
	}
});
