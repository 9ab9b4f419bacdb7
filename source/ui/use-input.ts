import {createContext, useContext, useLayoutEffect, useRef, useState} from 'react';
import {useInput as useAnyInput, usePaste as useAnyPaste, type Key} from 'ink';
import {type LineAction} from './edit-text.js';

const CoverContext = createContext(false);

/** Tells the components below whether something lies over them, such as the help: then no key reaches them. */
export const CoverProvider = CoverContext.Provider;

/** Whether something lies over this component, and the keys belong to that. */
export function useIsCovered(): boolean {
	return useContext(CoverContext);
}

type Options = {readonly isActive?: boolean};

/** Ink's `useInput`, silent while something lies over the component. Every screen listens through this. */
export function useInput(
	handler: (input: string, key: Key) => void,
	{isActive = true}: Options = {},
): void {
	const isCovered = useIsCovered();
	useAnyInput(handler, {isActive: isActive && !isCovered});
}

/** Ink's `usePaste`, silent while something lies over the component. */
export function usePaste(handler: (text: string) => void, {isActive = true}: Options = {}): void {
	const isCovered = useIsCovered();
	useAnyPaste(handler, {isActive: isActive && !isCovered});
}

/** Whether this key asks for the help: Ctrl+Y anywhere, and ? where no letters are typed. */
export function isHelpKey(input: string, key: Key, isTyping = false): boolean {
	return key.ctrl ? input === 'y' : !key.meta && input === '?' && !isTyping;
}

/**
State that keys change. Several keys can arrive in one read, before React draws again: `newest` gives what the keys
since the last drawing made of it, and `undefined` when there were none.
*/
export function useKeyState<State extends object>(
	initial: State | (() => State),
): {
	drawn: State;
	newest: () => State | undefined;
	set: (next: State) => void;
} {
	const [drawn, setDrawn] = useState(initial);
	const pending = useRef<State | undefined>(undefined);
	useLayoutEffect(() => {
		pending.current = undefined;
	});

	return {
		drawn,
		newest: () => pending.current,
		set(next) {
			pending.current = next;
			setDrawn(next);
		},
	};
}

type Edit = {readonly text: string; readonly caret: number};

/**
Keeps a caret beside a value that the parent owns. `read` gives the newest state, not the drawn one. It begins with `open`; a
value that the parent changes itself starts again with `adopt`.
*/
export function useEdit<State extends Edit>(
	value: string,
	onChange: (value: string) => void,
	adopt: (value: string) => State,
	open = adopt,
): {edit: State; read: () => State; write: (next: State) => void} {
	const {drawn, newest, set} = useKeyState(() => open(value));
	const edit = drawn.text === value ? drawn : adopt(value);
	const read = () => newest() ?? edit;
	const write = (next: State) => {
		const isChanged = next.text !== read().text;
		set(next);
		if (isChanged) {
			onChange(next.text);
		}
	};

	return {edit, read, write};
}

// Between two reads of one paste there are a few milliseconds, between a key and a person's Enter there are more: facts of
// terminals, not of this program.
export const pasteGap = 40;

// Fewer characters in one read may have been typed while the program was busy; no ID or ARN has fewer.
const leastPaste = 12;

/**
Tells a paste from typing where the terminal does not mark it: a long read begins one, and what comes right behind belongs to
it.
*/
export function useRawPaste(): (input: string) => 'first' | 'rest' | undefined {
	const lastAt = useRef(-Infinity);
	const isTurn = useRef(false);
	return (input) => {
		const now = performance.now();
		const isRest = isTurn.current || now - lastAt.current < pasteGap;
		if (!isRest && input.length < leastPaste) {
			return undefined;
		}

		// What is read in one turn comes together; and the terminal waits while a busy machine takes it in and draws it.
		isTurn.current = true;
		setImmediate(() => {
			isTurn.current = false;
			lastAt.current = performance.now();
		});
		return isRest ? 'rest' : 'first';
	};
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
	} = /^(?<moves>[jk]*)(?<digit>\d?)(?<enter>\r*)$/v.exec(input)?.groups ?? {};
	const by = moves.replaceAll('k', '').length * 2 - moves.length;
	return {
		...(by !== 0 && {motion: {by}}),
		// As on the keyboard, 0 comes behind 9.
		...(digit !== '' && {digit: digit === '0' ? 10 : Number(digit)}),
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
