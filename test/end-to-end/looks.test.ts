import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {colourCodes, expectNoOverflow} from '../support/screen-assertions.js';
import {openProgram} from './run-program.js';
import {expectToStand, screenOf, walk, way} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('with colour, something is', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home);
	await terminal.waitFor(way[0]!.sign);
	expect(colourCodes(terminal.output())).not.toEqual([]);
});

test('without colour, nothing is painted; without Unicode, the marks are plain characters', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home, {env: {LANG: 'C', NO_COLOR: '1'}});
	for (const {sign, leave} of way) {
		await terminal.waitFor(sign);
		expectNoOverflow(terminal);
		expect(terminal.screen()).not.toMatch(/[•…─│✔✘❯]/v);
		await leave(terminal);
	}

	expect(colourCodes(terminal.output())).toEqual([]);
});

test('the terminal’s own cursor stands behind what is typed, wide characters too', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home, {
		args: ['ekm', '--region', 'us-east-1'],
	});
	await terminal.waitFor(/❯ production/v);
	await terminal.press('ctrl+u');
	const at = async (line: string, column: number) =>
		terminal.waitUntil(
			() => terminal.cursorLine() === line && terminal.cursorColumn() === column,
			`the cursor in column ${column} of “${line}”`,
		);
	await terminal.type('日本');
	await at('❯ 日本', 6);
	await terminal.press('left');
	await at('❯ 日本', 4);
	await terminal.type('👍');
	await at('❯ 日👍本', 6);
});

test('after a resize the whole screen is drawn, whatever the terminal kept of the old one', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home);
	await walk(terminal, 'key');
	const resize = async (name: string, line: RegExp | string) => {
		for (const sizes of [
			[[130, 24]],
			// Wider than the screens are: the frame is the same as before.
			[[140, 24]],
			[[140, 18]],
			[[60, 18]],
			[[60, 24]],
			// The old size is back when the program looks.
			[
				[40, 24],
				[60, 24],
			],
		] as const) {
			await terminal.resize(...sizes);
			await expectToStand(terminal, screenOf(name));
			// The cursor is put where the field was drawn, a moment later.
			await vi.waitFor(() => {
				expect(terminal.cursorLine()).toMatch(line);
			});
		}
	};

	// Without a cursor, then with the cursor in a field.
	await resize('key', /^(?:Enter select|.*q quit)/v);
	await terminal.resize([80, 24]);
	await walk(terminal, 'new key', 'key');
	await resize('new key', '❯ workato-ekm-production');
});
