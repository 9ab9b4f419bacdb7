import {cleanLine, fitText, textWidth} from '../terminal/text.js';

type RowItem = {
	readonly label: string;
	readonly detail?: string;
	readonly disabled?: string;
	readonly isAction?: boolean;
};

/** The words of one row: its name, what stands behind it after `gap` columns, and whether nothing of them is cut. */
export type RowTexts = {
	readonly name: string;
	readonly tail: string;
	readonly gap: number;
	readonly isWhole: boolean;
};

// A remainder of a word or two says nothing.
const leastTail = 8;

/** The words of a row in `room` columns: label, then detail or the reason why it cannot be used, at `column` where the label is shorter; what can be done stands in no column. */
export function rowTexts(
	{label, detail = '', disabled, isAction = false}: RowItem,
	{
		room,
		column,
		ellipsis,
	}: {
		readonly room: number;
		readonly column: number;
		readonly ellipsis: string;
	},
): RowTexts {
	const whole = cleanLine(label);
	const about = cleanLine(
		disabled === undefined ? detail : `(not usable: ${disabled})`,
	);
	const name = fitText(whole, room, ellipsis);
	const gap = (isAction ? 0 : Math.max(0, column - textWidth(name))) + 2;
	const rest = room - textWidth(name) - gap;
	const tail = rest < leastTail ? '' : fitText(about, rest, ellipsis);
	return {name, tail, gap, isWhole: name === whole && tail === about};
}

/**
Where the details of a list's rows begin, in columns behind the start of the label: behind the longest label that takes no
more than half of the width, those of rows that do something left aside. It stays while the list is filtered.
*/
export function detailColumn(
	items: readonly RowItem[],
	columns: number,
): number {
	let widest = 0;
	for (const {label, isAction = false} of items) {
		// Lengths, not widths: thousands are looked at, and a name wider than its length is only not lined up.
		if (!isAction && label.length * 2 <= columns && label.length > widest) {
			widest = label.length;
		}
	}

	return widest;
}
