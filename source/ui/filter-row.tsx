import {Box} from 'ink';
import {textWidth} from '../terminal/text.js';
import {rowTexts, type RowTexts} from './filter-row-texts.js';
import {Toned, useTheme} from './theme.js';

/** One line of a filtered list: label, detail, and why it cannot be used, as far as the width goes. */
export function FilterRow({
	item,
	isHighlighted,
	isTicked,
	columns,
	column,
}: {
	readonly item: {
		readonly label: string;
		readonly detail?: string;
		readonly disabled?: string;
		readonly isAction?: boolean;
	};
	readonly isHighlighted: boolean;
	/** Left out where rows have no box to tick. */
	readonly isTicked?: boolean;
	readonly columns: number;
	/** Where the details begin, behind the start of the label. */
	readonly column: number;
}) {
	const {symbols} = useTheme();
	const isUsable = item.disabled === undefined;
	const {name, tail, gap} = wordsOf(item, {
		columns,
		column,
		isTicked,
		ellipsis: symbols.ellipsis,
	});
	return (
		<Box
			height={1}
			flexShrink={0}
			aria-role="option"
			aria-state={{
				selected: isHighlighted,
				disabled: !isUsable,
				...(isTicked !== undefined && {checked: isTicked}),
			}}
		>
			<Box aria-hidden flexShrink={0}>
				<Toned tone="active">
					{isHighlighted ? `${symbols.pointer} ` : '  '}
				</Toned>
			</Box>
			<Toned
				tone={isUsable ? (isHighlighted ? 'active' : 'plain') : 'quiet'}
				isStrong={isHighlighted}
			>
				{boxOf(isUsable, isTicked) + name}
			</Toned>
			{tail === '' ? undefined : (
				<Toned tone="quiet">{' '.repeat(gap) + tail}</Toned>
			)}
		</Box>
	);
}

/** The words of a row with its pointer and, where rows are ticked, its box before them. */
export function wordsOf(
	item: {
		readonly label: string;
		readonly detail?: string;
		readonly disabled?: string;
		readonly isAction?: boolean;
	},
	{
		columns,
		column,
		isTicked,
		ellipsis,
	}: {
		readonly columns: number;
		readonly column: number;
		readonly isTicked: boolean | undefined;
		readonly ellipsis: string;
	},
): RowTexts {
	const box = textWidth(boxOf(item.disabled === undefined, isTicked));
	const room = Math.max(1, columns - 2 - box);
	return rowTexts(item, {room, column, ellipsis});
}

function boxOf(isUsable: boolean, isTicked: boolean | undefined): string {
	if (isTicked === undefined) {
		return '';
	}

	return isTicked ? '[x] ' : isUsable ? '[ ] ' : ' '.repeat(4);
}
