import {type Key} from 'ink';
import {graphemes, typedText} from '../terminal/text.js';

// Graphemes are short. Looking only this far around the caret keeps every key quick on a megabyte of text.
const reach = 128;

/** Where the grapheme that ends at `offset` starts (UTF-16 units); 0 at the start of the text. */
export function previousGrapheme(text: string, offset: number): number {
	const from = wholeStart(text, Math.max(0, offset - reach));
	const last = graphemes(text.slice(from, offset)).at(-1);
	return last === undefined ? 0 : offset - last.length;
}

/** Where the grapheme that starts at `offset` ends (UTF-16 units); the text's length at its end. */
export function nextGrapheme(text: string, offset: number): number {
	const first = graphemes(text.slice(offset, offset + reach)).at(0);
	return offset + (first?.length ?? 0);
}

/** The first place at or after `offset` that is not inside a grapheme. */
export function wholeGrapheme(text: string, offset: number): number {
	let place = wholeStart(text, Math.max(0, offset - reach));
	for (const grapheme of graphemes(text.slice(place, offset + reach))) {
		if (place >= offset) {
			return place;
		}

		place += grapheme.length;
	}

	return Math.min(place, text.length);
}

/** Steps back from between the halves of a surrogate pair. */
function wholeStart(text: string, offset: number): number {
	const isHalf = /[\u{DC00}-\u{DFFF}]/v.test(text.charAt(offset));
	return isHalf && offset > 0 ? offset - 1 : offset;
}

const isWordUnit = (unit: string): boolean =>
	/[\p{Letter}\p{Mark}\p{Number}_\u{D800}-\u{DFFF}]/v.test(unit);

/** Where Alt+← goes: the start of the word before `offset`. A word is letters, digits and `_`, so ARNs have many. */
export function previousWord(text: string, offset: number): number {
	let place = offset;
	while (place > 0 && !isWordUnit(text.charAt(place - 1))) {
		place--;
	}

	while (place > 0 && isWordUnit(text.charAt(place - 1))) {
		place--;
	}

	// A mark counts as a letter, and what it stands on may be none.
	const whole = wholeGrapheme(text, place);
	return whole === place ? place : previousGrapheme(text, whole);
}

/** Where Alt+→ goes: the end of the word after `offset`. */
export function nextWord(text: string, offset: number): number {
	let place = offset;
	while (place < text.length && !isWordUnit(text.charAt(place))) {
		place++;
	}

	while (place < text.length && isWordUnit(text.charAt(place))) {
		place++;
	}

	return wholeGrapheme(text, place);
}

/** One line being edited. `caret` counts UTF-16 units and never stands inside a grapheme. */
export type LineEdit = {
	readonly text: string;
	readonly caret: number;
	/** As it was given or pasted, and nothing done to it since: the next paste takes its place. */
	readonly isWhole?: boolean;
};

/** What a key does to the line. */
export type LineAction =
	| {readonly type: 'insert'; readonly text: string}
	/** `isRest`: one more read of the paste before. */
	| {readonly type: 'paste'; readonly text: string; readonly isRest?: boolean}
	| {
			readonly type: CaretAction | 'clear' | 'deleteToEnd';
	  };

/** A text and where the caret stands in it. */
type Caret = {readonly text: string; readonly caret: number};

/** A line with the caret at its end. */
export function lineOf(text: string): LineEdit {
	return {text, caret: text.length, isWhole: true};
}

/**
What pasted or typed text becomes in one line: without the line break at its end, spaces for those inside, nothing
that acts.
*/
export function asLine(text: string): string {
	return typedText(text.replace(/\r?\n?$/v, '')).replaceAll('\n', ' ');
}

/** The line after an action. Pure. */
export function editLine(edit: LineEdit, action: LineAction): LineEdit {
	const {text, caret} = edit;
	switch (action.type) {
		case 'insert': {
			return replace(edit, caret, caret, asLine(action.text));
		}

		case 'paste': {
			const isReplaced = edit.isWhole === true && action.isRest !== true;
			return {
				...editLine(isReplaced ? lineOf('') : edit, {
					type: 'insert',
					text: action.text,
				}),
				isWhole: edit.isWhole === true || text === '',
			};
		}

		case 'clear': {
			return lineOf('');
		}

		case 'deleteToEnd': {
			return replace(edit, caret, text.length, '');
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
			return editAtCaret(edit, action.type, {start: 0, end: text.length});
		}
	}
}

/** What moves or deletes in the same way in a line and in a text of several. */
export type CaretAction =
	| 'left'
	| 'right'
	| 'wordLeft'
	| 'wordRight'
	| 'home'
	| 'end'
	| 'backspace'
	| 'delete'
	| 'deleteWord';

/** The text after such an action; `start` and `end` are where the line begins and ends that the caret is in. */
export function editAtCaret(
	edit: Caret,
	type: CaretAction,
	{start, end}: {readonly start: number; readonly end: number},
): Caret {
	const {text, caret} = edit;
	switch (type) {
		case 'left': {
			return {text, caret: previousGrapheme(text, caret)};
		}

		case 'right': {
			return {text, caret: nextGrapheme(text, caret)};
		}

		case 'wordLeft': {
			return {text, caret: previousWord(text, caret)};
		}

		case 'wordRight': {
			return {text, caret: nextWord(text, caret)};
		}

		case 'home': {
			return {text, caret: start};
		}

		case 'end': {
			return {text, caret: end};
		}

		case 'backspace': {
			return replace(edit, previousGrapheme(text, caret), caret, '');
		}

		case 'delete': {
			return replace(edit, caret, nextGrapheme(text, caret), '');
		}

		case 'deleteWord': {
			return replace(edit, previousWord(text, caret), caret, '');
		}
	}
}

/** A text with another one in place of a part of it, and the caret behind that. */
export function replace({text}: Caret, from: number, to: number, inserted: string): Caret {
	const whole = text.slice(0, from) + inserted + text.slice(to);
	// What was put together may join into one grapheme: a combining mark does.
	return {text: whole, caret: wholeGrapheme(whole, from + inserted.length)};
}

/** The keys that move or delete, in any text that is edited. `undefined` for all others. */
export function editingKey(
	input: string,
	key: Key,
): Exclude<LineAction['type'], 'insert' | 'paste'> | undefined {
	const isByWord = key.meta || key.ctrl;
	if (key.leftArrow) {
		return isByWord ? 'wordLeft' : 'left';
	}

	if (key.rightArrow) {
		return isByWord ? 'wordRight' : 'right';
	}

	if (key.home) {
		return 'home';
	}

	if (key.end) {
		return 'end';
	}

	if (key.backspace) {
		return isByWord ? 'deleteWord' : 'backspace';
	}

	if (key.delete) {
		return 'delete';
	}

	if (key.ctrl) {
		return (
			{
				a: 'home',
				e: 'end',
				u: 'clear',
				k: 'deleteToEnd',
				w: 'deleteWord',
			} as const
		)[input];
	}

	return key.meta ? ({b: 'wordLeft', f: 'wordRight'} as const)[input] : undefined;
}

/** Whether a key puts its text in: not a chord, not a named key. */
export function isText(input: string, key: Key): boolean {
	return (
		input !== '' &&
		!key.ctrl &&
		!key.meta &&
		!key.super &&
		!key.hyper &&
		!key.escape &&
		!key.return &&
		!key.tab &&
		key.eventType !== 'release'
	);
}

/** Text and Enter that a slow line joined into one read: `abc\r`. More line breaks than that mean a paste. */
export function isTextWithEnter(input: string): boolean {
	return /^[^\n\r]+\r$/v.test(input);
}

/** Where a key leads in a list of entries or lines: so many on, a page on, or to an end. */
export type Motion = 'pageUp' | 'pageDown' | Edge | {readonly by: number};

type Edge = 'home' | 'end';

/** What keys ask of a menu: to move, then an entry by its digit or by Enter. */
type MenuKeys = {
	readonly motion?: Motion;
	readonly digit?: number;
	readonly isEnter: boolean;
};

/**
The keys of a menu, a list or a text to scroll: arrows, j and k, PageUp, PageDown, Home, End, digits and Enter. While the
program was busy several may have come in one read: moves, then one digit or Enter. Any other text is a paste, and none of
it is obeyed.
*/
export function menuKeys(input: string, key: Key): MenuKeys {
	const motion = motionOf(key);
	if (motion !== undefined || key.return || key.ctrl || key.meta) {
		return {...(motion !== undefined && {motion}), isEnter: key.return};
	}

	const {
		moves = '',
		digit = '',
		enter = '',
	} = /^(?<moves>[jk]*)(?<digit>[1-9]?)(?<enter>\r*)$/v.exec(input)?.groups ?? {};
	const by = moves.replaceAll('k', '').length * 2 - moves.length;
	return {
		...(by !== 0 && {motion: {by}}),
		...(digit !== '' && {digit: Number(digit)}),
		isEnter: enter !== '',
	};
}

/** Where a named key leads. */
export function motionOf(key: Key): Motion | undefined {
	const motions: ReadonlyArray<[boolean, Motion]> = [
		[key.upArrow, {by: -1}],
		[key.downArrow, {by: 1}],
		[key.pageUp, 'pageUp'],
		[key.pageDown, 'pageDown'],
		[key.home, 'home'],
		[key.end, 'end'],
	];
	return motions.find(([isPressed]) => isPressed)?.[1];
}

/** The place after a motion among `total`, of which `page` are gone past at once; it stops at both ends. */
export function moveTo(
	from: number,
	motion: Motion | undefined,
	{total, page}: {readonly total: number; readonly page: number},
): number {
	const wanted =
		motion === undefined
			? from
			: typeof motion === 'object'
				? from + motion.by
				: {
						pageUp: from - page,
						pageDown: from + page,
						home: 0,
						end: total - 1,
					}[motion];
	return Math.max(0, Math.min(total - 1, wanted));
}
