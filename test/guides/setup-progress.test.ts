import {expect, test} from 'vitest';
import {
	furthestStep,
	isFinished,
	openingStep,
	progressOf,
	describeSteps,
	stepAfterAnswer,
} from '../../source/guides/setup-progress.js';
import {ekmScreens} from '../../source/guides/ekm/screens.js';
import {allGuides} from '../../source/guides/registry.js';
import {secretsScreens} from '../../source/guides/secrets/screens.js';
import {type JournalEntry} from '../../source/resources/call.js';

const steps = ['before', 'policy', 'review', 'checklist'];
const done: JournalEntry = {
	change: 'create-key',
	state: 'done',
	at: '2026-11-22T07:00:00.000Z',
	call: {service: 'kms', operation: 'CreateKey', input: {}},
};

test.each([
	[undefined, [], 'just begun', 'before'],
	['of another version', [], 'just begun', 'before'],
	['before', [], 'step 1 of 4', 'before'],
	['review', [done], 'step 3 of 4', 'review'],
	['checklist', [done], 'step 4 of 4', 'checklist'],
	[undefined, [done], 'applied', 'checklist'],
	[undefined, [{...done, state: 'failed' as const}], 'just begun', 'before'],
])('furthest at %s, journal %j: “%s”, opens at %s', (step, journal, words, opens) => {
	const saved = {journal, ...(step && {step})};
	expect(describeSteps(progressOf(saved, steps), steps)).toBe(words);
	expect(openingStep(saved, steps)).toBe(opens);
});

const left = {'create-role A': 'A', 'put-policy A': 'A', 'create-role B': 'B'};

test.each([
	[undefined, [done], left, '3 of 5 applied', 'review'],
	['checklist', [done], left, '3 of 5 applied', 'review'],
	['policy', [done], left, 'step 2 of 4', 'policy'],
	[undefined, [], left, 'just begun', 'before'],
	[undefined, [done], {'undo-role A': 'A'}, '4 of 5 taken back', 'before'],
	[
		undefined,
		[{...done, change: 'undo-role B'}],
		{'undo-role A': 'A'},
		'4 of 5 taken back',
		'before',
	],
])(
	'a command was cut off; furthest at %s, journal %j, left %j: “%s”, opens at %s',
	(...[step, journal, changes, words, opens]) => {
		const saved = {
			journal,
			unfinished: {of: 5, left: changes},
			...(step && {step}),
		};
		expect(describeSteps(progressOf(saved, steps), steps)).toBe(words);
		expect(openingStep(saved, steps)).toBe(opens);
	},
);

test('a guide whose checklist is not its last step opens on it when all is done', () => {
	const longer = [...steps, 'using'];
	expect(openingStep({step: 'using', journal: []}, longer)).toBe('checklist');
	expect(openingStep({step: 'checklist', journal: []}, longer)).toBe('checklist');
});

test.each([
	[undefined, 'before', 'before'],
	['before', 'policy', 'policy'],
	['review', 'policy', 'review'],
	['of another version', 'policy', 'policy'],
])('furthest at %s and now at %s: %s', (saved, step, furthest) => {
	expect(furthestStep(steps, saved, step)).toBe(furthest);
});

test.each([
	[undefined, 'before', 'before'],
	['policy', 'before', 'policy'],
	['review', 'before', 'review'],
	['checklist', 'before', 'review'],
	['checklist', 'review', 'review'],
	['checklist', 'checklist', 'checklist'],
])('furthest at %s, another answer at %s: %s', (saved, step, after) => {
	expect(stepAfterAnswer(steps, saved, step)).toBe(after);
});

test('every guide’s list of steps is that of its screens', () => {
	expect(
		[ekmScreens, secretsScreens].map(({definition, steps: screens}) => [
			definition.id,
			screens.map(({id}) => id),
		]),
	).toEqual(allGuides().map(({id, steps: ids}) => [id, ids]));
});

const undone: JournalEntry = {...done, change: 'undo-create-key'};

test.each<[string, Parameters<typeof isFinished>[0], boolean]>([
	['at the checklist, applied', {step: 'checklist', journal: [done]}, true],
	['at the review, applied', {step: 'review', journal: [done]}, false],
	['at the checklist, nothing applied', {step: 'checklist', journal: []}, false],
	[
		'at the checklist, a part applied',
		{
			step: 'checklist',
			journal: [done],
			unfinished: {of: 2, left: {'name-key': ''}},
		},
		false,
	],
	['applied by a command', {journal: [done]}, true],
	['taken back', {journal: [done, undone]}, false],
])('whether it is finished, %s: %s', (_, saved, finished) => {
	expect(isFinished(saved, [...steps, 'using'])).toBe(finished);
	expect(isFinished(saved, steps)).toBe(finished);
});
