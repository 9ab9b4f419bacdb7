import {type Key} from 'ink';
import {type LineAction} from './edit-line.js';

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

/** Where a key leads in a list of entries or lines: so many on, a page on, or to an end. */
export type Motion = 'pageUp' | 'pageDown' | Edge | {readonly by: number};

type Edge = 'home' | 'end';

/** What keys ask of a menu: to move, then an entry by its digit or by Enter. */
export type MenuKeys = {
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
	} = /^(?<moves>[jk]*)(?<digit>[1-9]?)(?<enter>\r*)$/v.exec(input)?.groups ??
	{};
	const by = moves.replaceAll('k', '').length * 2 - moves.length;
	return {
		...(by !== 0 && {motion: {by}}),
		...(digit !== '' && {digit: Number(digit)}),
		isEnter: enter !== '',
	};
}

function motionOf(key: Key): Motion | undefined {
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
