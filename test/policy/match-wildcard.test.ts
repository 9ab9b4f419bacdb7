import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	canPatternsMeet,
	isPatternCovered,
	isWildcardMatch,
} from '../../source/policy/compare-values.js';
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
		expect(isWildcardMatch(`${'*a'.repeat(50)}b`, 'a'.repeat(5000))).toBe(false);
		const stars = '*a'.repeat(2500);
		expect(isPatternCovered(stars, stars)).toBe(true);
		expect(isPatternCovered(stars, `${stars}b`)).toBe(false);
	});
});

/** The rule word for word, however slow: `*` takes up any signs of the narrow one, `?` any but a `*`, all else itself. */
function isCoveredPlainly(narrow: string, wide: string): boolean {
	const [mark] = wide;
	if (mark === undefined) {
		return narrow === '';
	}

	const isUsedUp = narrow === '';
	if (mark === '*') {
		return (
			isCoveredPlainly(narrow, wide.slice(1)) ||
			(!isUsedUp && isCoveredPlainly(narrow.slice(1), wide))
		);
	}

	const isFit = mark === '?' ? !narrow.startsWith('*') : narrow.startsWith(mark);
	return !isUsedUp && isFit && isCoveredPlainly(narrow.slice(1), wide.slice(1));
}

describe('a pattern within another', () => {
	it('is found within it just where the plain rule finds it', () => {
		fc.assert(
			fc.property(pattern, pattern, (narrow, wide) => {
				expect(isPatternCovered(narrow, wide)).toBe(isCoveredPlainly(narrow, wide));
			}),
			{...fixed, numRuns: 5000},
		);
	});

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

describe('two patterns', () => {
	it('meet where a text fits both', () => {
		fc.assert(
			fc.property(pattern, pattern, text, (one, other, plain) => {
				if (isWildcardMatch(one, plain) && isWildcardMatch(other, plain)) {
					expect(canPatternsMeet(one, other)).toBe(true);
				}
			}),
			{...fixed, numRuns: 5000},
		);
	});

	it('meet only where a text can be found that fits both', () => {
		const short = fc.string({
			unit: fc.constantFrom('a', 'b', '*', '?'),
			maxLength: 3,
		});
		const ends = ['', 'a', 'b'];
		const pairs = ends.flatMap((one) => ends.map((other) => one + other));
		const all = pairs.flatMap((one) => pairs.map((other) => one + other));
		fc.assert(
			fc.property(short, short, (one, other) => {
				expect(canPatternsMeet(one, other)).toBe(
					all.some((plain) => isWildcardMatch(one, plain) && isWildcardMatch(other, plain)),
				);
			}),
			{...fixed, numRuns: 2000},
		);
	});

	it('do not slow down on many stars', () => {
		expect(canPatternsMeet('*a'.repeat(1000), `${'*b'.repeat(1000)}a`)).toBe(true);
	});
});
