import {createContext, useContext, useRef, useState} from 'react';
import {useBoxMetrics, type DOMElement} from 'ink';
import {useInput} from './use-input.js';

/** How many lines of a body are out of sight. */
export type HiddenLines = {readonly above: number; readonly below: number};

const ScrollingContext = createContext(false);

/** Tells a body whether the frame scrolls it; `ScreenFrame` uses it. */
export const BodyScrollingProvider = ScrollingContext.Provider;

/** Whether the body is higher than its room, so that PageUp and PageDown belong to the frame and not to a list in it. */
export function useIsBodyScrolling(): boolean {
	return useContext(ScrollingContext);
}

/**
Lets a body that is higher than its `rows` be read all the same: its end is shown, PageUp and PageDown move through
it, and any other key leads back to the end, where the choices and fields are. Gives the ref for the body's content,
how many rows it is moved down, and what is out of sight.
*/
export function useBodyScroll(rows: number, isActive: boolean) {
	const ref = useRef<DOMElement>(null);
	const {height} = useBoxMetrics(ref);
	const [moved, setMoved] = useState({offset: 0, height: 0, rows: 0});
	const most = isActive ? Math.max(0, height - rows) : 0;
	// Other content, or another window, begins at its end again.
	const isSame = moved.height === height && moved.rows === rows;
	const offset = isSame ? Math.min(moved.offset, most) : 0;
	useInput(
		(_, key) => {
			const page = Math.max(1, rows - 1);
			const step = (key.pageUp ? page : 0) - (key.pageDown ? page : 0);
			const wanted = step === 0 ? 0 : offset + step;
			setMoved({offset: Math.max(0, Math.min(most, wanted)), height, rows});
		},
		{isActive: most > 0},
	);
	const hidden: HiddenLines = {above: most - offset, below: offset};
	return {ref, offset, hidden};
}

/** Where the lines are that are out of sight, and the keys that lead there; nothing when all are in sight. */
export function hiddenWords({above, below}: HiddenLines): string {
	if (above > 0 && below > 0) {
		return `${above} above, ${below} below: PageUp, PageDown`;
	}

	const lines = (count: number) => `${count} ${count === 1 ? 'line' : 'lines'}`;
	return above > 0
		? `${lines(above)} above: PageUp`
		: below > 0
			? `${lines(below)} below: PageDown`
			: '';
}
