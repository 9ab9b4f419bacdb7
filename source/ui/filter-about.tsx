import {Box} from 'ink';
import {cleanLine, fitText, wrapText} from '../terminal/text.js';
import {type RowTexts} from './filter-row-texts.js';
import {Toned, useTheme} from './theme.js';

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
	const last = fitText(
		`${lines[rows - 1] ?? ''}${symbols.ellipsis}`,
		room,
		symbols.ellipsis,
	);
	const shown =
		lines.length > rows ? [...lines.slice(0, rows - 1), last] : lines;
	return (
		<Box flexShrink={0} marginLeft={2} marginTop={shown.length < rows ? 1 : 0}>
			<Toned tone={disabled === undefined ? 'quiet' : 'careful'}>
				{shown.join('\n')}
			</Toned>
		</Box>
	);
}
