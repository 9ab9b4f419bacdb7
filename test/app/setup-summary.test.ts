import {expect, test} from 'vitest';
import {summarise} from '../../source/app/use-saved-setups.js';
import {byRecency} from '../../source/setups/preview-setups.js';
import {age} from '../../source/terminal/phrases.js';
import {type SavedSetup} from '../../source/setups/saved-setup.js';

const steps = ['before', 'policy', 'key', 'review'];
const now = Date.parse('2026-11-22T10:00:00.000Z');
const saved: SavedSetup = {
	version: 1,
	runId: 'run',
	account: '111122223333',
	step: 'key',
	createdAt: '2026-11-01T10:00:00.000Z',
	updatedAt: '2026-11-22T07:00:00.000Z',
	setup: {guide: 'ekm', name: 'production', region: 'us-east-1'},
	journal: [],
};

test.each([
	[{}, 'ekm · step 3 of 4 · 111122223333 · us-east-1 · 3 hours ago'],
	[{step: undefined}, 'ekm · just begun · 111122223333 · us-east-1 · 3 hours ago'],
	[{step: 'of another version'}, 'ekm · just begun · 111122223333 · us-east-1 · 3 hours ago'],
	[{account: undefined}, 'ekm · step 3 of 4 · no account yet · us-east-1 · 3 hours ago'],
	[{setup: {guide: 'ekm', name: 'production'}}, 'ekm · step 3 of 4 · 111122223333 · 3 hours ago'],
])('a setup with %j is “%s”', (different, detail) => {
	const {account, step, ...rest} = {...saved, ...different};
	const setup = {...rest, ...(account && {account}), ...(step && {step})};
	expect(summarise(setup, steps, now)).toEqual({
		name: 'production',
		detail,
		isDone: false,
	});
});

test('a file that cannot be read says why and where it is', () => {
	const broken = {name: 'old', file: '/home/me/old.json', broken: 'not JSON'};
	expect(summarise(broken, steps, now)).toEqual({
		name: 'old',
		detail: 'cannot be read: not JSON (/home/me/old.json)',
		broken: 'not JSON',
		isDone: false,
	});
});

test('a setup at its last step is complete', () => {
	const complete = {...saved, step: 'review'};
	expect(summarise(complete, steps, now)).toEqual({
		name: 'production',
		detail: 'ekm · complete · 111122223333 · us-east-1 · 3 hours ago',
		isDone: true,
	});
});

test('the setup used last comes first, one that cannot be read last', () => {
	const broken = {name: 'a', file: '/home/me/a.json', broken: 'not JSON'};
	const older = {...saved, updatedAt: '2026-11-20T07:00:00.000Z'};
	expect(byRecency([broken, older, saved])).toEqual([saved, older, broken]);
});

const minute = 60_000;

test.each([
	[-5 * minute, 'just now'],
	[0, 'just now'],
	[minute - 1, 'just now'],
	[minute, '1 minute ago'],
	[59 * minute, '59 minutes ago'],
	[60 * minute, '1 hour ago'],
	[24 * 60 * minute - 1, '23 hours ago'],
	[24 * 60 * minute, '1 day ago'],
	[400 * 24 * 60 * minute, '400 days ago'],
	[NaN, 'just now'],
])('%d milliseconds are “%s”', (milliseconds, words) => {
	expect(age(milliseconds)).toBe(words);
});
