import {expect, test} from 'vitest';
import {type Check} from '../../../../source/guides/guide.js';
import {splitChecks} from '../../../../source/guides/secrets/steps/checklist-rows.js';

const row = (
	id: string,
	status: Check['status'],
	isSupplementary = false,
): Check => ({
	id,
	title: id,
	status,
	detail: '',
	fix: '',
	group: 'A',
	isSupplementary,
});

test('whose a row is is not told by its id', () => {
	const checks = [row('role:A', 'pass'), {...row('x:A', 'fail'), group: 'x:A'}];
	const {general, projects} = splitChecks(checks, ['A', 'x:A']);
	expect(general).toEqual([]);
	expect(projects.map(({name, status}) => [name, status])).toEqual([
		['x:A', 'fail'],
		['A', 'pass'],
	]);
});

test.each<[string, Check[], string]>([
	['all pass', [row('role:A', 'pass')], 'All 1 checks pass'],
	[
		'what could not be looked at does not pass',
		[
			row('role:A', 'pass'),
			row('json:A', 'unknown', true),
			row('used:A', 'waiting', true),
		],
		'1 pass; 1 cannot be told, 1 waiting',
	],
	['a failure', [row('role:A', 'fail')], 'Fail: role:A'],
])('a project in the list: %s', (_name, checks, detail) => {
	expect(splitChecks(checks, ['A']).projects[0]?.detail).toBe(detail);
});
