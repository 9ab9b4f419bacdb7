import {expect, test} from 'vitest';
import {clockAhead} from '../../source/aws/answers.js';

const now = new Date('2026-11-22T10:05:00.000Z');

test.each([
	['Sun, 22 Nov 2026 10:05:00 GMT', 0],
	['Sun, 22 Nov 2026 10:00:00 GMT', 300_000],
	['Sun, 22 Nov 2026 10:06:00 GMT', -60_000],
	['soon', undefined],
	[7, undefined],
])('by an answer of %s the clock is ahead by %s ms', (date, ahead) => {
	expect(clockAhead({headers: {date}}, now)).toBe(ahead);
});

test.each([undefined, null, 'x', {}, {headers: null}, {headers: {}}])(
	'%j tells no time',
	(response) => {
		expect(clockAhead(response, now)).toBeUndefined();
	},
);
