import fc from 'fast-check';
import {expect, test} from 'vitest';
import {ScrollBox, scrollTo} from '../../source/ui/scroll-box.js';
import {keys} from '../support/render-at.js';
import {renderKit} from '../support/render-kit.js';

test.each([
	['stays when the line is visible', {top: 3, from: 5, rows: 4, total: 20}, 3],
	['scrolls down just enough', {top: 0, from: 5, rows: 4, total: 20}, 2],
	['scrolls up just enough', {top: 8, from: 5, rows: 4, total: 20}, 5],
	['shows a whole block', {top: 0, from: 4, to: 7, rows: 4, total: 20}, 3],
	['shows the start of a block too big', {top: 0, from: 4, to: 12, rows: 4, total: 20}, 4],
	['never scrolls past the end', {top: 19, from: 19, rows: 4, total: 20}, 16],
	['has nowhere to go when all fits', {top: 5, from: 2, rows: 9, total: 3}, 0],
])('%s', (_, given, expected) => {
	expect(scrollTo(given)).toBe(expected);
});

test('the wanted line is always visible', () => {
	fc.assert(
		fc.property(
			fc.nat({max: 50}),
			fc.integer({min: 1, max: 50}),
			fc.integer({min: 1, max: 20}),
			fc.nat({max: 60}),
			(from, extra, rows, top) => {
				const first = scrollTo({top, from, rows, total: from + extra});
				expect(first).toBeLessThanOrEqual(from);
				expect(first + rows).toBeGreaterThan(from);
				expect(first).toBeGreaterThanOrEqual(0);
			},
		),
		{seed: 20_265, numRuns: 300},
	);
});

test('a scroll box stays inside its content when the window grows', async () => {
	const lines = Array.from({length: 9}, (_, index) => ({
		text: `line ${index + 1}`,
	}));
	const {frame, press, rerender} = renderKit(<ScrollBox lines={lines} rows={4} />);
	await press(keys.end);
	expect(frame()).toBe('line 7\nline 8\nline 9\nlines 7–9 of 9');
	rerender(<ScrollBox lines={lines} rows={8} />);
	expect(frame().split('\n', 1).at(0)).toBe('line 3');
	rerender(<ScrollBox lines={lines} rows={9} />);
	expect(frame().split('\n', 1).at(0)).toBe('line 1');
});
