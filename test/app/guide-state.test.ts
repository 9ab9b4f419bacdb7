import {expect, test} from 'vitest';
import {
	guideReducer,
	openGuide,
	type GuideAction,
	type GuideState,
} from '../../source/app/guide-state.js';
import {type Change} from '../../source/resources/call.js';
import {type SavedSetup} from '../../source/setups/saved-setup.js';

type Seen = {key: string; policy: string};

const saved: SavedSetup = {
	version: 1,
	runId: 'run',
	createdAt: '2026-01-02T03:04:05.000Z',
	updatedAt: '2026-01-02T03:04:05.000Z',
	setup: {guide: 'ekm', name: 'production'},
	journal: [],
};
const steps = ['before', 'policy', 'key', 'review', 'checklist'];

const start = (step?: string): GuideState<Seen> =>
	openGuide({...saved, ...(step && {step})}, steps);

const after = (state: GuideState<Seen>, ...actions: Array<GuideAction<Seen>>): GuideState<Seen> => {
	let now = state;
	for (const action of actions) {
		now = guideReducer(now, action);
	}

	return now;
};

const to = (step: string, refreshes = false): GuideAction<Seen> => ({
	type: 'moved',
	step,
	refreshes,
});
const back: GuideAction<Seen> = {type: 'went back', refreshes: false};
const whole: Seen = {key: 'k', policy: 'p'};

const change = (id: string): Change => ({
	id,
	title: id,
	why: '',
	call: {service: 'kms', operation: 'EnableKey', input: {}},
});
const fix: GuideAction<Seen> = {
	type: 'fix chosen',
	step: 'review',
	changes: [change('enable-key')],
	refreshes: true,
};
const refreshed = (refreshId: number): Array<GuideAction<Seen>> => [
	{type: 'refresh started', refreshId},
	{type: 'refresh done', refreshId, observation: whole},
];
const running: GuideAction<Seen> = {
	type: 'run started',
	changes: [change('a'), change('b')],
};
const progress = (id: string, status: 'running' | 'done' | 'failed') =>
	({
		type: 'progress',
		progress: {id, status, call: change(id).call},
	}) satisfies GuideAction<Seen>;

test.each([
	[undefined, 'before', []],
	['before', 'before', []],
	['key', 'key', ['before', 'policy']],
	['a step of another version', 'before', []],
])('a setup saved at %s opens at %s, with the way back', (step, at, history) => {
	expect(start(step)).toMatchObject({
		step: at,
		history,
		observation: {},
		isRefreshing: false,
	});
});

test('back goes the way one came, and from the first screen nowhere', () => {
	const there = after(start('policy'), to('checklist'), to('key'));
	expect(there.history).toEqual(['before', 'policy', 'checklist']);
	const visited = [there];
	for (let count = 0; count < 4; count++) {
		visited.push(after(visited.at(-1)!, back));
	}

	expect(visited.map(({step}) => step)).toEqual(['key', 'checklist', 'policy', 'before', 'before']);
	const first = start();
	expect(after(first, back)).toBe(first);
});

test('a screen that asks AWS is looking from its first frame on', () => {
	expect(after(start(), to('review', true)).isRefreshing).toBe(true);
	expect(after(start(), to('review', true), to('key')).isRefreshing).toBe(false);
	expect(after(start('key'), {type: 'went back', refreshes: true}).isRefreshing).toBe(true);
});

test('moving keeps what AWS said and what was answered', () => {
	const state = after(start(), ...refreshed(1), to('key'), back);
	expect(state).toMatchObject({observation: whole, complete: whole, saved});
});

test('answers of AWS are put together; a plan waits for the last of them', () => {
	const state = after(
		start(),
		{type: 'refresh started', refreshId: 1},
		{type: 'seen', refreshId: 1, part: {key: 'k'}},
		{type: 'seen', refreshId: 1, part: {policy: 'p'}},
	);
	expect(state).toMatchObject({observation: whole, isRefreshing: true});
	expect(state.complete).toBeUndefined();
	expect(after(state, {type: 'refresh done', refreshId: 1, observation: whole})).toMatchObject({
		complete: whole,
		isRefreshing: false,
	});
});

test('what an older look still says is thrown away', () => {
	const state = after(
		start(),
		{type: 'refresh started', refreshId: 1},
		{type: 'refresh started', refreshId: 2},
		{type: 'seen', refreshId: 2, part: {key: 'new'}},
	);
	const late: Array<GuideAction<Seen>> = [
		{type: 'seen', refreshId: 1, part: {key: 'old'}},
		{type: 'refresh done', refreshId: 1, observation: {key: 'old', policy: 'old'}},
	];
	expect(after(state, ...late)).toBe(state);
});

test('an answer throws away what AWS said about the setup as it was, also what is still on its way', () => {
	const answered: SavedSetup = {...saved, updatedAt: 'later'};
	const state = after(
		start(),
		...refreshed(1),
		{type: 'refresh started', refreshId: 2},
		{type: 'answered', saved: answered},
		{type: 'refresh done', refreshId: 2, observation: whole},
		{type: 'seen', refreshId: 2, part: {key: 'old'}},
	);
	expect(state).toMatchObject({
		saved: answered,
		observation: {},
		isRefreshing: false,
	});
	expect(state.complete).toBeUndefined();
	// The next look counts on from here.
	expect(after(state, ...refreshed(state.refreshId + 1)).complete).toEqual(whole);
});

test('a journal entry changes nothing of what AWS said', () => {
	const journaled: SavedSetup = {...saved, account: '111122223333'};
	const state = after(start(), ...refreshed(1), {type: 'saved', saved: journaled});
	expect(state).toMatchObject({saved: journaled, complete: whole});
});

test('a fix from the checklist goes to the review, survives its look, and is gone when one leaves', () => {
	const state = after(start('checklist'), ...refreshed(1), fix);
	expect(state).toMatchObject({step: 'review', isRefreshing: true});
	expect(after(state, ...refreshed(2)).fixChanges).toEqual([change('enable-key')]);
	expect(after(state, back)).toMatchObject({step: 'checklist'});
	expect(after(state, back).fixChanges).toBeUndefined();
	expect(after(state, to('checklist')).fixChanges).toBeUndefined();
	expect(after(state, {type: 'answered', saved}).fixChanges).toBeUndefined();
});

test('the progress of a run: the newest word on each change', () => {
	const state = after(
		start('review'),
		running,
		progress('a', 'running'),
		progress('a', 'done'),
		progress('b', 'running'),
	);
	expect(state.run).toMatchObject({isRunning: true});
	expect(state.run?.progress.map(({id, status}) => `${id} ${status}`)).toEqual([
		'a done',
		'b running',
	]);
	expect(after(state, {type: 'run ended'}).run).toMatchObject({
		isRunning: false,
		changes: [{id: 'a'}, {id: 'b'}],
	});
});

test('progress and end of no run are nothing', () => {
	const state = start('review');
	expect(after(state, progress('a', 'done'), {type: 'run ended'})).toBe(state);
});

test('a run that is under way is not lost by moving, answering or looking', () => {
	const state = after(start('review'), running, progress('a', 'running'));
	for (const action of [
		to('checklist'),
		back,
		{type: 'answered' as const, saved},
		{type: 'refresh started' as const, refreshId: 1},
	]) {
		expect(after(state, action).run).toEqual(state.run);
	}
});

test('looking again after a run that failed shows the plan of what is left', () => {
	const state = after(start('review'), fix, running, progress('a', 'failed'), {
		type: 'run ended',
	});
	const again = after(state, ...refreshed(1));
	expect(again.run).toBeUndefined();
	// The fix was planned on what AWS said before: what is left is planned anew.
	expect(again.fixChanges).toBeUndefined();
});

test('trouble outside AWS is said until something else happens', () => {
	const state = after(
		start('key'),
		{type: 'refresh started', refreshId: 1},
		{type: 'went wrong', message: 'The disk is full.'},
	);
	expect(state).toMatchObject({trouble: 'The disk is full.', isRefreshing: false});
	expect(after(state, back).trouble).toBeUndefined();
	expect(after(state, ...refreshed(2)).trouble).toBeUndefined();
	expect(after(state, {type: 'saved', saved}).trouble).toBe('The disk is full.');
});
