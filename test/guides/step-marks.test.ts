import {expect, test} from 'vitest';
import {type Check, type Plan} from '../../source/guides/guide.js';
import {stepMarks, type Known} from '../../source/guides/step-marks.js';
import {type EkmAnswers} from '../../source/guides/ekm/answers.js';
import {ekmScreens} from '../../source/guides/ekm/screens.js';
import {secretsScreens} from '../../source/guides/secrets/screens.js';
import {type Change} from '../../source/resources/call.js';

const known: Omit<Known<unknown>, 'answers'> = {
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
const states = (more: Partial<Known<EkmAnswers>>) =>
	Object.fromEntries(
		stepMarks(ekmScreens.steps, {answers: {guide: 'ekm', name: 'x'}, ...known, ...more}).map(
			({name, state}) => [name, state],
		),
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
	expect(states(more as Partial<Known<EkmAnswers>>).review).toBe(state);
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
	const marks = stepMarks(secretsScreens.steps, {
		...known,
		answers: {guide: 'secrets', name: 'x'},
		furthest: 'using',
		missing: [field],
	});
	expect(marks.filter(({state}) => state === 'attention').map((mark) => mark.name)).toEqual([name]);
});

test.each([
	['nobody has said what Workato made of it', undefined, 'ahead'],
	['Workato took it', true, 'done'],
	['Workato shows an error', false, 'attention'],
] as const)('the step in Workato that was gone on from, where %s', (_, accepted, state) => {
	const answers = {guide: 'ekm', name: 'x', accepted} as const;
	expect(states({answers, step: 'checklist', furthest: 'checklist'}).Workato).toBe(state);
});

test.each([
	['all roles are taken', [true, true], 'done'],
	['some are still to be given', [true, undefined], 'ahead'],
	['one is refused, and others are still to be given', [true, false, undefined], 'attention'],
	['there are no projects', [], 'ahead'],
] as const)('the step of the role ARNs that was gone on from, where %s', (_, accepted, state) => {
	const projects = accepted.map((each, index) => ({name: `P${index}`, accepted: each}));
	const marks = stepMarks(secretsScreens.steps, {
		...known,
		answers: {guide: 'secrets', name: 'x', projects},
		step: 'checklist',
		furthest: 'checklist',
	});
	expect(marks.find(({name}) => name === 'ARN')?.state).toBe(state);
});
