import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram} from './run-program.js';
import {walk} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('while another process applies, the assistant says so and writes nothing; afterwards it goes on', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await using terminal = openProgram(home, {args: ['ekm'], env: aws.env});
	await walk(terminal, 'review', 'name');
	const folder = path.join(home.setups, 'setups');
	const [file = ''] = await fs.readdir(folder);
	const lock = path.join(folder, file.replace('.json', '.lock'));
	await fs.writeFile(
		lock,
		JSON.stringify({
			pid: process.pid,
			host: os.hostname(),
			since: '2026-11-22T10:00:00.000Z',
		}),
	);
	await aws.control('DELETE', '/_sandbox/calls');
	await terminal.type('a');
	await terminal.waitFor('is being worked on by another');
	expect(await aws.writes()).toEqual([]);

	await fs.rm(lock);
	await terminal.type('a');
	await terminal.waitFor('All changes are made');
	expect(await aws.keys()).toHaveLength(1);
	expect(await fs.readdir(folder)).toEqual([file]);
});

test('what another process did since the plan was made is looked at first: no second key', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const start = {args: ['ekm'], env: aws.env};
	await using first = openProgram(home, start);
	await walk(first, 'review', 'name');
	await using second = openProgram(home, start);
	await second.waitFor('Nothing has been changed yet');
	await first.type('a');
	await first.waitFor('All changes are made');

	await aws.control('DELETE', '/_sandbox/calls');
	await second.type('a');
	await second.waitFor('has worked on the setup');
	await second.waitFor('There is nothing to change');
	expect(await aws.writes()).toEqual([]);
	expect(await aws.keys()).toHaveLength(1);
});
