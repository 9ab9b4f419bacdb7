import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	isPatternCovered,
	isWildcardMatch,
} from '../../source/policy/match-wildcard.js';
import {fixed} from './arbitraries.js';

const text = fc.string({unit: fc.constantFrom('a', 'b', '.'), maxLength: 6});
const pattern = fc.string({
	unit: fc.constantFrom('a', 'b', '.', '*', '?'),
	maxLength: 6,
});

const toRegExp = (wild: string) =>
	new RegExp(
		`^${wild
			.replaceAll('.', String.raw`\.`)
			.replaceAll('*', '.*')
			.replaceAll('?', '.')}$`,
		'v',
	);

describe('wildcards', () => {
	it('fit what the same regular expression fits', () => {
		fc.assert(
			fc.property(pattern, text, (wild, plain) => {
				expect(isWildcardMatch(wild, plain)).toBe(toRegExp(wild).test(plain));
			}),
			{...fixed, numRuns: 1000},
		);
	});

	it('do not slow down on many stars', () => {
		expect(isWildcardMatch(`${'*a'.repeat(50)}b`, 'a'.repeat(5000))).toBe(
			false,
		);
		const stars = '*a'.repeat(2500);
		expect(isPatternCovered(stars, stars)).toBe(true);
		expect(isPatternCovered(stars, `${stars}b`)).toBe(false);
	});
});

describe('a pattern within another', () => {
	it('covers itself and stays within "*"', () => {
		fc.assert(
			fc.property(pattern, (wild) => {
				expect(isPatternCovered(wild, wild)).toBe(true);
				expect(isPatternCovered(wild, '*')).toBe(true);
			}),
			fixed,
		);
	});

	it('fits nothing that the wider one does not fit', () => {
		fc.assert(
			fc.property(pattern, pattern, text, (narrow, wide, plain) => {
				if (isPatternCovered(narrow, wide) && isWildcardMatch(narrow, plain)) {
					expect(isWildcardMatch(wide, plain)).toBe(true);
				}
			}),
			{...fixed, numRuns: 2000},
		);
	});
});
