import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	escapeOdd,
	findOdd,
	formatValue,
	formatJson,
	formatName,
	quoteText,
	disambiguate,
} from '../../source/terminal/foreign-text.js';
import {escapeAlike, escapeMixed} from '../../source/terminal/names.js';
import {textWidth} from '../../source/terminal/text.js';

const seed = 20_261;

/** Text that wants to hide, to leave its line, to end its quotation marks, or to pass for another one. */
const hostileText = fc
	.array(
		fc.oneof(
			fc.string({unit: 'binary', maxLength: 4}),
			fc.string({unit: 'grapheme', maxLength: 4}),
			fc.constantFrom(
				'\u{1B}]',
				'\u{9D}',
				'\n',
				'\r',
				'\t',
				'  ',
				'\u{202E}',
				'\u{301}',
				'e',
				'”',
				'"',
				'\\',
				'u{9d}',
				'\u{D800}',
			),
		),
		{maxLength: 12},
	)
	.map((parts) => parts.join(''));

describe('escapeOdd', () => {
	test.each([
		['an escape without an end hides nothing', 'Fin\u{1B}]x', String.raw`Fin\u{1b}]x`],
		['nor does one in 8 bits', 'a\u{9D}b', String.raw`a\u{9d}b`],
		['a line break stays in the line', 'a\r\nb', String.raw`a\u{d}\u{a}b`],
		['a change of direction', 'a\u{202E}b\u{2066}', String.raw`a\u{202e}b\u{2066}`],
		['no width', 'a\u{200B}b\u{FEFF}', String.raw`a\u{200b}b\u{feff}`],
		['another form of a sign', '❤\u{FE0F}', String.raw`❤\u{fe0f}`],
		['private use', 'a\u{E000}b', String.raw`a\u{e000}b`],
		['nobody’s yet', 'a\u{378}b', String.raw`a\u{378}b`],
		['half a pair', 'a\u{D800}b', String.raw`a\u{d800}b`],
		['a blank that is no space', 'a\u{A0}\u{3000}', String.raw`a\u{a0}\u{3000}`],
		['an empty Braille cell', 'a\u{2800}b', String.raw`a\u{2800}b`],
		[
			'letters, signs and marks that are drawn as nothing',
			'a\u{1D159}b\u{13441}\u{13442}c\u{16FE4}d\u{2D7F}e\u{FFFC}',
			String.raw`a\u{1d159}b\u{13441}\u{13442}c\u{16fe4}d\u{2d7f}e\u{fffc}`,
		],
		['an accent on nothing', '\u{301}a', String.raw`\u{301}a`],
		['a letter and its accent, which look like one letter', 'e\u{301}', String.raw`e\u{301}`],
		['a twin of a letter', '\u{212A}ey', String.raw`\u{212a}ey`],
		[
			'a pile of accents',
			'a' + '\u{333}'.repeat(6),
			'a' + '\u{333}'.repeat(4) + String.raw`\u{333}\u{333}`,
		],
	])('shows %s', (_, text, shown) => {
		expect(escapeOdd(text)).toBe(shown);
	});

	test.each(['Clé, Ümit, 鍵, ключ, สวัสดี, हिन्दी, שלום 🎉', '“a” · b…'])(
		'leaves %s alone',
		(text) => {
			expect(escapeOdd(text)).toBe(text);
		},
	);

	test('leaves nothing that acts or hides, and does no more the second time', () => {
		fc.assert(
			fc.property(hostileText, (text) => {
				const shown = escapeOdd(text);
				expect(shown).not.toMatch(
					/[\p{Default_Ignorable_Code_Point}\p{Line_Separator}\p{Other}\p{Paragraph_Separator}[\p{Space_Separator}--\u{20}]]/v,
				);
				expect(escapeOdd(shown)).toBe(shown);
			}),
			{seed, numRuns: 1000},
		);
	});

	test('takes little time for a megabyte that is all odd', () => {
		expect(escapeOdd('\u{9D}'.repeat(1_000_000))).toHaveLength(6_000_000);
		expect(escapeOdd('a' + '\u{301}'.repeat(300_000))).not.toBe('');
	});
});

test('the first odd character is named with its place', () => {
	expect(findOdd('Fin\u{202E}ance')).toEqual({
		escape: String.raw`\u{202e}`,
		position: 4,
	});
	expect(findOdd('Finance')).toBeUndefined();
});

describe('a value in a sentence', () => {
	test.each([
		['Finance', 'Finance', '“Finance”'],
		['a ”or “b', 'a ”or “b', String.raw`“a \u{201d}or \u{201c}b”`],
		['say "hi"', 'say "hi"', String.raw`“say \"hi\"”`],
		[' a  b ', String.raw`\u{20}a \u{20}b\u{20}`, undefined],
		[String.raw`\u{9d}`, String.raw`\u{5c}u{9d}`, undefined],
		['x'.repeat(1204), `${'x'.repeat(200)}… (1,204 characters)`, undefined],
	])('%s', (text, bare, quoted = `“${bare}”`) => {
		expect(formatValue(text)).toBe(bare);
		if (text.length < 200) {
			expect(quoteText(text)).toBe(quoted);
		}
	});

	test('names its length outside of its marks', () => {
		expect(quoteText('abcdef', 3)).toBe('“abc…” (6 characters)');
		// An escape is shown whole or not at all.
		expect(quoteText('ab\u{9D}', 5)).toBe('“ab…” (3 characters)');
	});

	test('two values that differ look different, each on one line and within its marks', () => {
		fc.assert(
			fc.property(hostileText, hostileText, (one, other) => {
				const shown = quoteText(one, 10_000);
				expect(shown).toMatch(/^“[^\n“”]*”$/v);
				expect(shown.replaceAll(/\\["u]/gv, '').slice(1, -1)).not.toContain('"');
				expect(shown === quoteText(other, 10_000)).toBe(one === other);
				expect(formatValue(one, 10_000) === formatValue(other, 10_000)).toBe(one === other);
			}),
			{seed, numRuns: 1000},
		);
	});

	test('is never longer than it may be', () => {
		fc.assert(
			fc.property(hostileText, fc.nat(20), (text, longest) => {
				const [start = ''] = formatValue(text, longest).split('… (', 1);
				expect(start.length).toBeLessThanOrEqual(longest);
				expect(textWidth(start)).toBeLessThanOrEqual(2 * longest);
			}),
			{seed, numRuns: 500},
		);
	});
});

describe('letters that look alike', () => {
	test.each([
		['Cyrillic', '\u{41E}rders', String.raw`\u{41e}rders`],
		['Greek', 'Sal\u{3BF}s', String.raw`Sal\u{3bf}s`],
		['Armenian', '\u{555}rders', String.raw`\u{555}rders`],
		['Cherokee', '\u{13DF}ost', String.raw`\u{13df}ost`],
		['mathematical', '\u{1D5AE}rders', String.raw`\u{1d5ae}rders`],
		['wholly Cyrillic', 'Заказы', 'Заказы'],
		['a word each', 'Отдел Sales', 'Отдел Sales'],
		['a dash between', 'IT-отдел', 'IT-отдел'],
		['no letter that looks Latin', 'Q1жд', 'Q1жд'],
		['Latin with marks', 'Łódź', 'Łódź'],
		['Japanese with wide letters', '\u{FF21}社', '\u{FF21}社'],
	])('%s', (_script, text, shown) => {
		expect(formatValue(text)).toBe(shown);
		expect(formatName(text)).toBe(shown);
		expect(quoteText(text)).toBe(`“${shown}”`);
		expect(JSON.parse(formatJson({text}))).toEqual({text});
	});

	test('in JSON they are escapes of JSON; a name that mixes scripts is taken, not refused', () => {
		expect(formatJson('\u{41E}rders')).toBe(String.raw`"\u041erders"`);
		expect(findOdd('\u{41E}rders')).toBeUndefined();
	});

	test('of a text of several words each is judged by itself, as it is where it stands alone', () => {
		const word = fc.oneof(
			fc.string({unit: fc.constantFrom('a', 'Z', '7'), maxLength: 5}),
			fc.string({
				unit: fc.constantFrom('a', 'Z', '7', 'а', 'О', 'ж', 'é', '\u{301}', '\u{1D5AE}', '社'),
				maxLength: 5,
			}),
		);
		const between = fc.constantFrom(' ', '-', '“', '”', '/', '_');
		const escape = (character: string) => `<${character}>`;
		fc.assert(
			fc.property(fc.array(fc.tuple(word, between)), (parts) => {
				const judged = parts.map(([text, sign]) => {
					const isMixed = /[A-Za-zé]/v.test(text);
					return (isMixed ? escapeAlike(text, escape) : text) + sign;
				});
				expect(escapeMixed(parts.flat().join(''), escape)).toBe(judged.join(''));
			}),
			{seed},
		);
	});

	test('two names of a list that look the same are told apart, others stay', () => {
		expect(disambiguate(['Oca', 'Оса', 'Орден', 'Sales'])).toEqual([
			'Oca',
			String.raw`\u{41e}\u{441}\u{430}`,
			'Орден',
			'Sales',
		]);
		const names = ['Заказы', '注文', 'Sales'];
		expect(disambiguate(names)).toBe(names);
	});

	test('what mixes look-alikes with Latin letters never shows like the Latin name', () => {
		const letter = fc.constantFrom('a', 'O', 'r', 'а', 'О', 'ο', 'ж');
		fc.assert(
			fc.property(
				fc.array(letter, {minLength: 1, maxLength: 6}),
				fc.array(letter, {minLength: 1, maxLength: 6}),
				(one, other) => {
					const texts = [one.join(''), other.join('')];
					const [first = '', second = ''] = disambiguate(texts);
					const look = (text: string) =>
						formatValue(text).replaceAll('а', 'a').replaceAll(/[ΟО]/gv, 'O').replaceAll('ο', 'o');
					fc.pre(texts[0] !== texts[1]);
					expect(look(first)).not.toBe(look(second));
				},
			),
			{seed},
		);
	});
});
