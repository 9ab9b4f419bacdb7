import {describe, expect, it} from 'vitest';
import {parseText} from './parse-text.js';

const refuse = (text: string) => {
	const parsed = parseText(text);
	if (parsed.ok) {
		throw new Error('This was read.');
	}

	return parsed.problems;
};

describe('what cannot be read', () => {
	it.each([
		['a missing comma', '{\n  "Sid": "a"\n  "Effect": "Allow"\n}', {line: 3, column: 3}, 'comma'],
		['a missing colon', '{"Sid" "a"}', {line: 1, column: 8}, 'colon'],
		[
			'an open quote',
			'{\n  "Sid": "a,\n  "Effect": "Allow"}',
			{line: 2, column: 10},
			'closing quote',
		],
		['a missing end', '{\n  "Sid": "a"', {line: 2, column: 13}, 'line 1, column 1'],
		['a wrong bracket', '[{"Sid": "a"]', {line: 1, column: 13}, 'does not fit'],
		['a bracket too many', '{"Sid": "a"}\r\n}', {line: 2, column: 1}, 'does not belong'],
		['single quotes', "{'Sid': 'a'}", {line: 1, column: 2}, 'double quotes'],
		['a bare word', '{Sid: "a"}', {line: 1, column: 2}, 'double quotes'],
		['an open comment', '{"Sid": /* a }', {line: 1, column: 9}, 'never closed'],
		['a wrong backslash', String.raw`{"Sid": "a\d"}`, {line: 1, column: 11}, 'backslash'],
		['a name given twice', '{"Action": "a",\n"Action": "b"}', {line: 2, column: 1}, 'twice'],
		['a control character', '{"Sid":\u{1B}"a"}', {line: 1, column: 8}, 'U+001B'],
		['a number', '42', {line: 1, column: 1}, 'object'],
		['a string', '"arn:aws:kms"', {line: 1, column: 1}, 'object'],
		['an empty list', '[]', {line: 1, column: 1}, 'no statement'],
		[
			'a number for an account',
			'{"Principal": {"AWS": 444455556666}}',
			{line: 1, column: 23},
			'double quotes',
		],
		['an effect that is a list', '{\n"Effect": ["Allow"]}', {line: 2, column: 11}, 'Effect'],
		[
			'text after smart quotes and wide characters',
			'{“Sid”: “😀” 1}',
			{line: 1, column: 13},
			'comma',
		],
	])('says what is wrong with %s, and where', (_, text, position, words) => {
		const [problem] = refuse(text);
		expect(problem!.position).toEqual(position);
		expect(problem!.message).toContain(words);
	});

	it('asks for the statement when there is nothing', () => {
		for (const text of ['', ' \r\n\t', '\u{FEFF}', '// nothing', ',']) {
			expect(refuse(text)[0]!.message).toContain('Paste the statement');
		}
	});

	it('refuses what is too long or too deep', () => {
		expect(refuse(`{"Sid": "${'a'.repeat(131_072)}"}`)[0]!.message).toContain('131072');
		expect(refuse('['.repeat(100_000))[0]!.message).toContain('too deeply');
		expect(refuse('{"a":'.repeat(20_000))[0]!.message).toContain('too deeply');
	});

	it('reports at most 20 wrong values', () => {
		expect(refuse(`[${'1,'.repeat(50_000)}]`)).toHaveLength(20);
	});
});
