import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	asLine,
	editLine,
	lineOf,
	type LineAction,
	type LineEdit,
} from '../../source/ui/line-text.js';
import {graphemes} from '../../source/terminal/text.js';

const seed = 20_262;

/** A line written with its caret: `ab|c`. */
const written = (line: string): LineEdit => ({
	text: line.replace('|', ''),
	caret: line.indexOf('|'),
});
const show = ({text, caret}: LineEdit): string => `${text.slice(0, caret)}|${text.slice(caret)}`;

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

		const edited = editLine(written(before), {type});
		expect(show(edited)).toBe(after);
	});

	test.each([
		['ab|c', 'X', 'abX|c'],
		['|', 'two\nlines\n', 'two lines|'],
		['|', '\u{1B}[31mred\u{7}', 'red|'],
		['e|x', '\u{301}', 'e\u{301}|x'],
	])('%s with %j put in gives %s', (before, text, after) => {
		const edited = editLine(written(before), {type: 'insert', text});
		expect(show(edited)).toBe(after);
	});
});

describe('pasting', () => {
	const paste = (edit: LineEdit, text: string, isRest = false) =>
		editLine(edit, {type: 'paste', text, isRest});

	test('takes the place of a value that stands there as it was given, and of what was pasted before', () => {
		expect(show(paste(lineOf('Workspace'), 'EMEA'))).toBe('EMEA|');
		expect(show(paste(paste(lineOf(''), 'one\n'), 'two'))).toBe('two|');
	});

	test('goes to the caret in a value that was edited, or that the caret was moved in', () => {
		const typed = editLine(lineOf('arn:'), {type: 'insert', text: 'aws:'});
		expect(show(paste(typed, 'kms'))).toBe('arn:aws:kms|');
		const moved = editLine(lineOf('-role'), {type: 'home'});
		expect(show(paste(moved, 'my'))).toBe('my|-role');
	});

	test('a later read of the same paste is added to the first', () => {
		const first = paste(lineOf('old'), 'arn:aws:');
		expect(show(paste(first, 'kms', true))).toBe('arn:aws:kms|');
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
			let edit = lineOf('');
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
		{seed, numRuns: 400},
	);
});

test('what was put in can be taken out again, grapheme by grapheme', () => {
	fc.assert(
		fc.property(fc.string({unit: 'grapheme'}), (raw) => {
			let edit = editLine(lineOf(''), {type: 'insert', text: raw});
			const count = graphemes(edit.text).length;
			for (let index = 0; index < count; index++) {
				edit = editLine(edit, {type: 'backspace'});
			}

			expect(edit).toMatchObject({text: '', caret: 0});
		}),
		{seed, numRuns: 300},
	);
});
