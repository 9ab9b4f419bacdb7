import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	caretPlace,
	editText,
	textOf,
	type TextAction,
	type TextEdit,
} from '../../source/ui/edit-text.js';
import {typedTable} from '../../source/terminal/text.js';

const seed = 20_263;

const written = (text: string): TextEdit => ({
	text: text.replace('|', ''),
	caret: text.indexOf('|'),
});
const show = ({text, caret}: TextEdit): string => `${text.slice(0, caret)}|${text.slice(caret)}`;

describe('editing text', () => {
	test.each<[string, TextAction, string]>([
		['one\ntw|o', {type: 'up', count: 1}, 'on|e\ntwo'],
		['a\nlong|er', {type: 'up', count: 1}, 'a|\nlonger'],
		['on|e\ntwo', {type: 'up', count: 1}, 'on|e\ntwo'],
		['on|e\ntwo', {type: 'down', count: 1}, 'one\ntw|o'],
		['one\ntw|o', {type: 'down', count: 1}, 'one\ntw|o'],
		['a|\nb\nc\nd', {type: 'down', count: 2}, 'a\nb\nc|\nd'],
		['a\nb\nc|', {type: 'up', count: 9}, 'a|\nb\nc'],
		['a\nb|c', {type: 'home'}, 'a\n|bc'],
		['a|b\nc', {type: 'end'}, 'ab|\nc'],
		['a\n|b', {type: 'left'}, 'a|\nb'],
		['a|\nb', {type: 'right'}, 'a\n|b'],
		['a\n|b', {type: 'backspace'}, 'a|b'],
		['a|\nb', {type: 'delete'}, 'a|b'],
		['a|bc\nd', {type: 'deleteToEnd'}, 'a|\nd'],
		['a|\nd', {type: 'deleteToEnd'}, 'a|d'],
		['ab\nc|d', {type: 'clear'}, '|'],
		['abc|', {type: 'insert', text: '\r'}, 'abc\n|'],
		['|', {type: 'insert', text: '{\r\n\t"a": 1\r}'}, '{\n\t"a": 1\n}|'],
		['日|本\nab', {type: 'down', count: 1}, '日本\na|b'],
		['ab|c\n👍', {type: 'down', count: 1}, 'abc\n👍|'],
	])('%j %j gives %j', (before, action, after) => {
		const edited = editText(written(before), action);
		expect(show(edited)).toBe(after);
	});
});

test('a line break whose halves arrive in two reads is one line break', () => {
	const first = editText(textOf('a'), {type: 'insert', text: 'b\r'});
	expect(editText(first, {type: 'insert', text: '\nc'}).text).toBe('ab\nc');
	const moved = editText(editText(first, {type: 'left'}), {type: 'right'});
	expect(editText(moved, {type: 'insert', text: '\nc'}).text).toBe('ab\n\nc');
});

test('a paste that arrives in pieces is the paste, wherever it is cut', () => {
	const paste = fc
		.array(fc.constantFrom('\r\n', '\r', '\n', '{', '"key": 1,', '\t', 'é', ' '))
		.map((parts) => parts.join(''));
	const anyCuts = fc.array(fc.nat({max: 80}));
	fc.assert(
		fc.property(paste, anyCuts, (text, cuts) => {
			const places = [...cuts, 0, text.length].toSorted((a, b) => a - b);
			let edit = textOf('');
			for (const [index, place] of places.entries()) {
				const piece = text.slice(places[index - 1] ?? 0, place);
				if (piece !== '') {
					edit = editText(edit, {type: 'insert', text: piece});
				}
			}

			expect(edit.text).toBe(typedTable(text));
			expect(edit.caret).toBe(edit.text.length);
		}),
		{seed, numRuns: 400},
	);
});

test('knows the line of the caret', () => {
	expect(caretPlace(written('a\nb\nc|d'))).toEqual({line: 2, before: 'c'});
	expect(caretPlace(written('a|\nb'))).toEqual({line: 0, before: 'a'});
	expect(caretPlace(written('a\n|b'))).toEqual({line: 1, before: ''});
});

test('a megabyte can be put together from small pieces and edited', () => {
	let edit = textOf('');
	const piece = '    "kms:Encrypt",\r\n'.repeat(205);
	for (let index = 0; index < 250; index++) {
		edit = editText(edit, {type: 'insert', text: piece});
	}

	expect(edit.text.length).toBeGreaterThan(950_000);
	for (let index = 0; index < 200; index++) {
		edit = editText(edit, {type: 'up', count: 1});
		edit = editText(edit, {type: 'backspace'});
	}

	expect(caretPlace(edit).line).toBeGreaterThan(50_000);
});
