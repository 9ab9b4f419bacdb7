import {CsvError, parse} from 'csv-parse/sync';

/** A row of a table, and the line on which it begins, counted from 1. */
export type TableRow = {line: number; cells: string[]};

/**
Reads a pasted table into rows: values between commas, semicolons, tabs or bars, in quotes where needed, with any kind of
line ending and with or without a byte-order mark. Blank lines are left out, values are trimmed. `problem`: it cannot be
read further, and why.
*/
export function readTable(text: string): {
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

	const [best = ','] = [',', ';', '|'].toSorted(
		(one, other) => count(other) - count(one),
	);
	return best;
}

function linesInside(cells: readonly string[]): number {
	return cells.join('').split('\n').length - 1;
}
