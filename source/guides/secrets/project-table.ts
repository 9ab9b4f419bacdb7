import {quoteText} from '../../terminal/foreign-text.js';
import {type Finding, type ProjectAnswers, type WantedSecrets} from './answers.js';
import {prefixIn, prefixProblem} from './wanted-secrets.js';
import {
	guessColumns,
	readRows,
	type Column,
	type Columns,
	type Reading,
	type TableRow,
} from './table-rows.js';
import {gravityOf, validateIds, validateProjects} from './validate-answers.js';
import {looksLikeAccountId, looksLikeExternalId, validateAccountId} from './workato-ids.js';

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
commas or semicolons; `all` means all, and a text that ends with * is a prefix. Without a `reading` it is the likeliest of
`readingsOf`. Never throws.
*/
export function readProjectTable(text: string, reading?: Reading): ProjectTable {
	if (text.length > longest) {
		return failed(1, 'The table is larger than 2 MB.');
	}

	const {rows, top, headings, width, problem} = readRows(text, reading);
	if (problem) {
		return failed(problem.line, problem.message);
	}

	if (rows.length === 0 && !headings) {
		return failed(1, 'There is nothing in the table.');
	}

	const columns = headings?.columns ?? guessColumns(rows.map(({cells}) => cells));
	if (columns.name === undefined) {
		return failed(top, 'No column holds the projects’ names. Give it the heading “project”.');
	}

	const [repeated] = headings?.repeated ?? [];
	if (repeated !== undefined) {
		return failed(top, `The column ${quoteText(repeated, 60)} stands there twice.`);
	}

	if (rows.length > mostProjects) {
		return failed(
			rows[mostProjects]?.line ?? top,
			`The table has ${rows.length} rows; one setup takes up to ${mostProjects}.`,
		);
	}

	const cellOf =
		({cells}: TableRow) =>
		(column: Column) => {
			const index = columns[column];
			// A spreadsheet's apostrophe says “this is text”.
			return index === undefined ? '' : (cells[index] ?? '').replace(/^'/v, '').trim();
		};

	const collected = collect(
		rows.map((row) => ({
			line: row.line,
			cell: cellOf(row),
			isTooLong: width !== undefined && row.cells.slice(width).some((cell) => cell !== ''),
		})),
	);
	return {
		...collected,
		problems: collected.problems.slice(0, mostNotes),
		warnings: [
			...(headings?.unknown ?? []).map((name) => ({
				line: top,
				message: `The column ${quoteText(name, 60)} is not used.`,
			})),
			...(headings ? [] : unusedValues(rows, columns)),
			...collected.warnings,
		].slice(0, mostNotes),
	};
}

/** What stands in columns that tell nothing and have no headings. */
function unusedValues(rows: readonly TableRow[], columns: Columns): TableNote[] {
	const used = new Set(Object.values(columns));
	const row = rows.find(({cells}) => cells.some((cell, index) => cell !== '' && !used.has(index)));
	const value = row?.cells.find((cell, index) => cell !== '' && !used.has(index));
	return row && value !== undefined
		? [
				{
					line: row.line,
					message: `${quoteText(value, 60)} is not used: nothing says what it is.`,
				},
			]
		: [];
}

type Row = {
	line: number;
	cell: (column: Column) => string;
	/** It has more values than there are headings. */
	isTooLong: boolean;
};

function collect(rows: readonly Row[]): ProjectTable {
	const projects = new Map<string, {line: number; project: ProjectAnswers}>();
	const problems: TableNote[] = [];
	const warnings: Array<TableNote & {gravity: number}> = [];
	let account: {line: number; id: string} | undefined;
	for (const {line, cell, isTooLong} of rows) {
		const row = readProjectRow(cell);
		const trouble = [
			...(isTooLong
				? [
						'It has more values than there are headings. A name with a comma in it stands in quotes.',
					]
				: row.problems),
		];
		const {accountId, project} = row;
		if (accountId !== '' && validateAccountId(accountId).length === 0) {
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
				gravity: 3,
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
		for (const finding of row.warnings) {
			const {message} = finding;
			// An account ID stands in every row, and is told once.
			if (warnings.every((each) => each.message !== message)) {
				warnings.push({line, message, gravity: gravityOf(finding)});
			}
		}
	}

	return {
		projects: Array.from(projects.values(), ({project}) => project),
		...(account && {workatoAccountId: account.id}),
		problems,
		warnings: warnings
			.toSorted((one, other) => one.gravity - other.gravity)
			.map(({line, message}) => ({line, message})),
	};
}

function failed(line: number, message: string): ProjectTable {
	return {projects: [], problems: [{line, message}], warnings: []};
}

/** What one row of a table says, what is wrong with it and what is odd, one sentence each. `cell` is empty where there is none. */
function readProjectRow(cell: (column: Column) => string): {
	project?: ProjectAnswers;
	accountId: string;
	problems: string[];
	warnings: Finding[];
} {
	const name = cell('name');
	const accountId = cell('accountId');
	if (name === '') {
		return {
			accountId,
			problems: ['The project’s name is missing.'],
			warnings: [],
		};
	}

	if (looksLikeExternalId(name) || looksLikeAccountId(name)) {
		return {
			accountId,
			problems: [`${quoteText(name)} stands where the project’s name belongs.`],
			warnings: [],
		};
	}

	const id = cell('id');
	const externalId = cell('externalId');
	const role = cell('role');
	const secrets = readSecrets(cell('secrets'), cell('prefix'));
	const project: ProjectAnswers = {
		name,
		...(/^\d+$/v.test(id) && {id}),
		...(externalId !== '' && {externalId}),
		...(role !== '' && {
			role: role.startsWith('arn:') ? {use: role} : {create: {name: role}},
		}),
		...(secrets && {secrets}),
	};
	const findings = [
		...validateProjects({projects: [project]}),
		...validateIds({workatoAccountId: accountId, projects: [project]}),
	];
	const prefix = prefixIn(secrets);
	const problem = prefix === undefined ? undefined : prefixProblem(prefix);
	return {
		accountId,
		project,
		problems: [
			...(name.length > 200
				? [`The project’s name ${quoteText(name)} has more than 200 characters.`]
				: []),
			...findings.flatMap(({kind, message}) => (kind === 'refusal' ? [message] : [])),
			...(problem === undefined ? [] : [`The prefix of ${quoteText(name)}: ${problem}`]),
		],
		warnings: findings.filter(({kind}) => kind === 'warning'),
	};
}

function readSecrets(list: string, prefix: string): WantedSecrets | undefined {
	if (prefix !== '') {
		return {prefix: prefix.replace(/\*$/v, '')};
	}

	if (/^(?:all|\*)$/iv.test(list)) {
		return 'all';
	}

	const wanted = [...new Set(list.split(/[\s,;]+/v).filter((part) => part !== ''))];
	const [only = ''] = wanted;
	return wanted.length === 1 && /^[^*]+\*$/v.test(only)
		? {prefix: only.slice(0, -1)}
		: wanted.length > 0
			? wanted
			: undefined;
}

/** The roles as CSV with headings, for a spreadsheet or a colleague: project, external ID, role ARN. */
export function roleTable(
	projects: readonly ProjectAnswers[],
	roles: Readonly<Record<string, string>>,
): string {
	const rows = projects
		.filter(({name}) => Object.hasOwn(roles, name))
		.map(({name, externalId = ''}) => [name, externalId, roles[name] ?? '']);
	return [['project', 'external id', 'role arn'], ...rows]
		.map((cells) => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`)
		.join('');
}

// RFC 4180; an apostrophe keeps a spreadsheet from taking a name for a formula.
function csvCell(text: string): string {
	const plain = /^[\t\r+\-=@]/v.test(text) ? `'${text}` : text;
	return /[\n\r",]/v.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
