import {getEventListeners} from 'node:events';
import {expect, test} from 'vitest';
import {unlessCancelled, unlessHalted} from '../../source/cli/problems.js';

// Nothing ever resolves it.
const {promise: never} = Promise.withResolvers<void>();

test('work that is done in time gives its answer, and the signal forgets it', async () => {
	const {signal} = new AbortController();
	expect(await unlessCancelled(Promise.resolve('done'), signal)).toBe('done');
	await expect(unlessCancelled(Promise.reject(new Error('broken')), signal)).rejects.toThrow(
		'broken',
	);
	expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a cancelled wait ends at once, whatever the work does', async () => {
	const controller = new AbortController();
	const work = unlessCancelled(never, controller.signal);
	controller.abort();
	await expect(work).rejects.toThrow('Nothing was written.');
	await expect(unlessCancelled(never, controller.signal)).rejects.toThrow('Nothing was written.');
});

test('a command that has to end has a moment for its last words; then it ends, whatever it waits for', async () => {
	const halt = new AbortController();
	expect(await unlessHalted(Promise.resolve(0), halt.signal)).toBe(0);
	expect(getEventListeners(halt.signal, 'abort')).toEqual([]);
	halt.abort();
	expect(await unlessHalted(Promise.resolve(130), halt.signal)).toBe(130);
	await expect(unlessHalted(never, halt.signal)).rejects.toThrow(
		/^Stopped\. What was saved or done before stays/v,
	);
});
