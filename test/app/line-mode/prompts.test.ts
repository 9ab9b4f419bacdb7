import {expect, test} from 'vitest';
import {fieldValue, fieldPrompt, textOf, wordOf} from '../../../source/app/line-mode/prompts.js';

test.each([
	['back', 'back'],
	[' Exit ', 'quit'],
	['Home', 'home'],
	['?', 'help'],
	[String.raw`\back`, undefined],
	['go back', undefined],
])('%j is the word %j', (line, word) => {
	expect(wordOf(line)).toBe(word);
});

test.each([
	[String.raw`\back`, 'back'],
	[String.raw`\Help`, 'Help'],
	[String.raw`\home`, 'home'],
	[String.raw`\-`, '-'],
	[String.raw`\end`, 'end'],
	[String.raw`\\quit`, String.raw`\quit`],
	[String.raw`\\server\share`, String.raw`\\server\share`],
	['  "a": 1', '  "a": 1'],
	['\\', '\\'],
])('the line %j gives the text %j', (line, text) => {
	expect(textOf(line)).toBe(text);
});

test('a line of text: nothing keeps it, a minus sign empties it, a backslash lets a word be a text', () => {
	const field = {id: 'a', label: 'Name', value: 'old', placeholder: ''};
	expect(fieldPrompt(field)).toContain('Enter keeps it');
	expect(
		['', '-', String.raw`\-`, String.raw`\quit`, ' new '].map((line) => fieldValue(line, field)),
	).toEqual(['old', '', '-', 'quit', 'new']);
});
