import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {hangLine} from '../../source/terminal/text.js';

test.each([
	['a line that fits stays', '  ✔ Pass: all', 20, ['  ✔ Pass: all']],
	['an empty line stays', '', 20, ['']],
	[
		'a row goes on below its words',
		'  ✔ Pass: the key is enabled',
		16,
		['  ✔ Pass: the', '    key is', '    enabled'],
	],
	['without Unicode too', '  [ok] Pass: the key', 16, ['  [ok] Pass: the', '       key']],
	[
		'so do its evidence and its fix',
		'    → Use the key.',
		12,
		['    → Use', '      the', '      key.'],
	],
	[
		'a code that fits stays whole',
		'    Workato may kms:Decrypt with it.',
		26,
		['    Workato may', '    kms:Decrypt with it.'],
	],
	[
		'a longer one is cut behind its punctuation',
		'    arn:aws:kms:us-east-1:111122223333:key/12',
		26,
		['    arn:aws:kms:us-east-1:', '    111122223333:key/12'],
	],
	['next to no room', '        deep', 6, ['deep']],
	[
		'a number stands apart as a sign does',
		'12. Create the role',
		12,
		['12. Create', '    the role'],
	],
])('%s', (_, line, columns, expected) => {
	expect(hangLine(line, columns)).toEqual(expected);
});

test('what stands in the margin stands before each of the lines', () => {
	expect(hangLine('     +   "Action": "kms:Encrypt"', 24, {margin: '     + '})).toEqual([
		'     +   "Action":',
		'     + "kms:Encrypt"',
	]);
});

test('no line is too wide, and nothing is lost', () => {
	const piece = fc.constantFrom(
		' ',
		' '.repeat(4),
		'→ ',
		'[ok] ',
		'kms:Decrypt',
		'“x”',
		'日本',
		'word',
	);
	fc.assert(
		fc.property(
			fc.array(piece).map((pieces) => pieces.join('')),
			fc.integer({min: 4, max: 30}),
			(line, columns) => {
				const lines = hangLine(line, columns);
				for (const each of lines) {
					expect(stringWidth(each)).toBeLessThanOrEqual(columns);
				}

				const solid = (text: string) => text.replaceAll(' ', '');
				expect(solid(lines.join(''))).toBe(solid(line));
			},
		),
		{seed: 7, numRuns: 300},
	);
});

test('what is copied whole is not cut, however long', () => {
	expect(hangLine('Key ARN: arn:aws:kms:us-east-1:1:key/2', 20, {whole: /^arn:/v})).toEqual([
		'Key ARN:',
		'arn:aws:kms:us-east-1:1:key/2',
	]);
});
