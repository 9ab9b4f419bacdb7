import fc from 'fast-check';
import {expect, test} from 'vitest';
import {screenReaderLine, wrapUncut} from '../../source/terminal/text.js';

test.each([
	['EKM “production” · 3/8 · step 1.2', 'EKM “production”, screen 3 of 8, step 1.2'],
	['a role\u{1B}[31m with colour\u{7}', String.raw`a role\u{1b}[31m with colour\u{7}`],
	['workato/orders', 'workato/orders'],
	['OK: Pass: the exam', 'OK: Pass: the exam'],
	['Problem: The key is gone', 'Problem: The key is gone'],
])('%s', (line, heard) => {
	expect(screenReaderLine(line)).toBe(heard);
});

test('words wrap; an ARN, and what looks like code, stay whole', () => {
	expect(wrapUncut('Nothing has been changed yet.', 12)).toEqual([
		'Nothing has',
		'been changed',
		'yet.',
	]);
	const arn = 'arn:aws:kms:us-east-1:111122223333:key/55ce9e69';
	expect(wrapUncut(`In ${arn} now`, 20)).toEqual(['In', arn, 'now']);
	const code = '  "AWS": "arn:aws:iam::111122223333:root", "b": 1';
	expect(wrapUncut(code, 20)).toEqual([code]);
	const reference = '{{workato:sm:<key-name>:arn:aws:secretsmanager}}';
	expect(wrapUncut(reference, 20)).toEqual([reference]);
	expect(wrapUncut('{project} stands for the name', 12)).toHaveLength(3);
});

test('wrapping loses no word', () => {
	fc.assert(
		fc.property(
			fc.array(fc.constantFrom('a', 'key', 'policy', 'arn:aws:iam::role'), {
				minLength: 1,
			}),
			fc.integer({min: 1, max: 40}),
			(words, columns) => {
				const lines = wrapUncut(words.join(' '), columns);
				expect(lines.join(' ')).toBe(words.join(' '));
			},
		),
		{seed: 7},
	);
});
