import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {isEmoji, isPlainText, lateSegmenter} from '../../source/terminal/plain-text.js';

const whole = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const units = Array.from({length: 0x1_00_00}, (_, code) => String.fromCodePoint(code));
const plainUnits = units.filter((unit) => isPlainText(unit));

test('what counts as plain takes one column each, by the whole rules', () => {
	expect(plainUnits.length).toBeGreaterThan(500);
	expect(plainUnits.filter((unit) => stringWidth(unit) !== 1)).toEqual([]);
});

test('the marks of our own words are plain; marks that join, hide or widen are not', () => {
	expect(isPlainText('“Start” · press ↑↓ … – ⠋ ✓ ✗ ✔ ✘ ◉ ◯ ☒ ☐ ❯ ─│╭ é')).toBe(true);
	for (const text of ['\u{301}', '\u{200D}', '\u{FE0F}', '日', '😀', '\n', '\u{AD}']) {
		expect(isPlainText(`a${text}`)).toBe(false);
	}
});

test('an emoji is one by the whole rules, whatever it is made of', () => {
	expect(['😀', '👨‍👩‍👧', '✔️', '🇩🇪'].every((emoji) => isEmoji(emoji))).toBe(true);
	expect(['a', '✔', '日', '😀😀'].some((text) => isEmoji(text))).toBe(false);
});

test('texts are cut and measured as by the whole rules', () => {
	const text = fc.string({
		unit: fc.oneof(
			{weight: 6, arbitrary: fc.constantFrom(...plainUnits, '\u{1B}')},
			{
				weight: 1,
				arbitrary: fc.constantFrom('\u{301}', '\u{200D}', '\u{FE0F}', '日', '👨', '\r', '\n'),
			},
		),
		maxLength: 12,
	});
	fc.assert(
		fc.property(text, fc.nat(12), (given, at) => {
			expect(
				Array.from(lateSegmenter().segment(given), ({segment, index}) => [segment, index]),
			).toEqual(Array.from(whole.segment(given), ({segment, index}) => [segment, index]));
			expect(lateSegmenter().segment(given).containing(at)?.segment).toBe(
				whole.segment(given).containing(at)?.segment,
			);
			if (isPlainText(given)) {
				expect(stringWidth(given)).toBe(given.length);
			}
		}),
		{seed: 6, numRuns: 500},
	);
});
