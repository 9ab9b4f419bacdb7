import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	mostProjects,
	readProjectTable,
} from '../../../source/guides/secrets/project-table.js';

const id = (project: number) => `workato_iam_external_id_12345_${project}`;
const secret = (name: string) =>
	`arn:aws:secretsmanager:us-east-1:210987654321:secret:${name}-AbCdEf`;

const payroll = {
	name: 'Payroll',
	externalId: id(1),
	role: {create: {name: 'Workato-Payroll'}},
	secrets: [secret('pay/db')],
};
const sales = {name: 'Sales, EMEA', externalId: id(2), secrets: 'all'};

test.each([
	[
		'with commas and headings',
		`Project,External ID,Account ID,Role,Secrets\nPayroll,${id(1)},345678901234,Workato-Payroll,${secret('pay/db')}\n"Sales, EMEA",${id(2)},345678901234,,all\n`,
	],
	[
		'from a spreadsheet, with tabs, a byte-order mark and CRLF',
		`\u{FEFF}project\texternal_id\tWorkato account ID\tRole name\tsecret ARNs\r\nPayroll\t${id(1)}\t'345678901234\tWorkato-Payroll\t${secret('pay/db')}\r\n\r\n"Sales, EMEA"\t ${id(2)} \t\t\tALL\r\n`,
	],
	[
		'with semicolons, columns in another order',
		`secrets;external id;project;account;role\n${secret('pay/db')};${id(1)};Payroll;345678901234;Workato-Payroll\nall;${id(2)};Sales, EMEA;;`,
	],
])('a table %s', (_, text) => {
	expect(readProjectTable(text)).toEqual({
		projects: [payroll, sales],
		workatoAccountId: '345678901234',
		problems: [],
		warnings: [],
	});
});

test('a table without headings is understood by what it holds', () => {
	expect(
		readProjectTable(
			`345678901234,Payroll,${id(1)}\n345678901234,Sales,${id(2)}`,
		),
	).toEqual({
		projects: [
			{name: 'Payroll', externalId: id(1)},
			{name: 'Sales', externalId: id(2)},
		],
		workatoAccountId: '345678901234',
		problems: [],
		warnings: [],
	});
});

test('a list of names is a table of one column', () => {
	expect(readProjectTable('Payroll\nSales\n').projects).toEqual([
		{name: 'Payroll'},
		{name: 'Sales'},
	]);
});

test('secrets may be several, a prefix, or a name', () => {
	const {projects} = readProjectTable(
		`project,secrets,prefix\nA,"${secret('x')} ${secret('y')}",\nB,workato/*,\nC,,workato/c/\nD,db/password,`,
	);
	expect(projects.map(({secrets}) => secrets)).toEqual([
		[secret('x'), secret('y')],
		{prefix: 'workato/'},
		{prefix: 'workato/c/'},
		['db/password'],
	]);
});

test.each([
	['', 1, 'nothing in the table'],
	['external id,account\nx_y,345678901234', 1, 'No column holds'],
	['project\n"Payroll\nSales', 2, 'never closed'],
	[`project,external id\n,${id(1)}`, 2, 'name is missing'],
	['project,external id\nPayroll,a b', 2, 'spaces in it'],
	['project,account\n\nPayroll,34567890123', 3, 'dropped zeros'],
	['project,account\nA,345678901234\nB,345678901235', 3, 'differs from'],
	[`project,external id\nA,${id(1)}\nA,${id(2)}`, 3, 'other values'],
	['project,role\nA,arn:aws:iam::210987654321:user/x', 2, 'ARN of a role'],
	['project,role\nA,a b', 2, 'letters from A to Z'],
	['project,project name\nA,B', 1, 'stands there twice'],
	[`project,external id\n${id(1)},Payroll`, 2, 'where the project’s name'],
])('%j: line %i says “%s”', (text, line, words) => {
	const [problem] = readProjectTable(text).problems;
	expect(problem?.line).toBe(line);
	expect(problem?.message).toContain(words);
});

test('rows that say the same and columns without a use are told, not refused', () => {
	const {projects, problems, warnings} = readProjectTable(
		'project,owner\nA,x\nA,y\n',
	);
	expect(projects).toEqual([{name: 'A'}]);
	expect(problems).toEqual([]);
	expect(warnings.map(({line}) => line)).toEqual([1, 3]);
});

test('1,000 rows are taken, one more is not', () => {
	const rows = (count: number) =>
		`project,external id\n${Array.from({length: count}, (_unused, n) => `P${n},${id(n)}`).join('\n')}`;
	expect(readProjectTable(rows(mostProjects)).projects).toHaveLength(1000);
	expect(readProjectTable(rows(mostProjects + 1))).toMatchObject({
		projects: [],
		problems: [{line: 1002}],
	});
});

test('no text makes it fail, and every note names a line of the text', () => {
	const cell = fc.oneof(
		fc.string({unit: 'binary'}),
		fc.constantFrom(
			'project',
			'external id',
			'secrets',
			'"',
			'__proto__',
			id(1),
			'345678901234',
			'all',
			'*',
		),
	);
	const table = fc
		.array(fc.array(cell, {maxLength: 5}), {maxLength: 8})
		.chain((rows) =>
			fc
				.tuple(
					fc.constantFrom(',', ';', '\t', '|'),
					fc.constantFrom('\n', '\r\n', '\r'),
				)
				.map(([comma, end]) => rows.map((row) => row.join(comma)).join(end)),
		);
	fc.assert(
		fc.property(table, (text) => {
			const {projects, problems, warnings} = readProjectTable(text);
			const lines = text.split(/\r\n|\n|\r/v).length;
			for (const {line, message} of [...problems, ...warnings]) {
				expect(line).toBeGreaterThanOrEqual(1);
				expect(line).toBeLessThanOrEqual(lines);
				expect(message).not.toBe('');
			}

			const names = projects.map(({name}) => name);
			expect(new Set(names).size).toBe(names.length);
		}),
		{seed: 7, numRuns: 500},
	);
});

const field = fc
	.string({minLength: 1, maxLength: 20})
	.map((text) => text.trim())
	.filter((text) => text !== '' && !text.startsWith("'"));
test('whatever a spreadsheet quotes is read back', () => {
	const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
	fc.assert(
		fc.property(
			fc.uniqueArray(field, {minLength: 1, maxLength: 10}),
			fc.constantFrom(',', ';', '\t'),
			(names, comma) => {
				const rows = names.map(
					(name, n) => `${quote(name)}${comma}${quote(id(n))}`,
				);
				const text = [`project${comma}external id`, ...rows].join('\r\n');
				expect(readProjectTable(text).projects.map(({name}) => name)).toEqual(
					names,
				);
			},
		),
		{seed: 7, numRuns: 200},
	);
});
