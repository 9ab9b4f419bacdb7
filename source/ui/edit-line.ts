import {typedText} from '../terminal/text.js';
import {
	nextGrapheme,
	nextWord,
	previousGrapheme,
	previousWord,
	wholeGrapheme,
} from './grapheme-steps.js';

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
			readonly type:
				| 'left'
				| 'right'
				| 'wordLeft'
				| 'wordRight'
				| 'home'
				| 'end'
				| 'backspace'
				| 'delete'
				| 'deleteWord'
				| 'clear'
				| 'deleteToEnd';
	  };

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
			return {text, caret: 0};
		}

		case 'end': {
			return {text, caret: text.length};
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

		case 'clear': {
			return lineOf('');
		}

		case 'deleteToEnd': {
			return replace(edit, caret, text.length, '');
		}
	}
}

function replace(
	{text}: LineEdit,
	from: number,
	to: number,
	inserted: string,
): LineEdit {
	const whole = text.slice(0, from) + inserted + text.slice(to);
	// What was put together may join into one grapheme: a combining mark does.
	return {text: whole, caret: wholeGrapheme(whole, from + inserted.length)};
}
