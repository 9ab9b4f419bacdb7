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
