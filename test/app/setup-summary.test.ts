import {expect, test} from 'vitest';
import {summarise} from '../../source/app/use-saved-setups.js';
import {describeStanding} from '../../source/guides/setup-progress.js';
import {byRecency} from '../../source/setups/preview-setups.js';
import {age} from '../../source/terminal/phrases.js';
import {type SavedSetup} from '../../source/setups/saved-setup.js';

const steps = ['before', 'policy', 'key', 'review'];
const now = Date.parse('2026-11-22T10:00:00.000Z');
const unseen = {now, lastCheck: () => undefined};
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
	expect(summarise(setup, steps, unseen)).toEqual({
		name: 'production',
		detail,
		isDone: false,
	});
});

test('a file that cannot be read says why and where it is', () => {
	const broken = {name: 'old', file: '/home/me/old.json', broken: 'not JSON'};
	expect(summarise(broken, steps, unseen)).toEqual({
		name: 'old',
		detail: 'cannot be read: not JSON (/home/me/old.json)',
		broken: 'not JSON',
		isDone: false,
	});
});

const rows = {pass: 14, warn: 0, fail: 0, unknown: 0, waiting: 0};
const applied: SavedSetup['journal'][number] = {
	change: 'create-key',
	state: 'done',
	at: '2026-11-21T10:00:00.000Z',
	call: {service: 'kms', operation: 'CreateKey', input: {}},
};

test.each([
	['nobody has looked', undefined, 'step 4 of 4, not checked yet'],
	['everything passed', {}, 'everything passed 2 hours ago'],
	['some rows failed', {pass: 12, fail: 2}, '2 of 14 rows failed 2 hours ago'],
	[
		'a row waits and one could not be looked at',
		{pass: 12, unknown: 1, waiting: 1},
		'12 of 14 rows passed, none failed 2 hours ago',
	],
	['one warns', {pass: 13, warn: 1}, '13 of 14 rows passed, none failed 2 hours ago'],
])('of a setup at its last step, where %s, no more is said than was seen', (_, seen, words) => {
	const look = seen && {at: '2026-11-22T08:00:00.000Z', rows: {...rows, ...seen}};
	const setup = {...saved, step: 'review', journal: [applied]};
	expect(summarise(setup, steps, {now, lastCheck: () => look})).toEqual({
		name: 'production',
		detail: `ekm · ${words} · 111122223333 · us-east-1${look ? '' : ' · 3 hours ago'}`,
		isDone: true,
	});
});

test('a look from before the last change says nothing of what is there now', () => {
	const lastCheck = {at: '2026-11-21T09:00:00.000Z', rows};
	const words = (more: Partial<SavedSetup>) => {
		const {step, ...rest} = {...saved, journal: [applied], ...more};
		return describeStanding({...rest, ...(step && {step})}, [...steps, 'checklist', 'using'], {
			lastCheck,
			now,
		});
	};

	expect(words({step: undefined})).toBe('applied, not checked since its last change');
	expect(words({step: undefined, journal: [], isApplied: true})).toBe(
		'everything passed 1 day ago',
	);
	expect(words({step: 'checklist', journal: []})).toBe('step 5 of 6, everything passed 1 day ago');
	expect(words({step: 'review', journal: []})).toBe('step 4 of 6');
	expect(words({step: undefined, journal: [{...applied, change: 'undo-create-key'}]})).toBe(
		'taken back',
	);
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
