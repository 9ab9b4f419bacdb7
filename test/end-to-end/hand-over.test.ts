import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {exportFormats} from '../../source/engine/export/formats.js';
import {freshHome} from '../support/fresh-home.js';
import {openProgram, runProgram} from './run-program.js';
import {walk} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('from the review every format is saved to a file, and is what export writes', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home);
	await walk(terminal, 'review');
	await terminal.waitFor('h hand it over');
	await terminal.type('h');
	for (const [index, {id, ending}] of exportFormats.entries()) {
		await terminal.waitFor('What do they work with?');
		await terminal.type(String(index + 1));
		await terminal.waitFor('1. Save it to a file');
		await terminal.type('1');
		await terminal.waitFor('Name of the new file');
		await terminal.waitFor(`production.${ending}`);
		await terminal.press('enter');
		await terminal.waitFor(/Saved: \S/v);
		await terminal.press('escape');

		const args = ['export', id, 'production', '--sandbox'];
		const {code, stdout} = await runProgram(home, args);
		expect(code).toBe(0);
		expect(await readFile(path.join(home.home, `production.${ending}`), 'utf8')).toBe(stdout);
	}

	await terminal.waitFor('What do they work with?');
	await terminal.press('escape');
	await terminal.waitFor('Nothing has been changed yet');
});
