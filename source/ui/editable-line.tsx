import {useEffect, useEffectEvent, useState, type RefObject, useRef} from 'react';
import {measureElement, useCursor, useWindowSize, type DOMElement, Box} from 'ink';
import {cleanLine, endOf, fitText, startOf, textWidth} from '../terminal/text.js';
import {useIsCovered} from './use-input.js';
import {type LineEdit} from './edit-text.js';
import {Toned, useTheme} from './theme.js';

type Position = {readonly x: number; readonly y: number};

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
	const [origin, setOrigin] = useState<Position | undefined>(undefined);

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

	setCursorPosition(isCovered || !origin ? undefined : {x: origin.x + column, y: origin.y + row});
	return undefined;
}

/**
What of a line is shown in `columns` (at least 1), and in which column the caret stands (always below `columns`). A
line too long is scrolled so far that the caret is visible; the ellipsis marks what is cut.
*/
export function lineView(
	{text, caret}: LineEdit,
	columns: number,
	ellipsis: string,
): {readonly shown: string; readonly column: number} {
	const reach = columns * 16;
	// Only what can be near the window is looked at: the line may be a megabyte.
	const before = fieldText(text.slice(Math.max(0, caret - reach), caret));
	const after = fieldText(text.slice(caret, caret + reach));
	const isStartNear = caret <= reach;
	const beforeWidth = textWidth(before);
	// The caret needs a column of its own when it stands at the end of the line.
	const room = after === '' ? columns - 1 : columns;
	const isWhole = textWidth(before + after) <= room;
	const isLeftOfMark = beforeWidth < columns - textWidth(ellipsis) - 1;
	if (isStartNear && (isWhole || isLeftOfMark)) {
		return {
			shown: fitText(before + after, room, ellipsis),
			column: beforeWidth,
		};
	}

	const mark = textWidth(ellipsis) + 2 < columns ? ellipsis : '';
	// Right of the caret's column there is room for a wide character, unless the caret is at the end.
	const right = after === '' ? 1 : 2;
	const left = mark + endOf(before, Math.max(0, columns - textWidth(mark) - right));
	const column = textWidth(left);
	return {shown: left + startOf(after, columns - column), column};
}

/** One line of editable text with the terminal's cursor in it while it has the focus. */
export function EditableLine({
	edit,
	columns,
	placeholder = '',
	isFocused,
}: {
	readonly edit: LineEdit;
	readonly columns: number;
	readonly placeholder?: string;
	readonly isFocused: boolean;
}) {
	const box = useRef<DOMElement>(null);
	const {symbols, color} = useTheme();
	const {shown, column} = lineView(edit, columns, symbols.ellipsis);
	const isEmpty = edit.text === '';
	const isReplaceable = [isFocused, edit.isSelected].every(Boolean);
	// Where nothing is dim, brackets tell it from what is typed.
	const example = cleanLine(placeholder);
	const hint = color || example === '' ? example : `(${example})`;
	return (
		<Box ref={box} flexShrink={0} width={columns} height={1}>
			<Toned tone={isEmpty ? 'quiet' : 'plain'} isSelected={isReplaceable}>
				{isEmpty ? fitText(hint, columns, symbols.ellipsis) : shown}
			</Toned>
			{isFocused ? <Caret target={box} column={column} /> : undefined}
		</Box>
	);
}

// A tab of a pasted table takes one column.
function fieldText(text: string): string {
	return cleanLine(text.replaceAll('\t', ' '));
}
