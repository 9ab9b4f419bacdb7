import {expect, test} from 'vitest';
import {type Lookup} from '../../source/aws/errors.js';
import {
	answerRows,
	type Lookups,
	rowFor,
	troubleshootingOf,
} from '../../source/guides/checklist-table.js';

type Parts = {role: string; secret: number};
type Context = {isMany: boolean};

const fixChanges = [{id: 'put-policy', title: 'Let it in', why: 'It must.'}].map((purpose) => ({
	...purpose,
	call: {service: 'iam', operation: 'PutRolePolicy', input: {}},
}));
const row = rowFor<Context, Parts>();
const section = 'The role';
const texts = {cause: 'a cause', solution: 'a solution'};
const table = [
	row({
		...texts,
		section,
		id: 'both',
		title: 'It takes both',
		needs: ['role', 'secret'],
		verdict: ({role, secret}) => ({
			status: secret > 1 ? 'pass' : 'fail',
			detail: `${role}: ${secret}`,
		}),
		fixChanges: () => fixChanges,
	}),
	row({
		...texts,
		section,
		id: 'many',
		title: 'It is for several',
		titleIn: ({isMany}) => (isMany ? 'It is for many' : undefined),
		isShown: ({isMany}) => isMany,
		isSupplementary: true,
		needs: [],
		verdict: () => ({status: 'pass', detail: 'odd \u{1B} words'}),
	}),
];
const role: Lookup<string> = {state: 'found', value: 'reader'};
const secret: Lookup<number> = {state: 'found', value: 2};
const denied = {state: 'unknown', code: 'AccessDenied', reason: 'No.'} as const;
const absent = () => ({status: 'unknown', detail: 'No role yet.'}) as const;

const verdictOf = (lookups: Lookups<Parts>) =>
	answerRows(table, lookups, {context: {isMany: false}, absent}).map(
		({status, detail}) => `${status} ${detail}`,
	);

test.each<[string, Lookups<Parts>, string]>([
	['all is there', {role, secret}, 'pass reader: 2'],
	['one is on its way', {role}, 'waiting Asking AWS…'],
	[
		'one is on its way, whatever the other is',
		{role: denied, secret: undefined},
		'waiting Asking AWS…',
	],
	['one was refused', {role, secret: denied}, 'unknown Could not look: No. (AccessDenied)'],
	['one is not there', {role: {state: 'absent'}, secret}, 'unknown No role yet.'],
	[
		'the first that is missing speaks',
		{role: {state: 'absent'}, secret: denied},
		'unknown No role yet.',
	],
])('a row that needs two parts: %s', (_case, lookups, expected) => {
	expect(verdictOf(lookups)).toStrictEqual([expected]);
});

test('rows of a group carry its name, and what comes from outside stays in its row', () => {
	expect(
		answerRows(
			table,
			{role, secret: {state: 'found', value: 1}},
			{
				context: {isMany: true},
				absent,
				group: 'One',
			},
		),
	).toStrictEqual([
		{
			id: 'both:One',
			question: 'both',
			group: 'One',
			title: 'It takes both',
			section: 'The role',
			usualCause: 'a cause',
			status: 'fail',
			detail: 'reader: 1',
			fix: '',
			fixChanges,
		},
		{
			id: 'many:One',
			question: 'many',
			group: 'One',
			title: 'It is for many',
			section: 'The role',
			isSupplementary: true,
			status: 'pass',
			detail: String.raw`odd \u{1b} words`,
			fix: '',
		},
	]);
});

test('the reference has the title of the row itself', () => {
	expect(troubleshootingOf(table)).toStrictEqual([
		{id: 'both', title: 'It takes both', ...texts},
		{id: 'many', title: 'It is for several', ...texts},
	]);
});
