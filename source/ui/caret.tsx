import {useEffect, useEffectEvent, useState, type RefObject} from 'react';
import {measureElement, useCursor, useWindowSize, type DOMElement} from 'ink';
import {useIsCovered} from './use-input.js';

type Place = {readonly x: number; readonly y: number};

/**
Puts the terminal's own cursor inside a box, so that input methods and magnifiers follow the typing. Draws nothing;
`column` and `row` count from the box. Mount it only in the component that has the focus: there is one cursor. While
something lies over the component, the cursor is not its own.
*/
export function Caret({
	target,
	column,
	row = 0,
}: {
	readonly target: RefObject<DOMElement | null>;
	readonly column: number;
	readonly row?: number;
}) {
	useWindowSize();
	const {setCursorPosition} = useCursor();
	const isCovered = useIsCovered();
	const [origin, setOrigin] = useState<Place | undefined>(undefined);

	// Only a drawn box has a place, and what stands above it may have grown since the last time.
	const measure = useEffectEvent(() => {
		if (!target.current) {
			return;
		}

		const {x, y} = measureElement(target.current);
		setOrigin((old) => (old?.x === x && old.y === y ? old : {x, y}));
	});
	useEffect(() => {
		queueMicrotask(measure);
	});

	setCursorPosition(
		isCovered || !origin
			? undefined
			: {x: origin.x + column, y: origin.y + row},
	);
	return undefined;
}
