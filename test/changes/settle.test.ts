import {expect, test} from 'vitest';
import {awsAnswer} from '../aws/aws-answer.js';
import {openSession} from '../../source/aws/session.js';
import {type Operation} from '../../source/changes/operation.js';
import {settle} from '../../source/changes/settle.js';

const session = openSession({region: 'us-east-1', env: {}});
function scene(visible: Operation['visible'], signal?: AbortSignal) {
	const waits: number[] = [];
	return {
		waits,
		settling: {
			session,
			operation: {send: async () => ({}), ...(visible && {visible})},
			input: {},
			result: {},
			async wait(milliseconds: number) {
				waits.push(milliseconds);
			},
			signal,
		},
	};
}

test('a change that AWS shows at once is not waited for', async () => {
	const {waits, settling} = scene(async () => true);
	expect(await settle(settling)).toBeUndefined();
	expect(waits).toEqual([0]);
});

test('a change with nothing to read back is not looked at', async () => {
	const {waits, settling} = scene(undefined);
	expect(await settle(settling)).toBeUndefined();
	expect(waits).toEqual([]);
});

test('not shown and not found are waited out', async () => {
	let looks = 0;
	const {waits, settling} = scene(async () => {
		looks++;
		if (looks < 3) {
			throw awsAnswer('NotFoundException');
		}

		return looks > 4;
	});
	expect(await settle(settling)).toBeUndefined();
	expect(waits).toEqual([0, 500, 1000, 2000, 4000]);
});

test('after about a minute it says so and goes on', async () => {
	const {waits, settling} = scene(async () => false);
	expect(await settle(settling)).toBe(
		'AWS accepted this but does not show it yet; it may take some minutes',
	);
	expect(waits.reduce((sum, each) => sum + each)).toBe(57_500);
});

test('a change that may not be read back is done all the same, with the reason', async () => {
	const {waits, settling} = scene(async () => {
		throw awsAnswer('AccessDeniedException');
	});
	expect(await settle(settling)).toBe(
		'AWS accepted this; it could not be read back (AccessDeniedException said AWS)',
	);
	expect(waits).toEqual([0]);
});

test('stop ends the waiting', async () => {
	const controller = new AbortController();
	const {waits, settling} = scene(async () => {
		controller.abort();
		return false;
	}, controller.signal);
	expect(await settle(settling)).toContain('does not show it yet');
	expect(waits).toEqual([0]);
});
