import fc from 'fast-check';
import {expect, test} from 'vitest';
import {mostProjects, readProjectTable} from '../../../source/guides/secrets/project-table.js';
import {readingsOf, type Reading} from '../../../source/guides/secrets/table-rows.js';
import {findOdd} from '../../../source/terminal/foreign-text.js';
import {editText, editOf} from '../../../source/ui/edit-text.js';

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
	expect(readProjectTable(`345678901234,Payroll,${id(1)}\n345678901234,Sales,${id(2)}`)).toEqual({
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
	const {projects, problems, warnings} = readProjectTable('project,owner\nA,x\nA,y\n');
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
				.tuple(fc.constantFrom(',', ';', '\t', '|'), fc.constantFrom('\n', '\r\n', '\r'))
				.map(([comma, end]) => rows.map((row) => row.join(comma)).join(end)),
		);
	fc.assert(
		fc.property(table, (text) => {
			const {projects, problems, warnings} = readProjectTable(text);
			const lines = text.split(/\r\n|\n|\r/v).length;
			// One expectation for all of them: each costs more than the reading.
			const odd = [...problems, ...warnings].filter(
				({line, message}) => line < 1 || line > lines || message === '',
			);
			expect(odd).toEqual([]);
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
				const rows = names.map((name, n) => `${quote(name)}${comma}${quote(id(n))}`);
				const text = [`project${comma}external id`, ...rows].join('\r\n');
				expect(readProjectTable(text).projects.map(({name}) => name)).toEqual(names);
			},
		),
		{seed: 7, numRuns: 200},
	);
});

test.each<[string, string, Reading, string[]]>([
	['names with commas', 'Orders, EMEA\nFinance, UK', 'lines', ['Orders, EMEA', 'Finance, UK']],
	['names with commas', 'Orders, EMEA\nFinance, UK', 'values', ['Orders', 'EMEA', 'Finance', 'UK']],
	['names with commas', 'Orders, EMEA\nFinance, UK', 'table', ['Orders', 'Finance']],
	['a list in one line', 'Orders, Finance,HR', 'values', ['Orders', 'Finance', 'HR']],
	['a list in one line', 'Orders, Finance,HR', 'lines', ['Orders, Finance, HR']],
	['IDs behind', `Orders, EMEA,${id(1)}\nFinance,${id(2)}`, 'lines', ['Orders, EMEA', 'Finance']],
	[
		'headings',
		`Project,External ID\nOrders, EMEA,${id(1)}\nFinance,${id(2)}`,
		'lines',
		['Orders, EMEA', 'Finance'],
	],
])('%s: %j read as %s gives %j', (_, text, reading, names) => {
	expect(readingsOf(text)).toContain(reading);
	const {projects, problems} = readProjectTable(text, reading);
	expect(projects.map(({name}) => name)).toEqual(names);
	expect(problems).toEqual([]);
});

test.each([
	['Orders\nFinance', ['table']],
	['Orders, EMEA\tx\nFinance, UK\ty', ['table']],
	['"Orders, EMEA"\n"Finance, UK"', ['table']],
	['Project\nOrders, EMEA\nFinance, UK', ['lines']],
	[`Orders,${id(1)}\nFinance,${id(2)}`, ['table']],
	['Orders\nFinance | UK', ['table']],
	['', ['table']],
])('there is no doubt about %j', (text, readings) => {
	expect(readingsOf(text)).toEqual(readings);
});

test('a row with more values than headings is not cut short in silence', () => {
	const {projects, problems} = readProjectTable(
		`Project,External ID\nFinance,${id(2)}\nOrders, EMEA,${id(1)}`,
		'table',
	);
	expect(projects).toHaveLength(1);
	expect(problems.map(({line}) => line)).toEqual([3]);
	expect(problems[0]?.message).toContain('more values than there are headings');
});

test('what stands in a column that means nothing is told', () => {
	expect(readProjectTable('Orders\tJo\nStock\tMo').warnings).toEqual([
		{line: 1, message: '“Jo” is not used: nothing says what it is.'},
	]);
});

// What a name of a project may look like, commas and all; what looks like an ID is another column's.
const projectName = fc
	.string({unit: 'grapheme-composite', minLength: 1, maxLength: 20})
	.map((text) => text.replaceAll('"', '').trim())
	.filter((text) => text !== '' && !text.startsWith("'") && findOdd(text) === undefined);
const anyRows = fc
	.uniqueArray(projectName, {
		minLength: 1,
		maxLength: 8,
		selector: (name) => name,
	})
	.map((names) =>
		names.map((name, index) => ({
			name,
			...(index % 3 < 2 && {externalId: id(index + 1)}),
			...(index % 2 === 0 && {role: {create: {name: `Role-${index}`}}}),
			...(index % 4 === 1 && {secrets: {prefix: `workato/p${index}/`}}),
		})),
	);
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const forms = {
	spreadsheet: (cells: string[][]) => cells.map((row) => row.join('\t')).join('\n'),
	windows: (cells: string[][]) => `\u{FEFF}${cells.map((row) => row.join('\t')).join('\r\n')}\r\n`,
	comma: (cells: string[][]) =>
		cells.map((row) => row.map((cell) => quoted(cell)).join(',')).join('\n'),
	semicolon: (cells: string[][]) =>
		cells.map((row) => row.map((cell) => quoted(cell)).join(';')).join('\r'),
};

test('rows come back as they were, in whatever form they are pasted, in however many reads', () => {
	fc.assert(
		fc.property(
			anyRows,
			fc.constantFrom(...Object.values(forms)),
			fc.array(fc.nat({max: 400}), {maxLength: 6}),
			(rows, form, cuts) => {
				const text = form([
					['Project', 'External ID', 'Role', 'Prefix'],
					...rows.map(({name, externalId = '', role, secrets}) => [
						name,
						externalId,
						role?.create.name ?? '',
						secrets?.prefix ?? '',
					]),
				]);
				// A terminal's reads never part a character.
				const characters = [...text];
				const places = [...cuts, 0, characters.length].toSorted((a, b) => a - b);
				let box = editOf('');
				for (const [index, place] of places.entries()) {
					const read = characters.slice(places[index - 1] ?? 0, place).join('');
					if (read !== '') {
						box = editText(box, {type: 'paste', text: read, isRest: index > 1});
					}
				}

				for (const pasted of [text, box.text]) {
					expect(readingsOf(pasted)).toEqual(['table']);
					const {projects, problems} = readProjectTable(pasted);
					expect(problems).toEqual([]);
					expect(projects).toEqual(rows);
				}
			},
		),
		{seed: 11, numRuns: 300},
	);
});
