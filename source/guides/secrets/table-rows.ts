import {CsvError, parse} from 'csv-parse/sync';
import {looksLikeAccountId, looksLikeExternalId} from './workato-ids.js';

/** A row of a table, and the line on which it begins, counted from 1. */
export type TableRow = {line: number; cells: string[]};

/**
Reads a pasted table into rows: values between commas, semicolons, tabs or bars, in quotes where needed, with any kind of
line ending and with or without a byte-order mark. Blank lines are left out, values are trimmed. `problem`: it cannot be
read further, and why.
*/
function readTable(text: string): {
	rows: TableRow[];
	/** What stands between values; a tab is never a part of one, the others may be. */
	delimiter: string;
	problem?: {line: number; message: string};
} {
	const plain = text.replace(/^\u{FEFF}/v, '').replaceAll(/\r\n?/gv, '\n');
	const rows: TableRow[] = [];
	const delimiter = delimiterOf(plain);
	let read = 0;
	try {
		parse(plain, {
			delimiter,
			relax_column_count: true,
			relax_quotes: true,
			skip_empty_lines: true,
			trim: true,
			on_record(record: string[], {lines}) {
				read = lines;
				rows.push({line: lines - linesInside(record), cells: record});
			},
		});
		return {
			rows: rows.filter(({cells}) => cells.some((cell) => cell !== '')),
			delimiter,
		};
	} catch (error) {
		if (!(error instanceof CsvError)) {
			throw error;
		}

		return {
			rows: [],
			delimiter,
			problem: {
				// The record that cannot be read is the one after the last that could.
				line: read + 1,
				message:
					error.code === 'CSV_QUOTE_NOT_CLOSED'
						? 'A quotation mark is opened and never closed.'
						: 'The table cannot be read from here on.',
			},
		};
	}
}

// A tab never stands in a value; of the others, the one that the first line has most of.
function delimiterOf(text: string): string {
	const first = text.split('\n').find((line) => line.trim() !== '') ?? '';
	const outside = first.replaceAll(/"[^"]*"/gv, '');
	const count = (sign: string) => outside.split(sign).length - 1;
	if (count('\t') > 0) {
		return '\t';
	}

	const [best = ','] = [',', ';', '|'].toSorted((one, other) => count(other) - count(one));
	return best;
}

function linesInside(cells: readonly string[]): number {
	return cells.join('').split('\n').length - 1;
}

/** What a column of a project table may hold. */
export type Column = 'name' | 'id' | 'externalId' | 'accountId' | 'role' | 'secrets' | 'prefix';

/** Which column stands where: an index into each row. */
export type Columns = Partial<Record<Column, number>>;

// Headings as people write them, without spaces, dashes and case.
const knownHeadings: Readonly<Record<Column, readonly string[]>> = {
	name: ['project', 'projectname', 'name', 'workatoproject'],
	id: ['id', 'projectid', 'workatoprojectid'],
	externalId: ['externalid', 'iamexternalid', 'awsexternalid', 'external'],
	accountId: [
		'accountid',
		'account',
		'awsaccountid',
		'awsaccount',
		'workatoaccountid',
		'workatoawsaccountid',
	],
	role: ['role', 'rolename', 'rolearn', 'iamrole', 'iamrolearn', 'awsrole'],
	secrets: ['secrets', 'secret', 'secretarn', 'secretarns', 'secretsarn'],
	prefix: ['prefix', 'secretprefix', 'secretsprefix'],
};

/** What a first row of headings says. */
type Headings = {
	columns: Columns;
	unknown: string[];
	repeated: string[];
};

/** The columns that a first row names, and the headings that mean nothing here; `undefined` when it is not a heading. */
function readHeadings(row: readonly string[]): Headings | undefined {
	const columns: Columns = {};
	const unknown: string[] = [];
	const repeated: string[] = [];
	for (const [index, heading] of row.entries()) {
		const column = columnOf(heading);
		if (column === undefined) {
			unknown.push(...(heading === '' ? [] : [heading]));
		} else if (columns[column] === undefined) {
			columns[column] = index;
		} else {
			repeated.push(heading);
		}
	}

	return Object.keys(columns).length > 0 && row.every((cell) => !isData(cell))
		? {columns, unknown, repeated}
		: undefined;
}

/** The columns of a table without headings, told by what they hold; the first that tells nothing is the name. */
export function guessColumns(rows: ReadonlyArray<readonly string[]>): Columns {
	const columns: Columns = {};
	const width = Math.max(0, ...rows.map((row) => row.length));
	for (let index = 0; index < width; index++) {
		const cells = rows.map((row) => row[index] ?? '');
		const column = kindOf(cells.find((cell) => isData(cell)) ?? '') ?? 'name';
		columns[column] ??= index;
	}

	return columns;
}

function columnOf(heading: string): Column | undefined {
	const word = heading.toLowerCase().replaceAll(/[^a-z]/gv, '');
	const found = Object.entries(knownHeadings).find(
		([, words]) =>
			words.includes(word) || (words.includes('externalid') && word.startsWith('externalidfor')),
	)?.[0];
	return isColumn(found) ? found : undefined;
}

function isColumn(text: string | undefined): text is Column {
	return text !== undefined && Object.hasOwn(knownHeadings, text);
}

/** Whether a cell holds an ID or an ARN: it is no project's name. */
function isData(cell: string): boolean {
	return kindOf(cell) !== undefined;
}

function kindOf(cell: string): Column | undefined {
	if (/^arn:[\-a-z]+:secretsmanager:/v.test(cell)) {
		return 'secrets';
	}

	if (/^arn:[\-a-z]+:iam::\d{12}:role\//v.test(cell)) {
		return 'role';
	}

	if (looksLikeExternalId(cell)) {
		return 'externalId';
	}

	return looksLikeAccountId(cell) ? 'accountId' : undefined;
}

/**
How a text can be meant: a table whose values stand between commas; one project on each line, with commas in its name; or a
project for each value.
*/
export type Reading = 'table' | 'lines' | 'values';

/** A text taken apart in one way. */
type ReadRows = {
	rows: TableRow[];
	/** The line that it begins on. */
	top: number;
	headings?: Headings;
	/** How many values a row has room for; nothing without headings. */
	width?: number;
	problem?: {line: number; message: string};
};

/** Takes a text apart: with the reading that is asked for, else with the likeliest. */
export function readRows(text: string, reading?: Reading): ReadRows {
	const table = openTable(text);
	const {rows: all, delimiter, problem, first, headings, width} = table;
	const data = headings ? all.slice(1) : all;
	/** A row whose values from one to another are one, as they stand in the text. */
	const joined = (row: TableRow, from: number, to: number): TableRow => {
		const values = row.cells.slice(from, to);
		const ways = [`${delimiter} `, delimiter, ` ${delimiter} `].map((between) =>
			values.join(between),
		);
		const whole = ways.find((way) => text.includes(way)) ?? ways[0] ?? '';
		return {...row, cells: row.cells.toSpliced(from, to - from, whole)};
	};

	const rowsOf: Readonly<Record<Reading, () => TableRow[]>> = {
		table: () => data,
		lines: () =>
			data.map((row) => {
				if (!headings) {
					return joined(row, 0, namesIn(row.cells));
				}

				// What is more than the headings have room for, is a part of the name.
				const {name} = headings.columns;
				const more = filledWidth(row.cells) - width;
				return name === undefined || more <= 0 ? row : joined(row, name, name + more + 1);
			}),
		values: () =>
			data.flatMap(({line, cells}) =>
				cells.filter((cell) => cell !== '').map((cell) => ({line, cells: [cell]})),
			),
	};
	return {
		rows: rowsOf[reading ?? readingsIn(table)[0] ?? 'table'](),
		top: first?.line ?? 1,
		...(headings && {headings, width}),
		...(problem && {problem}),
	};
}

/**
The ways in which a text can be meant, the likeliest first; one where there is no doubt. Doubtful are commas, semicolons and
bars that may be a part of a name: where several values stand before the first ID, or more than the headings name.
*/
export function readingsOf(text: string): Reading[] {
	return readingsIn(openTable(text));
}

function openTable(text: string) {
	const table = readTable(text);
	const [first] = table.rows;
	return {
		...table,
		first,
		headings: first && readHeadings(first.cells),
		width: first?.cells.length ?? 0,
	};
}

function readingsIn({
	rows,
	delimiter,
	first,
	headings,
	width,
}: ReturnType<typeof openTable>): Reading[] {
	if (!first || delimiter === '\t') {
		return ['table'];
	}

	if (headings) {
		const isLonger = rows.some(({cells}) => filledWidth(cells) > width);
		// Under a single heading a line is one name, whatever stands in it.
		return !isLonger || headings.columns.name === undefined
			? ['table']
			: width === 1
				? ['lines']
				: ['lines', 'table'];
	}

	if (rows.every(({cells}) => namesIn(cells) < 2)) {
		return ['table'];
	}

	if (rows.some(({cells}) => cells.some((cell) => isData(cell)))) {
		return ['lines', 'table'];
	}

	const isEven = rows.every(({cells}) => cells.length === width);
	return rows.length === 1
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
