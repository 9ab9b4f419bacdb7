import fc from 'fast-check';
import {expect, test} from 'vitest';
import {partOf, restPrompt} from '../../../source/app/line-mode/long-text.js';

test.each([
	[60, [60]],
	[61, [40, 21]],
	[140, [40, 40, 60]],
])('%i lines come in parts of %j', (count, parts) => {
	let rest: readonly string[] = Array.from({length: count}, () => '');
	const said: number[] = [];
	while (rest.length > 0) {
		const part = partOf(rest);
		said.push(part.now.length);
		({rest} = part);
	}

	expect(said).toEqual(parts);
});

test('what happened does not wait behind a text', () => {
	const text = Array.from({length: 70}, (_, index) => `${index}`);
	const {now, rest} = partOf([...text, 'OK: Saved in a file']);
	expect(now.slice(0, 2)).toEqual(['OK: Saved in a file', '0']);
	expect(rest).toHaveLength(30);
});

test('no line is lost', () => {
	fc.assert(
		fc.property(fc.array(fc.string(), {maxLength: 200}), (lines) => {
			const {now, rest} = partOf(lines);
			expect([...now, ...rest].toSorted()).toEqual(lines.toSorted());
		}),
		{seed: 7, numRuns: 50},
	);
});

test('the question says how much is left, and how to leave it out', () => {
	expect(restPrompt(['a', 'b'])).toBe(
		'2 more lines. Enter goes on, stop leaves them out: ',
	);
});
