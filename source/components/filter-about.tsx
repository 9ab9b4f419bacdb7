import {cleanLine, fitText, wrapText} from '../terminal/text.js';
import {Toned, useTheme} from './theme.js';

/** How many lines a list of `rows` lines keeps for what the highlighted row has to say: an ARN takes two of a narrow window. */
export function aboutRoom({
	columns,
	rows,
}: {
	readonly columns: number;
	readonly rows: number;
}): number {
	return columns < 70 && rows >= 8 ? 2 : 1;
}

/** What the highlighted row has to say, in at most `rows` lines: its reason when it cannot be used, else what it is. */
export function FilterAbout({
	item: {disabled, detail = '', about = detail},
	columns,
	rows,
}: {
	readonly item: {
		readonly disabled?: string;
		readonly detail?: string;
		readonly about?: string;
	};
	readonly columns: number;
	readonly rows: number;
}) {
	const {symbols} = useTheme();
	const text = cleanLine(
		disabled === undefined ? about : `Not usable: ${disabled}`,
	);
	const lines = wrapText(text, columns);
	const last = fitText(
		`${lines[rows - 1] ?? ''}${symbols.ellipsis}`,
		columns,
		symbols.ellipsis,
	);
	const drawn =
		lines.length > rows ? [...lines.slice(0, rows - 1), last] : lines;
	return (
		<Toned tone={disabled === undefined ? 'quiet' : 'careful'}>
			{drawn.join('\n')}
		</Toned>
	);
}
