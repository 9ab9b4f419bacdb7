import {expect, test} from 'vitest';
import {type Change} from '../../../source/resources/call.js';
import {
	countCalls,
	groupPlan,
	groupRun,
	allSuggestions,
	type PlannedGroup,
} from '../../../source/guides/steps/group-rows.js';

const change = (group: string, operation: string): Change => ({
	id: `${operation}:${group}`,
	title: `${operation} for ${group}`,
	why: '',
	group,
	call: {service: 'iam', operation, input: {}},
});

const changes = [
	change('Billing', 'CreateRole'),
	change('Billing', 'PutRolePolicy'),
	change('Payroll', 'PutRolePolicy'),
];

test('groups that cannot go on stand first, and the calls are counted', () => {
	const blocker = {
		code: 'RoleTaken',
		message: 'The role is there.',
		hint: 'Use it.',
		group: 'Stock',
	};
	expect(groupPlan(changes, [blocker])).toEqual([
		{name: 'Stock', changes: [], blockers: [blocker]},
		{name: 'Billing', changes: changes.slice(0, 2), blockers: []},
		{name: 'Payroll', changes: changes.slice(2), blockers: []},
	]);
	expect(countCalls(changes)).toBe('1 CreateRole and 2 PutRolePolicy');
});

test('a group that failed says where and why; the others are done', () => {
	const [first, second, third] = changes;
	const at = (id: string, status: 'done' | 'failed' | 'skipped') => ({
		id,
		status,
		call: first!.call,
	});
	expect(
		groupRun({
			changes,
			isRunning: false,
			progress: [
				{
					...at(first!.id, 'failed'),
					error: {
						kind: 'denied',
						code: 'AccessDenied',
						message: 'You may not.',
						hint: 'Ask.',
					},
				},
				at(second!.id, 'skipped'),
				at(third!.id, 'done'),
			],
		}),
	).toEqual([
		{
			name: 'Billing',
			status: 'failed',
			detail: 'CreateRole for Billing (iam:CreateRole): AccessDenied: You may not. Ask.',
		},
		{name: 'Payroll', status: 'done', detail: ''},
	]);
});

const names = ['Billing', 'Payroll', 'Stock'];

const group = (name: string, isOffered = true): PlannedGroup => ({
	name,
	changes: [],
	blockers: [
		{
			code: 'RoleTaken',
			message: 'The role is there.',
			hint: 'Use it.',
			group: name,
			...(isOffered && {
				suggestion: {
					label: `use the role of ${name}`,
					answers: {
						projects: names.map((each) => ({
							name: each,
							...(each === name && {role: {use: `role-${name}`}}),
						})),
					},
				},
			}),
		},
	],
});

test('what is offered to each of several projects is one answer', () => {
	expect(allSuggestions([group('Billing'), group('Payroll', false), group('Stock')])).toEqual({
		count: 2,
		label: 'use the role of Billing',
		answers: {
			projects: [
				{name: 'Billing', role: {use: 'role-Billing'}},
				{name: 'Payroll'},
				{name: 'Stock', role: {use: 'role-Stock'}},
			],
		},
	});
});

test('an offer to one project, or to none, stays with that project', () => {
	expect(allSuggestions([group('Billing'), group('Stock', false)])).toBeUndefined();
	expect(allSuggestions([])).toBeUndefined();
});
