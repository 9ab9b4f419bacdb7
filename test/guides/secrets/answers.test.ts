import {expect, test} from 'vitest';
import {
	missingAnswers,
	secretsAnswers,
	type ProjectAnswers,
} from '../../../source/guides/secrets/answers.js';
import {validateProjects} from '../../../source/guides/secrets/validate-answers.js';
import {
	proposeRoleName,
	roleNameProblem,
	roleNames,
} from '../../../source/guides/secrets/role-names.js';

const base = {guide: 'secrets' as const, name: 'production'};

test('the setup file of the design is one', () => {
	const file = {
		...base,
		region: 'us-east-1',
		scope: 'project',
		workatoAccountId: '123456789012',
		projects: [
			{
				name: 'WorkatoDB_Project1',
				externalId: 'workato_iam_external_id_12345_6789',
				role: {create: {name: 'Workato-WorkatoDB_Project1'}},
				secrets: {prefix: 'workato/'},
			},
		],
	};
	const answers = secretsAnswers.parse(file);
	expect(answers).toEqual(file);
	expect(missingAnswers(answers)).toEqual([]);
});

test('what is missing is named with its project and field', () => {
	expect(missingAnswers(base)).toEqual(['scope', 'workatoAccountId', 'projects']);
	expect(
		missingAnswers({
			...base,
			scope: 'project',
			workatoAccountId: '345678901234',
			projects: [{name: 'Payroll', externalId: 'x_y', secrets: 'all'}, {name: 'Sales'}],
		}),
	).toEqual(['projects[1].externalId (Sales)', 'projects[1].secrets (Sales)']);
});

const proposed = (projects: ProjectAnswers[], known?: Map<string, string>) =>
	Object.fromEntries(roleNames(projects, known));

test.each([
	['WorkatoDB_Project1', 'Workato-WorkatoDB_Project1'],
	['Sales & Marketing (EMEA)', 'Workato-Sales-Marketing-EMEA'],
	['Paie été', 'Workato-Paie-ete'],
	['給与', 'Workato'],
	['x'.repeat(100), `Workato-${'x'.repeat(56)}`],
])('the role of %j is proposed as %s', (project, role) => {
	expect(proposeRoleName({name: project})).toBe(role);
	expect(roleNameProblem(role)).toBeUndefined();
});

test('no two roles have one name, whatever the case', () => {
	expect(
		proposed([
			{name: 'A b'},
			{name: 'a-B'},
			{name: 'a+b', role: {create: {name: 'Workato-a-b-2'}}},
			{name: 'y'.repeat(70)},
			{name: 'y'.repeat(71)},
		]),
	).toEqual({
		'A b': 'Workato-A-b',
		'a-B': 'Workato-a-B-3',
		'a+b': 'Workato-a-b-2',
		['y'.repeat(70)]: `Workato-${'y'.repeat(56)}`,
		['y'.repeat(71)]: `Workato-${'y'.repeat(54)}-2`,
	});
});

test('a role keeps the name it was made under when another project joins', () => {
	expect(proposed([{name: 'A b'}, {name: 'a-B'}], new Map([['a-B', 'Workato-a-B']]))).toEqual({
		'A b': 'Workato-A-b-2',
		'a-B': 'Workato-a-B',
	});
});

test.each([
	[{scope: 'workspace' as const}, [{name: 'A'}, {name: 'B'}], 'OneRowOnly'],
	[{}, [{name: 'A'}, {name: 'A'}], 'RepeatedProject A'],
	[
		{},
		[
			{name: 'A', role: {create: {name: 'One'}}},
			{name: 'B', role: {use: 'arn:aws:iam::210987654321:role/x/one'}},
		],
		'SharedRole A, SharedRole B',
	],
	[{}, [{name: 'A', role: {create: {name: 'a b'}}}], 'RoleName A'],
	[{}, [{name: 'A', role: {use: 'arn:aws:iam::1:role/x'}}], 'RoleName A'],
	[{}, [{name: 'A', role: {use: 'arn:aws:iam::210987654321:role/x'}}], ''],
])('%j %j', (more, projects, expected) => {
	expect(
		validateProjects({...more, projects})
			.map(({code, group}) => [code, group].filter(Boolean).join(' '))
			.join(', '),
	).toBe(expected);
});
