import {useRef} from 'react';
import {useKeyState} from './use-key-state.js';

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
