import {expect, test} from 'vitest';
import {awsAnswer} from '../aws/aws-answer.js';
import {type CallKind} from '../../source/resources/resource.js';
import {waitUntilVisible} from '../../source/engine/send-call.js';
import {wait} from '../../source/engine/wait.js';
import {oneCall, ours} from './one-call.js';

function scene(visible: CallKind['visible'], signal?: AbortSignal) {
	const {log, outgoing} = oneCall({
		kind: visible ? {visible} : {},
		more: {signal},
	});
	return {
		waits: () => log.map(Number),
		visibility: waitUntilVisible(outgoing, {}),
	};
}

test('a change that AWS shows at once is believed when it was shown three times in a row', async () => {
	const {waits, visibility} = scene(async () => true);
	expect(await visibility).toEqual({});
	expect(waits()).toEqual([0, 200, 200]);
});

test('a change with nothing to read back is not looked at', async () => {
	const {waits, visibility} = scene(undefined);
	expect(await visibility).toEqual({});
	expect(waits()).toEqual([]);
});

test('not shown, not found and throttled are waited out', async () => {
	let looks = 0;
	const {waits, visibility} = scene(async () => {
		looks++;
		if (looks < 3) {
			throw awsAnswer(looks === 1 ? 'NotFoundException' : 'ThrottlingException');
		}

		return looks > 4;
	});
	expect(await visibility).toEqual({});
	expect(waits()).toEqual([0, 500, 1000, 2000, 4000, 200, 200]);
});

test('what is shown once and then not again is not believed yet', async () => {
	const shown = [true, false, true, true, false];
	const {waits, visibility} = scene(async () => shown.shift() ?? true);
	expect(await visibility).toEqual({});
	expect(waits()).toEqual([0, 200, 500, 200, 200, 1000, 200, 200]);
});

test('after about a minute it says so and goes on', async () => {
	const {waits, visibility} = scene(async () => false);
	expect(await visibility).toEqual({
		note: 'AWS accepted this but does not show it yet; it may take some minutes',
	});
	expect(waits().reduce((sum, each) => sum + each)).toBe(57_500);
});

test('a change that may not be read back is done all the same, with the reason', async () => {
	const {waits, visibility} = scene(async () => {
		throw awsAnswer('AccessDeniedException');
	});
	expect(await visibility).toEqual({
		note: 'AWS accepted this; it could not be read back (AccessDeniedException said AWS)',
	});
	expect(waits()).toEqual([0]);
});

test('stop ends the waiting', async () => {
	const controller = new AbortController();
	const {waits, visibility} = scene(async () => {
		controller.abort();
		return false;
	}, controller.signal);
	const {note} = await visibility;
	expect(note).toContain('does not show it yet');
	expect(waits()).toEqual([0]);
});

test('a policy is waited for while the old one shows', async () => {
	const {outgoing} = oneCall({
		finds: [{state: 'not done'}, ours, ours, ours],
		kind: {isOverwriting: true},
	});
	expect(await waitUntilVisible(outgoing, {})).toEqual({});
});

test('a policy that is neither the old one nor ours was written by somebody else', async () => {
	const {outgoing} = oneCall({
		finds: [{state: 'not done'}, {state: 'other'}],
		kind: {isOverwriting: true},
	});
	expect(await waitUntilVisible(outgoing, {})).toMatchObject({
		problem: {
			code: 'OverwrittenMeanwhile',
			message: 'Somebody else wrote this policy at the same time.',
		},
	});
});

test('stop ends a wait at once, whether it came before or meanwhile', async () => {
	await wait(600_000, AbortSignal.abort());
	const controller = new AbortController();
	const waiting = wait(600_000, controller.signal);
	controller.abort();
	await expect(waiting).resolves.toBeUndefined();
});
