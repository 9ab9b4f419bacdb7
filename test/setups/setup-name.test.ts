import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	checkSetupName,
	setupFileName,
	setupNameOfFile,
	setupWord,
} from '../../source/setups/setup-name.js';

test.each([
	'production',
	'EU prod 2',
	'a',
	'9-lives',
	'v1.2_x',
	'console',
	'com10',
	'x'.repeat(64),
])('%j is a name', (name) => {
	expect(checkSetupName(name)).toBeUndefined();
});

test.each([
	['', /needs a name/v],
	['x'.repeat(65), /at most 64 characters; this one has 65/v],
	['a/b', /is made of/v],
	['../x', /is made of/v],
	['a\nb', /is made of/v],
	['a\u{1B}[31m', /is made of/v],
	['größe', /is made of/v],
	['.hidden', /starts with/v],
	['-rf', /starts with/v],
	[' a', /starts with/v],
	['a.', /does not end/v],
	['a ', /does not end/v],
	['CON', /Windows/v],
	['nul.txt', /Windows/v],
	['Lpt1', /Windows/v],
	['x.broken-2026-01-01', /could not be read/v],
])('%j is refused in words', (name, words) => {
	expect(checkSetupName(name)).toMatch(words);
});

test('a name leads to its file and back, whatever its case', () => {
	expect(setupFileName('EU Prod')).toBe('eu prod.json');
	expect(setupNameOfFile('eu prod.json')).toBe('eu prod');
	fc.assert(
		fc.property(fc.string({unit: 'grapheme-ascii', maxLength: 70}), (name) => {
			fc.pre(checkSetupName(name) === undefined);
			expect(setupNameOfFile(setupFileName(name))).toBe(name.toLowerCase());
			expect(setupFileName(name)).not.toMatch(/[\/:\\]/v);
		}),
		{seed: 1, numRuns: 300},
	);
});

test('what is called after a setup is called so after no other', () => {
	expect([setupWord('EU-prod2'), setupWord('v1.2_x', '_.')]).toEqual(['EU-prod2', 'v1.2_x']);
	expect(setupWord('a b')).toMatch(/^a-b-[\da-f]{8}$/v);
	const name = fc
		.oneof(
			fc.string({unit: fc.constantFrom('a', 'B', '2', '-', '_', '.', ' '), maxLength: 6}),
			// One that looks like the word of another.
			fc.constantFrom('a b', 'a_b', '_').map((each) => setupWord(each)),
			fc.constantFrom('_', '__').map((each) => setupWord(each).slice(-8)),
		)
		.filter((each) => checkSetupName(each) === undefined);
	fc.assert(
		fc.property(name, name, fc.constantFrom('', '_', '_.'), (one, other, others) => {
			const words = [one, other].map((each) => setupWord(each, others).toLowerCase());
			expect(words[0] === words[1]).toBe(one.toLowerCase() === other.toLowerCase());
			for (const word of words) {
				expect(word).toMatch(/^(?!.*--)[\w\-.]{1,74}$/v);
				expect(others !== '' || /^[\d\-a-z]+$/v.test(word)).toBe(true);
			}
		}),
		{numRuns: 500},
	);
});

test.each([
	'notes.txt',
	'a.broken-2026-11-22T00-00-00-000Z.json',
	'.json',
	'a.json.tmp-123',
	'UPPER.json',
])('%s in the folder is no saved setup', (file) => {
	expect(setupNameOfFile(file)).toBeUndefined();
});
