import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import type {Terminal} from '../support/pseudo-terminal.js';
import {colourCodes, expectNoOverflow} from '../support/screen-assertions.js';
import {practiceAws} from './practice-aws.js';
import {openProgram} from './run-program.js';
import {sideScreensOf} from './side-screens.js';
import {expectToStand, screenOf, way, type Screen} from './walk.js';

vi.setConfig({testTimeout: 60_000});

/** Makes the window narrow and low, wide, and as it was; the screen has to stand whole in each. */
async function expectToBear(
	terminal: Terminal,
	screen: Pick<Screen, 'sign' | 'title'>,
): Promise<void> {
	await terminal.waitFor(screen.sign);
	for (const [columns, rows] of [
		[40, 15],
		[100, 30],
		[80, 24],
	] as const) {
		await terminal.resize(columns, rows);
		await expectToStand(terminal, screen);
		// Nobody may be left without the way back.
		if (screen.title !== screenOf('home').title) {
			expect(terminal.screen()).toContain('Esc back');
		}
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
		await expectToBear(terminal, {sign, title});
		for (const side of sideScreensOf(name)) {
			await side.open(terminal);
			await expectToBear(terminal, {sign: side.sign, title});
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
		expect(terminal.screen()).not.toMatch(/[•…─│✔✘❯]/v);
		await leave(terminal);
	}
});
