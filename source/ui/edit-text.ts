import {typedTable} from '../terminal/text.js';
import {editAtCaret, replace, wholeGrapheme, type CaretAction} from './line-text.js';

/** Text of several lines being edited. `caret` counts UTF-16 units and never stands inside a grapheme. */
export type TextEdit = {
	readonly text: string;
	readonly caret: number;
	/** The last thing put in ended in `\r`, so a `\n` right after it belongs to the same line break. */
	readonly isAfterReturn?: boolean;
	/** As it was given or pasted, and nothing done to it since: the next paste takes its place. */
	readonly isWhole?: boolean;
};

/** What a key does to the text. `up` and `down` keep the column; `count` is for a page. */
export type TextAction =
	| {readonly type: 'insert'; readonly text: string}
	/** `isRest`: one more read of the paste before. */
	| {readonly type: 'paste'; readonly text: string; readonly isRest?: boolean}
	/** Text that is one of several, on lines of its own: it takes no other's place. */
	| {readonly type: 'add'; readonly text: string}
	| {readonly type: 'up' | 'down'; readonly count: number}
	| {
			readonly type: CaretAction | 'deleteToEnd' | 'clear';
	  };

/** Text with the caret at its end. */
export function textOf(text: string): TextEdit {
	return {text, caret: text.length, isWhole: true};
}

/** The text after an action. Pure; linear in the length of the text at worst. */
export function editText(edit: TextEdit, action: TextAction): TextEdit {
	const {text, caret} = edit;
	switch (action.type) {
		case 'insert': {
			return insert(edit, action.text);
		}

		case 'paste': {
			return paste(edit, action.text, action.isRest);
		}

		case 'add': {
			return addLines(edit, action.text);
		}

		case 'up': {
			return moveLines(edit, -action.count);
		}

		case 'down': {
			return moveLines(edit, action.count);
		}

		case 'deleteToEnd': {
			const end = lineEnd(text, caret);
			// At the end of a line there is only its line break left to take.
			return replace(edit, caret, end === caret ? end + 1 : end, '');
		}

		case 'clear': {
			return textOf('');
		}

		case 'left':
		case 'right':
		case 'wordLeft':
		case 'wordRight':
		case 'home':
		case 'end':
		case 'backspace':
		case 'delete':
		case 'deleteWord': {
			const [start, end] = [lineStart(text, caret), lineEnd(text, caret)];
			return editAtCaret(edit, action.type, {start, end});
		}
	}
}

/** Line breaks become `\n`, tabs stay, whatever acts on a terminal goes. */
function insert(edit: TextEdit, raw: string): TextEdit {
	const isRest = edit.isAfterReturn === true && raw.startsWith('\n');
	const next = replace(edit, edit.caret, edit.caret, typedTable(isRest ? raw.slice(1) : raw));
	return {...next, isAfterReturn: raw.endsWith('\r')};
}

function paste(edit: TextEdit, text: string, isRest = false): TextEdit {
	const isReplaced = edit.isWhole === true && !isRest;
	return {
		...insert(isReplaced ? textOf('') : edit, text),
		isWhole: edit.isWhole === true || edit.text === '',
	};
}

function addLines(edit: TextEdit, lines: string): TextEdit {
	const {text, caret} = edit;
	const before = caret > lineStart(text, caret) ? '\n' : '';
	const behind = caret < lineEnd(text, caret) ? '\n' : '';
	return insert(edit, before + lines.trimEnd() + behind);
}

const lineStart = (text: string, offset: number): number =>
	offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;

function lineEnd(text: string, offset: number): number {
	const end = text.indexOf('\n', offset);
	return end === -1 ? text.length : end;
}

function moveLines({text, caret}: TextEdit, count: number): TextEdit {
	let start = lineStart(text, caret);
	const column = caret - start;
	for (let left = Math.abs(count); left > 0; left--) {
		const end = lineEnd(text, start);
		if (count < 0 ? start === 0 : end === text.length) {
			break;
		}

		start = count < 0 ? lineStart(text, start - 1) : end + 1;
	}

	const place = Math.min(start + column, lineEnd(text, start));
	// The same count of units may fall inside a grapheme of the other line.
	return {
		text,
		caret: Math.min(wholeGrapheme(text, place), lineEnd(text, start)),
	};
}

/** Which line (from 0) the caret is in, and how many units of that line stand before it. */
export function caretPlace({text, caret}: TextEdit): {
	readonly line: number;
	readonly before: string;
} {
	let line = 0;
	let start = 0;
	for (let end = text.indexOf('\n'); end !== -1 && end < caret; end = text.indexOf('\n', end + 1)) {
		line++;
		start = end + 1;
	}

	return {line, before: text.slice(start, caret)};
}
