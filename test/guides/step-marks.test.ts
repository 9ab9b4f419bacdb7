import {expect, test} from 'vitest';
import {type Check, type Plan} from '../../source/guides/guide.js';
import {stepMarks, type Known} from '../../source/guides/step-marks.js';
import {ekmScreens} from '../../source/guides/ekm/screens.js';
import {secretsScreens} from '../../source/guides/secrets/screens.js';
import {type Change} from '../../source/resources/call.js';

const known: Known = {
	step: 'arn',
	furthest: 'arn',
	missing: [],
	plan: undefined,
	checks: undefined,
	run: undefined,
};
const row = (status: Check['status']): Check => ({
	id: status,
	title: status,
	status,
	detail: '',
	fix: '',
});
const change: Change = {
	id: 'rotate',
	title: 'Rotate the key',
	why: '',
	call: {service: 'kms', operation: 'EnableKeyRotation', input: {}},
};
const done: Plan = {changes: [], blockers: []};
const left: Plan = {changes: [change], blockers: []};
const blocked: Plan = {changes: [], blockers: [{code: 'x', message: 'x', hint: ''}]};

/** The state of each step of the EKM guide, by its short name. */
const states = (more: Partial<Known>) =>
	Object.fromEntries(
		stepMarks(ekmScreens.steps, {...known, ...more}).map(({name, state}) => [name, state]),
	);

test('what the person went on from is done, and nothing is said of the review before AWS was asked', () => {
	expect(states({})).toEqual({
		start: 'done',
		policy: 'done',
		key: 'done',
		rotation: 'done',
		review: 'ahead',
		ARN: 'here',
		Workato: 'ahead',
		checks: 'ahead',
	});
});

test.each([
	['nothing is left to change', {plan: done}, 'done'],
	['changes are left', {plan: left}, 'attention'],
	['something stands in the way', {plan: blocked}, 'attention'],
	[
		'changes are left, and the person was not there yet',
		{plan: left, step: 'key', furthest: 'key'},
		'ahead',
	],
	[
		'a change failed',
		{
			plan: done,
			run: {
				changes: [change],
				progress: [{id: 'rotate', status: 'failed', call: change.call}],
				isRunning: false,
			},
		},
		'attention',
	],
] as const)('the review where %s', (_, more, state) => {
	expect(states(more as Partial<Known>).review).toBe(state);
});

test.each([
	['all pass', ['pass', 'pass'], 'done'],
	['one fails', ['pass', 'fail'], 'attention'],
	['one warns', ['warn'], 'attention'],
	['one could not be looked at', ['pass', 'unknown'], 'ahead'],
	['one waits', ['pass', 'waiting'], 'ahead'],
	['there are none', [], 'ahead'],
] as const)('the checklist where %s', (_, rows, state) => {
	const checks = rows.map((status) => row(status));
	expect(states({furthest: 'checklist', checks}).checks).toBe(state);
});

test('an answer that has gone needs attention at the step that takes it', () => {
	expect(states({missing: ['statement']})).toMatchObject({policy: 'attention', key: 'done'});
	expect(states({missing: ['key']})).toMatchObject({policy: 'done', key: 'attention'});
});

test.each([
	['workatoAccountId', 'IDs'],
	['projects[1].externalId (Orders)', 'IDs'],
	['projects[0].secrets (externalId)', 'secrets'],
	['projects', 'projects'],
	['scope', 'scope'],
])('of the secrets guide, %s is missing at “%s”', (field, name) => {
	const marks = stepMarks(secretsScreens.steps, {...known, furthest: 'using', missing: [field]});
	expect(marks.filter(({state}) => state === 'attention').map((mark) => mark.name)).toEqual([name]);
});
