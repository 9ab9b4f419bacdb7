import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {
	cleanLine,
	cleanText,
	endOf,
	fitMiddle,
	fitText,
	startOf,
	typedText,
	wrapText,
} from '../../source/terminal/text.js';

const seed = 20_261;

/** Text as hostile as it gets: letters, wide and joined characters, controls and pieces of escape sequences. */
const anyPiece = fc.oneof(
	fc.string({unit: 'grapheme'}),
	fc.string({unit: 'binary'}),
	fc.constantFrom(
		'\u{1B}[31m',
		'\u{1B}]0;title\u{7}',
		'\u{9B}2J',
		'\u{1B}',
		'\r\n',
		'\t',
		'\u{202E}',
		'日本',
		'👩‍💻',
		'e\u{301}',
		' '.repeat(3),
		'arn:aws:kms:us-east-1:123456789012:key/',
	),
);
const anyText = fc.array(anyPiece).map((parts) => parts.join(''));

describe('typedText', () => {
	test.each([
		['plain text stays', 'Key 1, ok!', 'Key 1, ok!'],
		['accents, CJK and emoji stay', 'Clé 鍵 🎉', 'Clé 鍵 🎉'],
		['non-breaking spaces stay', 'a\u{A0}b', 'a\u{A0}b'],
		[String.raw`line breaks become \n`, 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
		['a tab becomes a space', 'a\tb', 'a b'],
		['line separators become spaces', 'a\u{2028}b\u{2029}c', 'a b c'],
		['colours go whole', '\u{1B}[1;31mred\u{1B}[0m', 'red'],
		['cursor movement goes whole', 'a\u{1B}[2J\u{1B}[Hb', 'ab'],
		['a window title goes with its text', '\u{1B}]0;evil\u{7}ok', 'ok'],
		['a link goes, its text stays', '\u{1B}]8;;http://x\u{1B}\\hi\u{1B}]8;;\u{1B}\\', 'hi'],
		['a device string goes whole', '\u{1B}P1$r0m\u{1B}\\ok', 'ok'],
		['of an unfinished one only the start goes', '\u{1B}]0;a\nb', ']0;a\nb'],
		['of an unfinished CSI, too', 'ok\u{1B}[12;', 'ok[12;'],
		['an unfinished one in 8 bits hides nothing', 'Fin\u{9D}ance', 'Finance'],
		['a lone escape takes no letter with it', 'F\u{1B}in', 'Fin'],
		['8-bit controls go too', 'a\u{9B}31mb\u{9D}0;t\u{9C}c\u{85}d', 'abcd'],
		['C0 controls and DEL go', 'a\u{0}\u{7}\u{8}\u{B}\u{7F}b', 'ab'],
		['bidirectional overrides go', 'a\u{202E}b\u{2066}c\u{200F}d', 'abcd'],
		['zero-width characters go', '\u{FEFF}a\u{200B}b\u{2060}c\u{AD}d', 'abcd'],
		['half surrogates are replaced', 'a\u{D800}b', 'a\u{FFFD}b'],
		[
			'halves around something hidden do not become a hidden character',
			'a\u{DB40}\u{200B}\u{DC41}b',
			'a\u{FFFD}\u{FFFD}b',
		],
	])('%s', (_, text, expected) => {
		expect(typedText(text)).toBe(expected);
	});

	test('leaves nothing behind that acts on a terminal, and does no more the second time', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const clean = typedText(text);
				expect(clean).not.toMatch(
					/[[\p{Control}\p{Format}\p{Line_Separator}\p{Paragraph_Separator}]--\n]/v,
				);
				expect(clean.isWellFormed()).toBe(true);
				expect(typedText(clean)).toBe(clean);
			}),
			{seed, numRuns: 500},
		);
	});

	test('is quick on a megabyte of unfinished escape sequences', () => {
		expect(typedText('\u{1B}]'.repeat(500_000))).toBe(']'.repeat(500_000));
		expect(typedText('\u{1B}[1;'.repeat(250_000))).toBe('[1;'.repeat(250_000));
	});
});

test('what is drawn keeps its lines and hides nothing', () => {
	expect(cleanText('Fin\u{1B}]\nrest\u{9D}of it')).toBe('Fin\\u{1b}]\nrest\\u{9d}of it');
	expect(cleanLine('one\r\ntwo')).toBe(String.raw`one\u{d}\u{a}two`);
});

describe('fitText', () => {
	test.each([
		['hello', 5, '…', 'hello'],
		['hello', 4, '…', 'hel…'],
		['hello', 4, '...', 'h...'],
		['hello', 2, '...', '..'],
		['hello', 0, '…', ''],
		['日本語', 6, '…', '日本語'],
		['日本語', 5, '…', '日本…'],
		['日本語', 4, '…', '日…'],
		['👍🏽👍🏽', 3, '…', '👍🏽…'],
	])('%s in %i with %s is %s', (text, columns, ellipsis, expected) => {
		expect(fitText(text, columns, ellipsis)).toBe(expected);
	});

	test('never takes more columns than it was given', () => {
		fc.assert(
			fc.property(
				anyText,
				fc.nat({max: 30}),
				fc.constantFrom('…', '...'),
				(raw, columns, ellipsis) => {
					const text = cleanLine(raw);
					const fitted = fitText(text, columns, ellipsis);
					expect(stringWidth(fitted)).toBeLessThanOrEqual(columns);
					if (stringWidth(text) <= columns) {
						expect(fitted).toBe(text);
					}
				},
			),
			{seed, numRuns: 500},
		);
	});

	test.each([
		['Workato-Project-1', 17, '…', 'Workato-Project-1'],
		['Workato-Project-1', 11, '…', 'Worka…ect-1'],
		['Workato-Project-1', 10, '...', 'Work...t-1'],
		['日本語日本語', 8, '…', '日本…語'],
		['hello', 2, '…', 'h…'],
		['hello', 0, '…', ''],
	])('%s in %i with %s, its middle left out, is %s', (text, columns, ellipsis, expected) => {
		expect(fitMiddle(text, columns, ellipsis)).toBe(expected);
	});

	test('a middle that is left out leaves no more columns than it was given, and both ends', () => {
		fc.assert(
			fc.property(anyText, fc.nat({max: 30}), (raw, columns) => {
				const text = cleanLine(raw);
				const fitted = fitMiddle(text, columns);
				expect(stringWidth(fitted)).toBeLessThanOrEqual(columns);
				if (stringWidth(text) <= columns) {
					expect(fitted).toBe(text);
				}
			}),
			{seed, numRuns: 500},
		);
	});

	test('does not measure all of a huge line', () => {
		expect(fitMiddle('é'.repeat(1_000_000), 5)).toBe('éé…éé');
		expect(fitText('é'.repeat(1_000_000), 5)).toBe('éééé…');
	});
});

test('startOf and endOf cut between graphemes', () => {
	expect(startOf('a日b', 2)).toBe('a');
	expect(endOf('a日b', 2)).toBe('b');
	expect(endOf('a日b', 0)).toBe('');
});

describe('wrapText', () => {
	test.each([
		['one two three', 8, ['one two', 'three']],
		['one two three', 3, ['one', 'two', 'thr', 'ee']],
		['a\n\nb', 10, ['a', '', 'b']],
		['  "Action": "kms:Encrypt"', 14, ['  "Action":', '"kms:Encrypt"']],
		['  abcdefghij', 6, ['abcdef', 'ghij']],
		['and then here open “Step 1”', 24, ['and then here open', '“Step 1”']],
		['open “Step 1”', 12, ['open “Step', '1”']],
		['open “Step 1”, or', 24, ['open “Step 1”, or']],
		['of “A name of many words”', 16, ['of “A name of', 'many words”']],
		['kms:Decrypt,kms:Encrypt', 14, ['kms:Decrypt,', 'kms:Encrypt']],
		['a:bcdefghi', 6, ['a:bcde', 'fghi']],
		['日本語を話す', 5, ['日本', '語を', '話す']],
		['日', 1, ['?']],
		['', 5, ['']],
	])('%j in %i', (text, columns, expected) => {
		expect(wrapText(text, columns)).toEqual(expected);
	});

	test('a quotation mark that nothing closes takes no time', () => {
		const lines = wrapText(`“${'word '.repeat(50_000)}`, 80);
		expect(lines).toHaveLength(3125);
	});

	test('fits every line and loses nothing but spaces', () => {
		fc.assert(
			fc.property(anyText, fc.integer({min: 2, max: 30}), (raw, columns) => {
				const text = cleanText(raw);
				const lines = wrapText(text, columns);
				for (const line of lines) {
					expect(stringWidth(line)).toBeLessThanOrEqual(columns);
				}

				const solid = (value: string) => value.replaceAll(/[\n ]/gv, '');
				expect(solid(lines.join(''))).toBe(solid(text));
			}),
			{seed, numRuns: 500},
		);
	});
});
