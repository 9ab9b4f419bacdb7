import {expect, test} from 'vitest';
import {awsAnswer} from '../aws/aws-answer.js';
import {type CallKind} from '../../source/resources/resource.js';
import {settle} from '../../source/engine/settle.js';
import {oneCall, ours} from './one-call.js';

function scene(visible: CallKind['visible'], signal?: AbortSignal) {
	const {log, sending} = oneCall({
		kind: visible ? {visible} : {},
		more: {signal},
	});
	return {waits: () => log.map(Number), settled: settle(sending, {})};
}

test('a change that AWS shows at once is not waited for', async () => {
	const {waits, settled} = scene(async () => true);
	expect(await settled).toEqual({});
	expect(waits()).toEqual([0]);
});

test('a change with nothing to read back is not looked at', async () => {
	const {waits, settled} = scene(undefined);
	expect(await settled).toEqual({});
	expect(waits()).toEqual([]);
});

test('not shown, not found and throttled are waited out', async () => {
	let looks = 0;
	const {waits, settled} = scene(async () => {
		looks++;
		if (looks < 3) {
			throw awsAnswer(
				looks === 1 ? 'NotFoundException' : 'ThrottlingException',
			);
		}

		return looks > 4;
	});
	expect(await settled).toEqual({});
	expect(waits()).toEqual([0, 500, 1000, 2000, 4000]);
});

test('after about a minute it says so and goes on', async () => {
	const {waits, settled} = scene(async () => false);
	expect(await settled).toEqual({
		note: 'AWS accepted this but does not show it yet; it may take some minutes',
	});
	expect(waits().reduce((sum, each) => sum + each)).toBe(57_500);
});

test('a change that may not be read back is done all the same, with the reason', async () => {
	const {waits, settled} = scene(async () => {
		throw awsAnswer('AccessDeniedException');
	});
	expect(await settled).toEqual({
		note: 'AWS accepted this; it could not be read back (AccessDeniedException said AWS)',
	});
	expect(waits()).toEqual([0]);
});

test('stop ends the waiting', async () => {
	const controller = new AbortController();
	const {waits, settled} = scene(async () => {
		controller.abort();
		return false;
	}, controller.signal);
	const {note} = await settled;
	expect(note).toContain('does not show it yet');
	expect(waits()).toEqual([0]);
});

test('a policy is waited for while the old one shows', async () => {
	const {sending} = oneCall({
		finds: [{state: 'not done'}, ours],
		kind: {isOverwriting: true},
	});
	expect(await settle(sending, {})).toEqual({});
});

test('a policy that is neither the old one nor ours was written by somebody else', async () => {
	const {sending} = oneCall({
		finds: [{state: 'not done'}, {state: 'other'}],
		kind: {isOverwriting: true},
	});
	expect(await settle(sending, {})).toMatchObject({
		problem: {
			code: 'OverwrittenMeanwhile',
			message: 'Somebody else wrote this policy at the same time.',
		},
	});
});
