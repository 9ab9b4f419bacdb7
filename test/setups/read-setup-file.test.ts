import fc from 'fast-check';
import {expect, test} from 'vitest';
import * as z from 'zod';
import {checkShape} from '../../source/setups/check-shape.js';
import {InputError} from '../../source/diagnostic.js';
import {readSetupFile} from '../../source/setups/read-setup-file.js';
import {guideShapes} from './guide-shapes.js';

const read = (text: string) => readSetupFile(text, 'setup.yaml', guideShapes);

function problemsIn(text: string): readonly string[] {
	try {
		read(text);
		return [];
	} catch (error) {
		if (error instanceof InputError) {
			return error.problems.map(({message}) => message);
		}

		throw error;
	}
}

const ekm = `guide: ekm
region: us-east-1
statement:
  Sid: Workato
  Version: 2012-10-17
key: {use: alias/workato}
`;

test('YAML and JSON of the same setup read the same, and the name defaults to the guide', () => {
	const setup = read(ekm);
	expect(setup).toEqual({
		guide: 'ekm',
		name: 'ekm',
		region: 'us-east-1',
		statement: {Sid: 'Workato', Version: '2012-10-17'},
		key: {use: 'alias/workato'},
	});
	for (const indent of [undefined, 2, '\t']) {
		expect(read(JSON.stringify(setup, undefined, indent))).toEqual(setup);
	}

	expect(read(`\u{FEFF}${ekm.replaceAll('\n', '\r\n')}`)).toEqual(setup);
});

test('a statement given as a block of text stays text', () => {
	const text = ekm.replace(
		/statement:[\s\S]*?key/v,
		'statement: |\n  {"Sid": "x"},\n  // two\nkey',
	);
	expect(read(text)).toMatchObject({statement: '{"Sid": "x"},\n// two\n'});
});

test('numbers that would lose digits stay text as written', () => {
	const text =
		'{guide: secrets, workatoAccountId: 012345678901, projects: [{name: a, externalId: 123456789012345678901234}]}';
	expect(read(text)).toMatchObject({
		workatoAccountId: '012345678901',
		projects: [{externalId: '123456789012345678901234'}],
	});
});

test('an alias stands for its value', () => {
	const text =
		'guide: secrets\nname: &n demo\nworkatoAccountId: "123456789012"\nprojects:\n  - {name: *n, externalId: x}\n';
	expect(read(text)).toMatchObject({projects: [{name: 'demo'}]});
});

test.each([
	['a misspelt field', `${ekm}rotaton: {}\n`, ['rotaton: unknown field; did you mean "rotation"?']],
	[
		'a misspelt field inside',
		`${ekm}rotation: {dayz: 90}\n`,
		['rotation.dayz: unknown field; did you mean "days"?'],
	],
	[
		'a misspelt field that leaves a needed one missing is said once',
		ekm.replace('region', 'regoin'),
		['regoin: unknown field; did you mean "region"?'],
	],
	[
		'a field like no other',
		`${ekm}rotation: {colour: red}\n`,
		['rotation.colour: unknown field; the fields here are "enabled", "days"'],
	],
	[
		'text for a number',
		`${ekm}rotation: {days: often}\n`,
		['rotation.days: expected a whole number from 90 to 2560, got "often"'],
	],
	[
		'too small a number',
		`${ekm}rotation: {days: 89}\n`,
		['rotation.days: expected a whole number from 90 to 2560, got 89'],
	],
	[
		'half a day',
		`${ekm}rotation: {days: 90.5}\n`,
		['rotation.days: expected a whole number from 90 to 2560, got 90.5'],
	],
	[
		'text for yes or no',
		`${ekm}rotation: {enabled: "yes"}\n`,
		['rotation.enabled: expected true or false, got "yes"'],
	],
	[
		'a list for fields',
		`${ekm}rotation: [1]\n`,
		['rotation: expected the fields "enabled", "days", got a list'],
	],
	['nothing after the field', ekm.replace('us-east-1', ''), ['region: expected text, got nothing']],
	['a missing field', ekm.replace('region: us-east-1\n', ''), ['region: missing; expected text']],
	[
		'a misspelt field inside a choice',
		ekm.replace('{use: alias/workato}', '{create: {alais: x}}'),
		['key.create.alais: unknown field; did you mean "alias"?'],
	],
	[
		'both of a choice',
		ekm.replace('{use:', '{create: {alias: x}, use:'),
		['key.use: cannot be given together with "create"'],
	],
	[
		'neither of a choice',
		ekm.replace('{use: alias/workato}', '5'),
		['key: expected the fields "create" or the fields "use", got 5'],
	],
	[
		'the author’s own words',
		ekm.replace('{use: alias/workato}', '{create: {alias: "a b"}}'),
		['key.create.alias: an alias has letters, digits, /, _ and - only'],
	],
	[
		'a value of free fields',
		ekm.replace('{use: alias/workato}', '{create: {alias: a, tags: {cost center: 5}}}'),
		['key.create.tags.cost center: expected text, got 5; put it in quotes'],
	],
	[
		'a number without quotes',
		'{guide: secrets, workatoAccountId: 123456789012, projects: [{name: a, externalId: b}]}',
		['workatoAccountId: expected text, got 123456789012; put it in quotes'],
	],
	[
		'an entry of a list',
		'{guide: secrets, workatoAccountId: "123456789012", projects: [{name: a, externalId: b}, {name: a}]}',
		['projects[1].externalId (a): missing; expected text'],
	],
	[
		'an empty list',
		'{guide: secrets, workatoAccountId: "123456789012", projects: []}',
		['projects: expected a list that is not empty, got a list'],
	],
	[
		'an unknown word',
		'{guide: secrets, scope: projcet, workatoAccountId: "123456789012", projects: [{name: a, externalId: b}]}',
		['scope: expected one of "project", "workspace", got "projcet"'],
	],
])('%s', (_, text, problems) => {
	expect(problemsIn(text)).toEqual(problems);
});

test('several problems are listed one a line, each once', () => {
	const text = `${ekm}rotation: {days: 1, enabled: 2}\nrotaton: 1\n`;
	expect(() => read(text)).toThrow(
		[
			'setup.yaml has 3 problems:',
			'  rotation.enabled: expected true or false, got 2',
			'  rotation.days: expected a whole number from 90 to 2560, got 1',
			'  rotaton: unknown field; did you mean "rotation"?',
		].join('\n'),
	);
	expect(problemsIn(text)).toHaveLength(3);
});

test.each([
	['', 'setup.yaml, line 1, column 1: there is nothing in it.'],
	['# only a comment\n', 'setup.yaml, line 1, column 1: there is nothing in it.'],
	['- ekm\n', 'setup.yaml, line 1, column 1: a setup is a set of fields, such as guide and name.'],
	['hello', 'setup.yaml, line 1, column 1: a setup is a set of fields, such as guide and name.'],
	['guide: ekm\nguide: ekm\n', 'setup.yaml, line 2, column 1: the field "guide" is given twice.'],
	[
		'guide: ekm\nkey: {1: a, "1": b}\n',
		'setup.yaml, line 2, column 13: the field "1" is given twice.',
	],
	[
		'guide: ekm\n---\nguide: ekm\n',
		'setup.yaml, line 2, column 1: a second document begins here, and a file holds one setup.',
	],
	[
		'guide: ekm\nkey:\n\tuse: x\n',
		'setup.yaml, line 3, column 1: YAML is indented with spaces, and here is a tab.',
	],
	['guide: !Ref x\n', 'setup.yaml, line 1, column 8: tags that begin with ! are not understood.'],
	['guide: *x\n', 'setup.yaml, line 1, column 8: there is no &x before this.'],
	['guide: &x [*x]\n', /nested too deeply/v],
	['? [a]\n: b\n', /line 1, column 3: a field's name has to be plain text/v],
	['__proto__: 1\n', /cannot be a field's name/v],
	['{"guide": "ekm",', /line 1, column 17: this is not valid YAML or JSON/v],
	['guide: "ekm\n', /line \d, column \d+: this is not valid YAML or JSON/v],
	['['.repeat(100_000), /cannot be read|nested too deeply/v],
	['{"a":'.repeat(20_000), /cannot be read|nested too deeply/v],
	['- '.repeat(20_000), /cannot be read|nested too deeply/v],
	['x'.repeat(1_100_000), 'setup.yaml is larger than 1 MB, too large for a setup file.'],
	['region: us-east-1\n', 'setup.yaml: guide: missing; expected "ekm" or "secrets"'],
	['giude: ekm\n', 'setup.yaml: giude: unknown field; did you mean "guide"?'],
	['guide: ekn\n', 'setup.yaml: guide: there is no guide "ekn"; did you mean "ekm"?'],
	['guide: constructor\n', 'setup.yaml: guide: expected "ekm" or "secrets", got "constructor"'],
	['guide: [ekm]\n', 'setup.yaml: guide: expected "ekm" or "secrets", got a list'],
	[
		`${ekm}name: con\n`,
		'setup.yaml: name: Windows keeps this name for itself; choose another one.',
	],
])('%#: what cannot be read is said in one sentence', (text, message) => {
	expect(() => read(text)).toThrow(message);
	expect(() => read(text)).toThrow(InputError);
});

test('a few lines of aliases cannot grow without end', () => {
	const level = (name: string, of: string) => `${name}: &${name} [${`*${of},`.repeat(9)}]\n`;
	const text = `guide: ekm\na: &a [x]\n${level('b', 'a')}${level('c', 'b')}${level('d', 'c')}${level('e', 'd')}${level('f', 'e')}${level('g', 'f')}`;
	expect(() => read(text)).toThrow(/too many aliases/v);
});

test('control characters from a file do not reach the message', () => {
	const [problem = ''] = problemsIn(JSON.stringify({guide: 'ekm\u{1B}[31m\u{9B}2J'}));
	expect(problem).toMatch(/^setup\.yaml: guide: /v);
	expect(problem).not.toMatch(/\p{Control}/v);
});

test('cut at every character, a file is read or refused in words', () => {
	for (let length = 0; length < ekm.length; length++) {
		expect(problemsIn(ekm.slice(0, length))).not.toContain('');
	}
});

test('of very many problems the first are told, and quickly', () => {
	const text = Array.from({length: 5000}, (_, index) => `k${index}: 1`);
	expect(problemsIn(`${ekm}${text.join('\n')}`)).toHaveLength(20);
});

const pieces = fc.constantFrom(
	'guide: ekm',
	'key',
	': ',
	'\n',
	'  ',
	'- ',
	'{',
	'}',
	'[',
	']',
	',',
	'"',
	"'",
	'&a ',
	'*a',
	'!t ',
	'|',
	'>',
	'%YAML 1.1\n',
	'---',
	'...',
	'#',
	'?',
	'<<',
	'\t',
	'\u{0}',
	'\u{D800}',
	'0x',
	'1e999',
	'.nan',
	'~',
	'@',
	'__proto__',
);
const yamlLike = fc.array(pieces, {maxLength: 30}).map((parts) => parts.join(''));
const anyJson = fc.json({maxDepth: 3});
const anyText = fc.oneof(
	yamlLike,
	yamlLike.map((text) => `guide: ekm\n${text}`),
	fc.string({unit: 'binary', maxLength: 60}),
	anyJson,
	anyJson.map((json) => `{"guide":"ekm","key":${json},"rotation":${json}}`),
);

test('whatever the text, the answer is a setup or an InputError', () => {
	const property = fc.property(anyText, (text) => {
		for (const problem of problemsIn(text)) {
			expect(problem).toMatch(/\S/v);
			expect(problem).not.toMatch(/\p{Control}|Invalid input/v);
		}
	});
	fc.assert(property, {seed: 7, numRuns: 1000});
});

test('what a schema’s author says is told, however it begins', () => {
	const schema = z.object({
		own: z.string().refine(() => false, 'Invalid here: give another one'),
		plain: z.number(),
	});
	expect(() => checkShape({own: 'x', plain: 'y'}, schema, 'a.yaml')).toThrow(
		/own: Invalid here: give another one\n.*plain: expected .*, got "y"/v,
	);
});
