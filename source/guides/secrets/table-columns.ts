import {looksLikeAccountId, looksLikeExternalId} from './external-id.js';

/** What a column of a project table may hold. */
export type Column =
	'name' | 'id' | 'externalId' | 'accountId' | 'role' | 'secrets' | 'prefix';

/** Which column stands where: an index into each row. */
export type Columns = Partial<Record<Column, number>>;

// Headings as people write them, without spaces, dashes and case.
const headings: Readonly<Record<Column, readonly string[]>> = {
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
export type Headings = {
	columns: Columns;
	unknown: string[];
	repeated: string[];
};

/** The columns that a first row names, and the headings that mean nothing here; `undefined` when it is not a heading. */
export function readHeadings(row: readonly string[]): Headings | undefined {
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
	const found = Object.entries(headings).find(
		([, words]) =>
			words.includes(word) ||
			(words.includes('externalid') && word.startsWith('externalidfor')),
	)?.[0];
	return isColumn(found) ? found : undefined;
}

function isColumn(text: string | undefined): text is Column {
	return text !== undefined && Object.hasOwn(headings, text);
}

/** Whether a cell holds an ID or an ARN: it is no project's name. */
export function isData(cell: string): boolean {
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
