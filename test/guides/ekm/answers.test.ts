import {expect, test} from 'vitest';
import {
	aliasName,
	aliasProblem,
	ekmAnswers,
	statementText,
} from '../../../source/guides/ekm/answers.js';
import {workatoStatement} from './ekm-setup.js';

const base = {guide: 'ekm', name: 'production'};
const problemsOf = (different: object) => {
	const {error} = ekmAnswers.safeParse({...base, ...different});
	return error?.issues.map(({path, message}) => `${path.join('.')}: ${message}`);
};

const create = (different: object) => ({
	key: {create: {alias: 'workato-ekm', ...different}},
});

test.each([
	{},
	{region: 'us-east-1', statement: workatoStatement},
	{statement: [workatoStatement]},
	{statement: 'text'},
	{key: {use: 'alias/there'}},
	create({}),
	create({description: 'x'.repeat(8192), tags: {'a b': 'c+d=e@f'}}),
	create({
		tags: Object.fromEntries(Array.from({length: 48}, (_, n) => [`t${n}`, ''])),
	}),
	{rotation: {enabled: true, days: 90}},
	{rotation: {enabled: true, days: 2560}},
	{rotation: {enabled: false}},
	{accepted: true, workato: {dataCentre: 'eu', environment: 'Production'}},
])('%j is a setup', (different) => {
	expect(problemsOf(different)).toBeUndefined();
});

test.each([
	[{key: {}}, 'key: give either create or use'],
	[{key: {use: 'a', create: {alias: 'b'}}}, 'key: give either create or use'],
	[{key: {use: '  '}}, 'key.use: '],
	[{rotation: {enabled: true, days: 89}}, 'rotation.days: '],
	[{rotation: {enabled: true, days: 2561}}, 'rotation.days: '],
	[{rotation: {enabled: true, days: 90.5}}, 'rotation.days: '],
	[{rotation: {days: 90}}, 'rotation.enabled: '],
	[{rotaton: {}}, ': Unrecognized key'],
	[create({Alias: 'x'}), 'key.create: Unrecognized key'],
	[create({alias: 'aws/x'}), 'key.create.alias: An alias may not start with aws/'],
	[create({tags: {'AWS:x': ''}}), 'key.create.tags: a tag may not start with aws:'],
	[
		create({tags: {'workato-aws:run': 'mine'}}),
		'key.create.tags: a tag may not start with aws: or workato-aws:',
	],
	[create({tags: {a: 'b,c'}}), 'key.create.tags: a tag may hold letters, digits'],
	[create({tags: {a: 'b\u{1B}[31m'}}), 'key.create.tags: a tag may hold letters, digits'],
	[
		create({
			tags: Object.fromEntries(Array.from({length: 49}, (_, n) => [`t${n}`, ''])),
		}),
		'key.create.tags: give at most 48 tags',
	],
	[create({description: 'x'.repeat(8193)}), 'key.create.description: '],
])('%j is refused: %s', (different, problem) => {
	const problems = problemsOf(different);
	expect(problems).toHaveLength(1);
	expect(problems?.[0]).toContain(problem);
});

test.each([
	['workato-ekm', undefined],
	['alias/workato-ekm', undefined],
	['Team_1/key-2', undefined],
	['x'.repeat(250), undefined],
	[`alias/${'x'.repeat(250)}`, undefined],
	['', 'Give the alias a name'],
	['alias/', 'Give the alias a name'],
	['aws/mine', 'aws/'],
	['alias/aws/mine', 'aws/'],
	['a b', 'letters, digits'],
	['a:b', 'letters, digits'],
	['schlüssel', 'letters, digits'],
	['a\n', 'letters, digits'],
	['x'.repeat(251), 'at most 250 characters'],
])('the alias %j: %s', (alias, problem) => {
	if (problem === undefined) {
		expect(aliasProblem(alias)).toBeUndefined();
	} else {
		expect(aliasProblem(alias)).toContain(problem);
	}
});

test('an alias has one full name', () => {
	expect(aliasName('workato-ekm')).toBe('alias/workato-ekm');
	expect(aliasName('alias/workato-ekm')).toBe('alias/workato-ekm');
});

test('a named key is taken without the spaces of a careless copy', () => {
	expect(ekmAnswers.parse({...base, key: {use: ' alias/a\n'}}).key).toEqual({
		use: 'alias/a',
	});
});

test('the statement as text, whatever form the file holds it in', () => {
	const text = (statement: unknown) => statementText(ekmAnswers.parse({...base, statement}));
	expect(text('{as: pasted}')).toBe('{as: pasted}');
	expect(JSON.parse(text(workatoStatement))).toEqual(workatoStatement);
	expect(JSON.parse(text([workatoStatement]))).toEqual([workatoStatement]);
	expect(text(null)).toBe('');
	expect(statementText(ekmAnswers.parse(base))).toBe('');
});
