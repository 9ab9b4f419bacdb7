import {expect, test} from 'vitest';
import {type Check, type CheckStatus} from '../../source/guides/guide.js';
import {describeProgress, describeRate} from '../../source/guides/progress-rate.js';

test.each([
	[{done: 1, total: 400, elapsed: 9000}, '1 of 400 calls'],
	[
		{done: 40, total: 400, elapsed: 10_000},
		'40 of 400 calls · 4.0 a second · about 2 minutes left',
	],
	[
		{done: 396, total: 400, elapsed: 99_000},
		'396 of 400 calls · 4.0 a second · about 1 second left',
	],
])('%o reads “%s”', (run, words) => {
	expect(describeRate(run)).toBe(words);
});

const rowOf = (group: string, status: CheckStatus): Check => ({
	id: `row:${group}`,
	title: 'The role is there',
	status,
	detail: '',
	fix: '',
	group,
});

const looked = (known: number, total: number) =>
	Array.from({length: total}, (_, index) =>
		rowOf(`Project ${index}`, index < known ? 'pass' : 'waiting'),
	);

test.each<[string, Check[], number, string]>([
	['nothing yet', looked(0, 200), 9000, '0 of 200 projects'],
	[
		'a few seconds in',
		looked(50, 200),
		10_000,
		'50 of 200 projects · 5.0 a second · about 30 seconds left',
	],
	['all are there', looked(200, 200), 40_000, ''],
	['one project is over at once', looked(0, 1), 9000, ''],
	['no projects', [], 9000, ''],
])('a look at many projects, %s', (_, checks, elapsed, words) => {
	expect(describeProgress(checks, elapsed, {one: 'project', many: 'projects'})).toBe(words);
});
