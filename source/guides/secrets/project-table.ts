import {quoteText} from '../../terminal/foreign-text.js';
import {type ProjectAnswers} from './answers.js';
import {judgeAccountId} from './judge-account-id.js';
import {readProjectRow} from './project-row.js';
import {readTable, type TableRow} from './read-table.js';
import {guessColumns, readHeadings, type Column} from './table-columns.js';

/** One thing to know about one line, counted from 1. */
export type TableNote = {line: number; message: string};

/** What a pasted table says. Rows with a problem are not among the projects. */
export type ProjectTable = {
	projects: ProjectAnswers[];
	/** Workato's AWS account ID, where a column gives it. */
	workatoAccountId?: string;
	problems: TableNote[];
	/** Odd but usable, or left out without harm. */
	warnings: TableNote[];
};

/** As many projects as one setup takes. */
export const mostProjects = 1000;

const longest = 2 * 1024 * 1024;
// Nobody mends more at once.
const mostNotes = 100;

/**
Reads projects from a pasted table or a file's text: CSV, TSV or with semicolons, with headings (project, external ID,
account ID, role, secrets, prefix) or without, at most 1,000 rows. Several secrets in one cell stand apart by spaces,
commas or semicolons; `all` means all, and a text that ends with * is a prefix. Never throws.
*/
export function readProjectTable(text: string): ProjectTable {
	if (text.length > longest) {
		return failed(1, 'The table is larger than 2 MB.');
	}

	const {rows, problem} = readTable(text);
	if (problem) {
		return failed(problem.line, problem.message);
	}

	const [first] = rows;
	if (!first) {
		return failed(1, 'There is nothing in the table.');
	}

	const headings = readHeadings(first.cells);
	const data = headings ? rows.slice(1) : rows;
	const columns =
		headings?.columns ?? guessColumns(data.map(({cells}) => cells));
	if (columns.name === undefined) {
		return failed(
			first.line,
			'No column holds the projects’ names. Give it the heading “project”.',
		);
	}

	if (data.length > mostProjects) {
		return failed(
			data[mostProjects]?.line ?? first.line,
			`The table has ${data.length} rows; one setup takes up to ${mostProjects}.`,
		);
	}

	const cellOf =
		({cells}: TableRow) =>
		(column: Column) => {
			const index = columns[column];
			// A spreadsheet's apostrophe says “this is text”.
			return index === undefined
				? ''
				: (cells[index] ?? '').replace(/^'/v, '').trim();
		};

	const collected = collect(
		data.map((row) => ({line: row.line, cell: cellOf(row)})),
	);
	const about = (words: string, names: readonly string[] = []) =>
		names.map((name) => ({
			line: first.line,
			message: `The column ${quoteText(name, 60)} ${words}.`,
		}));
	return {
		...collected,
		problems: [
			...about('stands there twice', headings?.repeated),
			...collected.problems,
		].slice(0, mostNotes),
		warnings: [
			...about('is not used', headings?.unknown),
			...collected.warnings,
		].slice(0, mostNotes),
	};
}

type Row = {line: number; cell: (column: Column) => string};

function collect(rows: readonly Row[]): ProjectTable {
	const projects = new Map<string, {line: number; project: ProjectAnswers}>();
	const problems: TableNote[] = [];
	const warnings: TableNote[] = [];
	let account: {line: number; id: string} | undefined;
	for (const {line, cell} of rows) {
		const row = readProjectRow(cell);
		const trouble = [...row.problems];
		const {accountId, project} = row;
		if (accountId !== '' && judgeAccountId(accountId).length === 0) {
			account ??= {line, id: accountId};
			if (account.id !== accountId) {
				trouble.push(
					`The account ID ${accountId} differs from ${account.id} in line ${account.line}; a setup has one.`,
				);
			}
		}

		const same = project && projects.get(project.name);
		if (same && JSON.stringify(same.project) === JSON.stringify(project)) {
			warnings.push({
				line,
				message: `${quoteText(project.name, 60)} stands in line ${same.line} already.`,
			});
		} else if (same) {
			trouble.push(
				`${quoteText(project.name, 60)} stands in line ${same.line} already, with other values.`,
			);
		} else if (project && trouble.length === 0) {
			projects.set(project.name, {line, project});
		}

		problems.push(...trouble.map((message) => ({line, message})));
		warnings.push(...row.warnings.map((message) => ({line, message})));
	}

	return {
		projects: Array.from(projects.values(), ({project}) => project),
		...(account && {workatoAccountId: account.id}),
		problems,
		warnings,
	};
}

function failed(line: number, message: string): ProjectTable {
	return {projects: [], problems: [{line, message}], warnings: []};
}
