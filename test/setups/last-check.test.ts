import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {lastCheckFile, readLastCheck, saveLastCheck} from '../../source/setups/last-check.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {temporaryFolder} from './temporary-folder.js';

const look = {
	at: '2026-11-22T10:00:00.000Z',
	rows: {pass: 12, warn: 1, fail: 2, unknown: 0, waiting: 1},
};
const mine = {runId: 'run-1', setup: {name: 'Production'}};

test('what a look came to is kept beside the setup, for its owner alone, and leaves the setup as it is', () => {
	const folder = temporaryFolder();
	const store = openSetupStore(folder);
	const {saved} = store.create({guide: 'ekm', name: 'Production'});
	saveLastCheck(folder, saved, look);
	expect(readLastCheck(folder, saved)).toEqual(look);
	expect(store.list()).toEqual([saved]);
	expect(fs.statSync(lastCheckFile(folder, 'Production')).mode % 0o1000).toBe(0o600);
	expect(fs.readdirSync(folder).toSorted()).toEqual(['production.json', 'production.looked']);

	store.remove('Production');
	expect(fs.readdirSync(folder)).toEqual([]);
});

test('a look at another setup of the same name is not this one’s', () => {
	const folder = temporaryFolder();
	saveLastCheck(folder, mine, look);
	expect(readLastCheck(folder, {...mine, runId: 'run-2'})).toBeUndefined();
});

test.each([
	['is not there', undefined],
	['is no JSON', '{'],
	['is no object', '[]'],
	['has no time', JSON.stringify({...look, runId: 'run-1', at: 'yesterday'})],
	['lacks a count', JSON.stringify({...look, runId: 'run-1', rows: {pass: 1}})],
	[
		'has a count that is none',
		JSON.stringify({...look, runId: 'run-1', rows: {...look.rows, fail: '0'}}),
	],
])('nobody has looked where the file %s', (_, content) => {
	const folder = temporaryFolder();
	if (content !== undefined) {
		fs.writeFileSync(lastCheckFile(folder, 'production'), content);
	}

	expect(readLastCheck(folder, mine)).toBeUndefined();
});

test('a look that cannot be kept leaves the one before', () => {
	const folder = temporaryFolder();
	saveLastCheck(folder, mine, look);
	saveLastCheck(path.join(folder, 'gone'), mine, look);
	expect(readLastCheck(folder, mine)).toEqual(look);
	expect(fs.readdirSync(folder)).toEqual(['production.looked']);
});
