import {Box} from 'ink';
import {cleanLine, fitMiddle, fitText, textWidth, wrapText} from '../terminal/text.js';
import {Toned, useTheme, useBodySize} from './theme.js';
import {countText} from './filter-items.js';
import {TextField} from './text-field.js';

type RowItem = {
	readonly label: string;
	readonly detail?: string;
	readonly disabled?: string;
	readonly isAction?: boolean;
	readonly isEndKept?: boolean;
};

/** The words of one row: its name, what stands behind it after `gap` columns, and whether nothing of them is cut. */
type RowTexts = {
	readonly name: string;
	readonly tail: string;
	readonly gap: number;
	readonly isWhole: boolean;
};

// A remainder of a word or two says nothing.
const leastTail = 8;

/** The words of a row in `room` columns: label, then detail or the reason why it cannot be used, at `column` where the label is shorter; what can be done stands in no column. */
function rowTexts(
	{label, detail = '', disabled, isAction = false, isEndKept = false}: RowItem,
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
	const about = cleanLine(disabled === undefined ? detail : `(not usable: ${disabled})`);
	const name = fitMiddle(whole, room, ellipsis);
	const gap = (isAction ? 0 : Math.max(0, column - textWidth(name))) + 2;
	const rest = room - textWidth(name) - gap;
	const tail = rest < leastTail ? '' : (isEndKept ? fitMiddle : fitText)(about, rest, ellipsis);
	return {name, tail, gap, isWhole: name === whole && tail === about};
}

/**
Where the details of a list's rows begin, in columns behind the start of the label: behind the longest label that takes no
more than half of the width, those of rows that do something left aside. It stays while the list is filtered.
*/
export function detailColumn(items: readonly RowItem[], columns: number): number {
	let widest = 0;
	for (const {label, isAction = false} of items) {
		// Lengths, not widths: thousands are looked at, and a name wider than its length is only not lined up.
		if (!isAction && label.length * 2 <= columns && label.length > widest) {
			widest = label.length;
		}
	}

	return widest;
}

/** One line of a filtered list: label, detail, and why it cannot be used, as far as the width goes. */
export function FilterRow({
	item,
	isHighlighted,
	isTicked,
	columns,
	column,
}: {
	readonly item: RowItem;
	readonly isHighlighted: boolean;
	/** Left out where rows have no box to tick. */
	readonly isTicked?: boolean;
	readonly columns: number;
	/** Where the details begin, behind the start of the label. */
	readonly column: number;
}) {
	const {symbols} = useTheme();
	const isUsable = item.disabled === undefined;
	const {name, tail, gap} = textsOfRow(item, {
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
				<Toned tone="active">{isHighlighted ? `${symbols.pointer} ` : '  '}</Toned>
			</Box>
			<Toned
				tone={isUsable ? (isHighlighted ? 'active' : 'plain') : 'quiet'}
				isStrong={isHighlighted}
			>
				{boxOf(isUsable, isTicked) + name}
			</Toned>
			{tail === '' ? undefined : <Toned tone="quiet">{' '.repeat(gap) + tail}</Toned>}
		</Box>
	);
}

/** The words of a row with its pointer and, where rows are ticked, its box before them. */
export function textsOfRow(
	item: RowItem,
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

/** How many lines a list of `rows` lines keeps for what the highlighted row has to say: an ARN takes two of a narrow window. */
export function aboutRoom(
	items: ReadonlyArray<{readonly about?: string}>,
	{columns, rows}: {readonly columns: number; readonly rows: number},
): number {
	const isLong = columns < 70 || items.some(({about}) => about !== undefined);
	const isTall = rows >= (columns < 70 ? 8 : 14);
	return columns < 100 && isLong && isTall ? 2 : 1;
}

/**
What the highlighted row has to say beyond what stands in it, in at most `rows` lines: its reason when it cannot be used, else
what it is; its name, too, where the row cuts that.
*/
export function FilterAbout({
	item: {label, disabled, detail = '', about = detail},
	drawn: {name, isWhole},
	columns,
	rows,
}: {
	readonly item: {
		readonly label: string;
		readonly disabled?: string;
		readonly detail?: string;
		readonly about?: string;
	};
	/** What the row itself shows of it. */
	readonly drawn: RowTexts;
	readonly columns: number;
	readonly rows: number;
}) {
	const {symbols} = useTheme();
	const isSaid = isWhole && (disabled !== undefined || about === detail);
	if (isSaid || rows < 1) {
		return undefined;
	}

	const text = cleanLine(
		[
			name === cleanLine(label) ? '' : label,
			disabled === undefined ? about : `Not usable: ${disabled}`,
		]
			.filter((part) => part !== '')
			.join(` ${symbols.separator} `),
	);
	const room = Math.max(1, columns - 2);
	const lines = wrapText(text, room);
	const last = fitText(`${lines[rows - 1] ?? ''}${symbols.ellipsis}`, room, symbols.ellipsis);
	const shown = lines.length > rows ? [...lines.slice(0, rows - 1), last] : lines;
	return (
		<Box flexShrink={0} marginLeft={2} marginTop={shown.length < rows ? 1 : 0}>
			<Toned tone={disabled === undefined ? 'quiet' : 'careful'}>{shown.join('\n')}</Toned>
		</Box>
	);
}

/**
The two lines above a list: what is typed to filter it, and how many rows are shown, with `status`. Rows that do something
are not counted; a list that stays empty has nothing to filter, and shows neither.
*/
export function FilterHead({
	query,
	onQuery,
	onSubmit,
	placeholder,
	rows,
	all,
	shown,
	total,
	noneText,
	status,
	isGrowing,
}: {
	readonly query: string;
	readonly onQuery: (query: string) => void;
	readonly onSubmit: (query: string) => void;
	readonly placeholder: string;
	/** The whole height of the list with its head. */
	readonly rows: number;
	/** How many rows there are, those that do something among them. */
	readonly all: number;
	/** How many of the others are shown, and how many there are. */
	readonly shown: number;
	readonly total: number;
	/** What to say when none of them is shown, though rows that do something are. */
	readonly noneText: string;
	readonly status: string;
	/** More rows are coming. */
	readonly isGrowing: boolean;
}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const summary = [
		...(total === 0
			? []
			: shown === 0 && noneText !== ''
				? [noneText, countText(total, total, isGrowing)]
				: [countText(shown, total, isGrowing)]),
		cleanLine(status),
	]
		.filter((part) => part !== '')
		.join(` ${symbols.separator} `);
	const isField = rows > 1 && (all > 0 || status !== '' || query !== '');
	return (
		<>
			{isField ? (
				<TextField
					isFilter
					value={query}
					// The pointer is the highlighted row's: a screen has one.
					mark="/"
					placeholder={total === 0 && all > 0 ? 'Type to filter' : placeholder}
					onChange={onQuery}
					onSubmit={onSubmit}
				/>
			) : undefined}
			{rows > 2 && summary !== '' ? (
				<Toned tone="quiet">{fitText(summary, columns, symbols.ellipsis)}</Toned>
			) : undefined}
		</>
	);
}
