import {expect, test} from 'vitest';
import {allOffers} from '../../../source/guides/steps/group-offers.js';
import {type PlannedGroup} from '../../../source/guides/steps/group-rows.js';

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
				offer: {
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
	expect(
		allOffers([group('Billing'), group('Payroll', false), group('Stock')]),
	).toEqual({
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
	expect(allOffers([group('Billing'), group('Stock', false)])).toBeUndefined();
	expect(allOffers([])).toBeUndefined();
});
