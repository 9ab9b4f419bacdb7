import {expect, test} from 'vitest';
import {appendJournal} from '../../source/setups/journal.js';
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

test('an appended entry is on disk when the call returns', () => {
	const folder = temporaryFolder();
	const store = openSetupStore(folder);
	store.create({guide: 'ekm', name: 'production'});
	appendJournal(store, 'production', entry('key', 'intent', {before: {a: null}}));
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
