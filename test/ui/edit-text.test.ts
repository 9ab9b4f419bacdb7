import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	asLine,
	editLine,
	editOf,
	type LineAction,
	type LineEdit,
	caretPosition,
	editText,
	type TextAction,
	type TextEdit,
} from '../../source/ui/edit-text.js';
import {graphemes, typedTable} from '../../source/terminal/text.js';

const lineSeed = 20_262;

/** A line written with its caret: `ab|c`. */
const writtenLine = (line: string): LineEdit => ({
	text: line.replace('|', ''),
	caret: line.indexOf('|'),
});
const showLine = ({text, caret}: LineEdit): string =>
	`${text.slice(0, caret)}|${text.slice(caret)}`;

describe('editing a line', () => {
	test.each<[string, LineAction['type'], string]>([
		['abc|', 'left', 'ab|c'],
		['|abc', 'left', '|abc'],
		['ab|c', 'right', 'abc|'],
		['abc|', 'right', 'abc|'],
		['ab|c', 'home', '|abc'],
		['ab|c', 'end', 'abc|'],
		['ab|c', 'backspace', 'a|c'],
		['|abc', 'backspace', '|abc'],
		['ab|c', 'delete', 'ab|'],
		['abc|', 'delete', 'abc|'],
		['abc def|gh', 'clear', '|'],
		['|abc', 'clear', '|'],
		['abc def|gh', 'deleteToEnd', 'abc def|'],
		['abc def|', 'deleteWord', 'abc |'],
		['abc def  |', 'deleteWord', 'abc |'],
		['|abc', 'deleteWord', '|abc'],
		['role/my_role-1|', 'wordLeft', 'role/my_role-|1'],
		['role/my_role-|1', 'wordLeft', 'role/|my_role-1'],
		['|role/my', 'wordRight', 'role|/my'],
		['role|/my', 'wordRight', 'role/my|'],
		['a👩‍💻|b', 'left', 'a|👩‍💻b'],
		['a👩‍💻|b', 'backspace', 'a|b'],
		['a|👩‍💻b', 'delete', 'a|b'],
		['e\u{301}|', 'backspace', '|'],
		['|日本', 'right', '日|本'],
	])('%s %s gives %s', (before, type, after) => {
		if (type === 'insert' || type === 'paste') {
			return;
		}

		const edited = editLine(writtenLine(before), {type});
		expect(showLine(edited)).toBe(after);
	});

	test.each([
		['ab|c', 'X', 'abX|c'],
		['|', 'two\nlines\n', 'two lines|'],
		['|', '\u{1B}[31mred\u{7}', 'red|'],
		['e|x', '\u{301}', 'e\u{301}|x'],
	])('%s with %j put in gives %s', (before, text, after) => {
		const edited = editLine(writtenLine(before), {type: 'insert', text});
		expect(showLine(edited)).toBe(after);
	});
});

describe('pasting', () => {
	const paste = (edit: LineEdit, text: string, isRest = false) =>
		editLine(edit, {type: 'paste', text, isRest});

	test('takes the place of a value that stands there as it was given, and of what was pasted before', () => {
		expect(showLine(paste(editOf('Workspace'), 'EMEA'))).toBe('EMEA|');
		expect(showLine(paste(paste(editOf(''), 'one\n'), 'two'))).toBe('two|');
	});

	test('goes to the caret in a value that was edited, or that the caret was moved in', () => {
		const typed = editLine(editOf('arn:'), {type: 'insert', text: 'aws:'});
		expect(showLine(paste(typed, 'kms'))).toBe('arn:aws:kms|');
		const moved = editLine(editOf('-role'), {type: 'home'});
		expect(showLine(paste(moved, 'my'))).toBe('my|-role');
	});

	test('a later read of the same paste is added to the first', () => {
		const first = paste(editOf('old'), 'arn:aws:');
		expect(showLine(paste(first, 'kms', true))).toBe('arn:aws:kms|');
	});
});

test.each([
	['abc\r\n', 'abc'],
	['abc\r', 'abc'],
	['a\r\nb\rc\n', 'a b c'],
	['  a  ', '  a  '],
	['a\tb', 'a b'],
])('asLine of %j is %j', (raw, line) => {
	expect(asLine(raw)).toBe(line);
});

const anyText = fc.oneof(
	fc.string({unit: 'grapheme', maxLength: 6}),
	fc.string({unit: 'binary', maxLength: 6}),
);
const anyInsert = fc
	.tuple(fc.constantFrom('insert', 'paste'), anyText)
	.map(([type, text]): LineAction => ({type, text}));
const anyKey = fc.constantFrom<LineAction>(
	{type: 'left'},
	{type: 'right'},
	{type: 'wordLeft'},
	{type: 'wordRight'},
	{type: 'home'},
	{type: 'end'},
	{type: 'backspace'},
	{type: 'delete'},
	{type: 'deleteWord'},
	{type: 'clear'},
	{type: 'deleteToEnd'},
);
const anyActions = fc.array(fc.oneof(anyInsert, anyKey), {maxLength: 30});

test('whatever is pressed, the caret stands between graphemes and the line holds no controls', () => {
	fc.assert(
		fc.property(anyActions, (actions) => {
			let edit = editOf('');
			for (const action of actions) {
				edit = editLine(edit, action);
				const places = [0];
				for (const grapheme of graphemes(edit.text)) {
					places.push((places.at(-1) ?? 0) + grapheme.length);
				}

				expect(places).toContain(edit.caret);
				expect(edit.text).not.toMatch(/\p{Control}/v);
			}
		}),
		{seed: lineSeed, numRuns: 400},
	);
});

test('what was put in can be taken out again, grapheme by grapheme', () => {
	fc.assert(
		fc.property(fc.string({unit: 'grapheme'}), (raw) => {
			let edit = editLine(editOf(''), {type: 'insert', text: raw});
			const count = graphemes(edit.text).length;
			for (let index = 0; index < count; index++) {
				edit = editLine(edit, {type: 'backspace'});
			}

			expect(edit).toMatchObject({text: '', caret: 0});
		}),
		{seed: lineSeed, numRuns: 300},
	);
});

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
	const first = editText(editOf('a'), {type: 'insert', text: 'b\r'});
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
			let edit = editOf('');
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
	expect(caretPosition(written('a\nb\nc|d'))).toEqual({line: 2, before: 'c'});
	expect(caretPosition(written('a|\nb'))).toEqual({line: 0, before: 'a'});
	expect(caretPosition(written('a\n|b'))).toEqual({line: 1, before: ''});
});

test('a megabyte can be put together from small pieces and edited', () => {
	let edit = editOf('');
	const piece = '    "kms:Encrypt",\r\n'.repeat(205);
	for (let index = 0; index < 250; index++) {
		edit = editText(edit, {type: 'insert', text: piece});
	}

	expect(edit.text.length).toBeGreaterThan(950_000);
	for (let index = 0; index < 200; index++) {
		edit = editText(edit, {type: 'up', count: 1});
		edit = editText(edit, {type: 'backspace'});
	}

	expect(caretPosition(edit).line).toBeGreaterThan(50_000);
});
