import {graphemes, typedText, typedTable} from '../terminal/text.js';

// Graphemes are short. Looking only this far around the caret keeps every key quick on a megabyte of text.
const reach = 128;

/** Where the grapheme that ends at `offset` starts (UTF-16 units); 0 at the start of the text. */
function previousGrapheme(text: string, offset: number): number {
	const from = wholeStart(text, Math.max(0, offset - reach));
	const last = graphemes(text.slice(from, offset)).at(-1);
	return last === undefined ? 0 : offset - last.length;
}

/** Where the grapheme that starts at `offset` ends (UTF-16 units); the text's length at its end. */
function nextGrapheme(text: string, offset: number): number {
	const first = graphemes(text.slice(offset, offset + reach)).at(0);
	return offset + (first?.length ?? 0);
}

/** The first place at or after `offset` that is not inside a grapheme. */
function wholeGrapheme(text: string, offset: number): number {
	let position = wholeStart(text, Math.max(0, offset - reach));
	for (const grapheme of graphemes(text.slice(position, offset + reach))) {
		if (position >= offset) {
			return position;
		}

		position += grapheme.length;
	}

	return Math.min(position, text.length);
}

/** Steps back from between the halves of a surrogate pair. */
function wholeStart(text: string, offset: number): number {
	const isHalf = /[\u{DC00}-\u{DFFF}]/v.test(text.charAt(offset));
	return isHalf && offset > 0 ? offset - 1 : offset;
}

const isWordUnit = (unit: string): boolean =>
	/[\p{Letter}\p{Mark}\p{Number}_\u{D800}-\u{DFFF}]/v.test(unit);

/** Where Alt+← goes: the start of the word before `offset`. A word is letters, digits and `_`, so ARNs have many. */
function previousWord(text: string, offset: number): number {
	let position = offset;
	while (position > 0 && !isWordUnit(text.charAt(position - 1))) {
		position--;
	}

	while (position > 0 && isWordUnit(text.charAt(position - 1))) {
		position--;
	}

	// A mark counts as a letter, and what it stands on may be none.
	const whole = wholeGrapheme(text, position);
	return whole === position ? position : previousGrapheme(text, whole);
}

/** Where Alt+→ goes: the end of the word after `offset`. */
function nextWord(text: string, offset: number): number {
	let position = offset;
	while (position < text.length && !isWordUnit(text.charAt(position))) {
		position++;
	}

	while (position < text.length && isWordUnit(text.charAt(position))) {
		position++;
	}

	return wholeGrapheme(text, position);
}

/** Text being edited. `caret` counts UTF-16 units and never stands inside a grapheme. */
export type LineEdit = {
	readonly text: string;
	readonly caret: number;
	/** As it was given or pasted, and nothing done to it since: the next paste takes its place. */
	readonly isWhole?: boolean;
	/** As it was proposed, before any key: the first character typed takes its place, and Backspace empties it. */
	readonly isSelected?: boolean;
};

/** What a key does to a line. */
export type LineAction =
	| CaretAction
	| {readonly type: 'insert'; readonly text: string}
	/** `isRest`: one more read of the paste before. */
	| {readonly type: 'paste'; readonly text: string; readonly isRest?: boolean}
	| {readonly type: 'clear' | 'deleteToEnd'};

/** A text and where the caret stands in it. */
type Caret = {readonly text: string; readonly caret: number};

/** A text with the caret at its end. */
export function editOf(text: string): LineEdit {
	return {text, caret: text.length, isWhole: true};
}

/** A text that is proposed, as a field opens with it. */
export function selectedText(text: string): LineEdit {
	return {...editOf(text), isSelected: text !== ''};
}

/**
What pasted or typed text becomes in one line: without the line break at its end, spaces for those inside, nothing
that acts.
*/
export function asLine(text: string): string {
	return typedText(text.replace(/\r?\n?$/v, '')).replaceAll('\n', ' ');
}

/** The line after an action. Pure. */
export function editLine(given: LineEdit, action: LineAction): LineEdit {
	const isReplaced =
		given.isSelected === true && ['insert', 'backspace', 'delete'].includes(action.type);
	const edit = isReplaced ? editOf('') : given;
	const {text, caret} = edit;
	if (isCaretAction(action)) {
		return caretActions[action.type](edit, {start: 0, end: text.length});
	}

	switch (action.type) {
		case 'insert': {
			return insertLine(edit, action.text);
		}

		case 'paste': {
			return pasteInto(edit, action, insertLine);
		}

		case 'clear': {
			return editOf('');
		}

		case 'deleteToEnd': {
			return replace(edit, caret, text.length, '');
		}
	}
}

function insertLine(edit: LineEdit, raw: string): LineEdit {
	return replace(edit, edit.caret, edit.caret, asLine(raw));
}

/** A paste takes the place of a text that stands there as it was given or pasted. */
function pasteInto<Edit extends LineEdit>(
	edit: Edit,
	{text, isRest = false}: {readonly text: string; readonly isRest?: boolean},
	insertInto: (edit: LineEdit, text: string) => Edit,
): Edit {
	const isReplaced = edit.isWhole === true && !isRest;
	return {
		...insertInto(isReplaced ? editOf('') : edit, text),
		isWhole: edit.isWhole === true || edit.text === '',
	};
}

type EditAtCaret = (edit: Caret, line: {readonly start: number; readonly end: number}) => Caret;

/** What moves or deletes in the same way in a line and in a text of several; `line` is where the line is that the caret is in. */
const caretActions = {
	left: ({text, caret}) => ({text, caret: previousGrapheme(text, caret)}),
	right: ({text, caret}) => ({text, caret: nextGrapheme(text, caret)}),
	wordLeft: ({text, caret}) => ({text, caret: previousWord(text, caret)}),
	wordRight: ({text, caret}) => ({text, caret: nextWord(text, caret)}),
	home: ({text}, {start}) => ({text, caret: start}),
	end: ({text}, {end}) => ({text, caret: end}),
	backspace: (edit) => replace(edit, previousGrapheme(edit.text, edit.caret), edit.caret, ''),
	delete: (edit) => replace(edit, edit.caret, nextGrapheme(edit.text, edit.caret), ''),
	deleteWord: (edit) => replace(edit, previousWord(edit.text, edit.caret), edit.caret, ''),
} as const satisfies Record<string, EditAtCaret>;

type CaretAction = {readonly type: keyof typeof caretActions};

function isCaretAction(action: {readonly type: string}): action is CaretAction {
	return Object.hasOwn(caretActions, action.type);
}

/** A text with another one in place of a part of it, and the caret behind that. */
function replace({text}: Caret, from: number, to: number, inserted: string): Caret {
	const whole = text.slice(0, from) + inserted + text.slice(to);
	// What was put together may join into one grapheme: a combining mark does.
	return {text: whole, caret: wholeGrapheme(whole, from + inserted.length)};
}

/** Text of several lines being edited. */
export type TextEdit = LineEdit & {
	/** The last thing put in ended in `\r`, so a `\n` right after it belongs to the same line break. */
	readonly isAfterReturn?: boolean;
};

/** What a key does to the text. `up` and `down` keep the column; `count` is for a page. */
export type TextAction =
	| LineAction
	/** Text that is one of several, on lines of its own: it takes no other's place. */
	| {readonly type: 'add'; readonly text: string}
	| {readonly type: 'up' | 'down'; readonly count: number};

/** The text after an action. Pure; linear in the length of the text at worst. */
export function editText(edit: TextEdit, action: TextAction): TextEdit {
	const {text, caret} = edit;
	if (isCaretAction(action)) {
		const line = {start: lineStart(text, caret), end: lineEnd(text, caret)};
		return caretActions[action.type](edit, line);
	}

	switch (action.type) {
		case 'insert': {
			return insert(edit, action.text);
		}

		case 'paste': {
			return pasteInto(edit, action, insert);
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
			return editOf('');
		}
	}
}

/** Line breaks become `\n`, tabs stay, whatever acts on a terminal goes. */
function insert(edit: TextEdit, raw: string): TextEdit {
	const isRest = edit.isAfterReturn === true && raw.startsWith('\n');
	const next = replace(edit, edit.caret, edit.caret, typedTable(isRest ? raw.slice(1) : raw));
	return {...next, isAfterReturn: raw.endsWith('\r')};
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

	const position = Math.min(start + column, lineEnd(text, start));
	// The same count of units may fall inside a grapheme of the other line.
	return {
		text,
		caret: Math.min(wholeGrapheme(text, position), lineEnd(text, start)),
	};
}

/** Which line (from 0) the caret is in, and how many units of that line stand before it. */
export function caretPosition({text, caret}: TextEdit): {
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
