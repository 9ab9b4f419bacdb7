import {type Key} from 'ink';
import {type LineAction} from './edit-line.js';

/** The keys that move or delete, in any text that is edited. `undefined` for all others. */
export function editingKey(
	input: string,
	key: Key,
): Exclude<LineAction['type'], 'insert'> | undefined {
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
				u: 'deleteToStart',
				k: 'deleteToEnd',
				w: 'deleteWord',
			} as const
		)[input];
	}

	return key.meta
		? ({b: 'wordLeft', f: 'wordRight'} as const)[input]
		: undefined;
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
