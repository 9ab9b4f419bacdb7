import {expect, test} from 'vitest';
import {type JournalEntry} from '../../source/resources/call.js';
import {readDeeds} from '../../source/undo/read-deeds.js';

const entry = (
	operation: string,
	input: JournalEntry['call']['input'],
	result: JournalEntry['result'] = {},
): JournalEntry => ({
	change: 'one',
	state: 'done',
	at: '2026-05-04T03:02:01.000Z',
	call: {service: 'kms', operation, input},
	result,
});

test.each([
	entry('CreateAlias', {TargetKeyId: 'key'}),
	entry('CreateAlias', {AliasName: 7, TargetKeyId: 'key'}),
	entry('PutKeyPolicy', {}),
])('a damaged entry is named in one sentence: %j', (damaged) => {
	expect(() => readDeeds([damaged])).toThrow(
		`The journal's entry for ${damaged.call.operation} of 2026-05-04T03:02:01.000Z is damaged`,
	);
});
