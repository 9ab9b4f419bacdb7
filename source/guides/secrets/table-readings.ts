import {readTable, type TableRow} from './read-table.js';
import {isData, readHeadings, type Headings} from './table-columns.js';

/**
How a text can be meant: a table whose values stand between commas; one project on each line, with commas in its name; or a
project for each value.
*/
export type Reading = 'table' | 'lines' | 'values';

/** A text taken apart in one way. */
export type ReadRows = {
	rows: TableRow[];
	/** The line that it begins on. */
	top: number;
	headings?: Headings;
	/** How many values a row has room for; nothing without headings. */
	width?: number;
	problem?: {line: number; message: string};
};

/** Takes a text apart: with the reading that is asked for, else with the likeliest. */
export function readRows(
	text: string,
	reading: Reading = readingsOf(text)[0] ?? 'table',
): ReadRows {
	const {rows: all, delimiter, problem} = readTable(text);
	const [first] = all;
	const headings = first && readHeadings(first.cells);
	const data = headings ? all.slice(1) : all;
	const width = headings && first?.cells.length;
	const joined = (row: TableRow, from: number, to: number): TableRow => ({
		...row,
		cells: row.cells.toSpliced(
			from,
			to - from,
			joinAsWritten(row.cells.slice(from, to), delimiter, text),
		),
	});
	const rowsOf: Readonly<Record<Reading, () => TableRow[]>> = {
		table: () => data,
		lines: () =>
			data.map((row) =>
				headings && width !== undefined
					? withLongName(row, headings.columns.name, width, joined)
					: joined(row, 0, namesIn(row.cells)),
			),
		values: () =>
			data.flatMap(({line, cells}) =>
				cells
					.filter((cell) => cell !== '')
					.map((cell) => ({line, cells: [cell]})),
			),
	};
	return {
		rows: rowsOf[reading](),
		top: first?.line ?? 1,
		...(headings && {headings}),
		...(width !== undefined && {width}),
		...(problem && {problem}),
	};
}

/**
The ways in which a text can be meant, the likeliest first; one where there is no doubt. Doubtful are commas, semicolons and
bars that may be a part of a name: where several values stand before the first ID, or more than the headings name.
*/
export function readingsOf(text: string): Reading[] {
	const {rows: all, delimiter} = readTable(text);
	const [first] = all;
	const headings = first && readHeadings(first.cells);
	if (!first || delimiter === '\t') {
		return ['table'];
	}

	if (headings) {
		const width = first.cells.length;
		const isLonger = all.some(({cells}) => filledWidth(cells) > width);
		// Under a single heading a line is one name, whatever stands in it.
		return !isLonger || headings.columns.name === undefined
			? ['table']
			: width === 1
				? ['lines']
				: ['lines', 'table'];
	}

	if (all.every(({cells}) => namesIn(cells) < 2)) {
		return ['table'];
	}

	const isNamesOnly = all.every(({cells}) =>
		cells.every((cell) => !isData(cell)),
	);
	const isEven = all.every(({cells}) => cells.length === first.cells.length);
	if (!isNamesOnly) {
		return ['lines', 'table'];
	}

	return all.length === 1
		? ['values', 'lines']
		: ['lines', 'values', ...(isEven ? (['table'] as const) : [])];
}

/** How many values stand before the first ID or ARN; the empty ones at the end do not count. */
function namesIn(cells: readonly string[]): number {
	const end = cells.findIndex((cell) => isData(cell));
	const names = end === -1 ? cells : cells.slice(0, end);
	return filledWidth(names);
}

function filledWidth(cells: readonly string[]): number {
	return cells.findLastIndex((cell) => cell !== '') + 1;
}

/** A row with more values than headings, of which those too many are a part of the name. */
function withLongName(
	row: TableRow,
	name: number | undefined,
	width: number,
	joined: (row: TableRow, from: number, to: number) => TableRow,
): TableRow {
	const more = filledWidth(row.cells) - width;
	return name === undefined || more <= 0
		? row
		: joined(row, name, name + more + 1);
}

/** Values put together again as they stand in the text. */
function joinAsWritten(
	values: readonly string[],
	delimiter: string,
	text: string,
): string {
	const ways = [`${delimiter} `, delimiter, ` ${delimiter} `].map((between) =>
		values.join(between),
	);
	return ways.find((way) => text.includes(way)) ?? ways[0] ?? '';
}
