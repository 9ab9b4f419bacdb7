import fs from 'node:fs';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {openProgram} from './run-program.js';
import {screenOf, walk} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('a damaged setup is repaired from the home screen, and its file is kept', async () => {
	await using home = await freshHome();
	{
		await using terminal = openProgram(home);
		await walk(terminal, 'rotation');
		await terminal.press('ctrl+c');
		await terminal.waitForExit();
	}

	const folder = path.join(home.setups, 'sandbox', 'setups');
	const [name = ''] = fs.readdirSync(folder);
	const file = path.join(folder, name);
	const cut = fs.readFileSync(file, 'utf8').split('"key":', 1)[0] ?? '';
	fs.writeFileSync(file, cut);
	await using terminal = openProgram(home, {args: ['ekm', '--sandbox']});
	await terminal.waitFor(/Repair “/v);
	await terminal.press('enter');
	await terminal.waitFor(/is damaged: it is not whole JSON/v);
	await terminal.waitFor(/Resume “/v);
	const kept = fs.readdirSync(folder).find((each) => each.includes('.broken-')) ?? '';
	expect(fs.readFileSync(path.join(folder, kept), 'utf8')).toBe(cut);
	await terminal.press('home', 'enter');
	await terminal.waitFor(screenOf('before').sign);
});
