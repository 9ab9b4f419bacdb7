import fc from 'fast-check';
import {expect, test} from 'vitest';
import {checkSetupName, setupFileName, setupNameOfFile} from '../../source/setups/setup-name.js';

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

test.each([
	'notes.txt',
	'a.broken-2026-11-22T00-00-00-000Z.json',
	'.json',
	'a.json.tmp-123',
	'UPPER.json',
])('%s in the folder is no saved setup', (file) => {
	expect(setupNameOfFile(file)).toBeUndefined();
});
