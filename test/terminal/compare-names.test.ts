import fc from 'fast-check';
import {expect, test} from 'vitest';
import {compareNames} from '../../source/terminal/names.js';

test.each([
	[
		['p10', 'p2', 'p1', 'p11'],
		['p1', 'p2', 'p10', 'p11'],
	],
	[
		['Project 12', 'Project 2', 'project 1'],
		['project 1', 'Project 2', 'Project 12'],
	],
	[
		['b', 'A', 'B', 'a'],
		['a', 'A', 'b', 'B'],
	],
	[
		['alias/key-9a', 'alias/key-10'],
		['alias/key-9a', 'alias/key-10'],
	],
	[
		['p1', 'p01', 'p001'],
		['p001', 'p01', 'p1'],
	],
	[
		['Zoo', 'Ähre', 'Apfel'],
		['Ähre', 'Apfel', 'Zoo'],
	],
])('%j stand as %j', (names, sorted) => {
	expect(names.toSorted(compareNames)).toEqual(sorted);
});

test('one order, from wherever it starts', () => {
	fc.assert(
		fc.property(
			fc.uniqueArray(fc.string({unit: 'binary', maxLength: 6}), {
				maxLength: 8,
			}),
			(names) => {
				const sorted = names.toSorted(compareNames);
				expect(names.toReversed().toSorted(compareNames)).toEqual(sorted);
			},
		),
		{seed: 7, numRuns: 300},
	);
});
