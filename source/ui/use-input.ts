import {createContext, useContext, useLayoutEffect, useRef, useState} from 'react';
import {useInput as useAnyInput, usePaste as useAnyPaste, type Key} from 'ink';

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
Keeps a caret beside a value that the parent owns. `read` gives the newest state, not the drawn one. A value that
the parent changes itself starts again with `adopt`.
*/
export function useEdit<State extends Edit>(
	value: string,
	onChange: (value: string) => void,
	adopt: (value: string) => State,
): {edit: State; read: () => State; write: (next: State) => void} {
	const {drawn, newest, set} = useKeyState(() => adopt(value));
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
