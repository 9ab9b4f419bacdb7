import {useLayoutEffect, useRef, useState} from 'react';

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
