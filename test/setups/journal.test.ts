import {expect, test} from 'vitest';
import {appendJournal, openIntents} from '../../source/setups/journal.js';
import {type JournalEntry} from '../../source/resources/call.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {temporaryFolder} from './temporary-folder.js';

const entry = (
	change: string,
	state: JournalEntry['state'],
	more: Partial<JournalEntry> = {},
): JournalEntry => ({
	change,
	state,
	at: '2026-11-22T10:00:00.000Z',
	call: {service: 'kms', operation: 'CreateKey', input: {}},
	...more,
});

test('an intent stays open until an outcome follows it', () => {
	expect(openIntents([])).toEqual([]);
	expect(openIntents([entry('key', 'intent')])).toEqual([
		entry('key', 'intent'),
	]);
	expect(openIntents([entry('key', 'intent'), entry('key', 'done')])).toEqual(
		[],
	);
	expect(openIntents([entry('key', 'intent'), entry('key', 'failed')])).toEqual(
		[],
	);
});

test('of several tries of one change, the last one counts', () => {
	const again = entry('key', 'intent', {at: '2026-11-22T11:00:00.000Z'});
	expect(
		openIntents([
			entry('key', 'intent'),
			entry('alias', 'intent'),
			entry('alias', 'done'),
			again,
		]),
	).toEqual([again]);
	expect(openIntents([entry('key', 'done'), again])).toEqual([again]);
});

test('an appended entry is on disk when the call returns', () => {
	const folder = temporaryFolder();
	const store = openSetupStore(folder);
	store.create({guide: 'ekm', name: 'production'});
	appendJournal(
		store,
		'production',
		entry('key', 'intent', {before: {a: null}}),
	);
	appendJournal(
		store,
		'production',
		entry('key', 'failed', {error: {code: 'X', message: 'no', hint: 'wait'}}),
	);
	expect(openSetupStore(folder).read('production').journal).toEqual([
		entry('key', 'intent', {before: {a: null}}),
		entry('key', 'failed', {error: {code: 'X', message: 'no', hint: 'wait'}}),
	]);
});
