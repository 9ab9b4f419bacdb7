import {getEventListeners} from 'node:events';
import {expect, test} from 'vitest';
import {unlessCancelled} from '../../source/commands/cancel.js';

// Nothing ever resolves it.
const {promise: never} = Promise.withResolvers<void>();

test('work that is done in time gives its answer, and the signal forgets it', async () => {
	const {signal} = new AbortController();
	expect(await unlessCancelled(Promise.resolve('done'), signal)).toBe('done');
	await expect(
		unlessCancelled(Promise.reject(new Error('broken')), signal),
	).rejects.toThrow('broken');
	expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a cancelled wait ends at once, whatever the work does', async () => {
	const controller = new AbortController();
	const work = unlessCancelled(never, controller.signal);
	controller.abort();
	await expect(work).rejects.toThrow('Nothing was written.');
	await expect(unlessCancelled(never, controller.signal)).rejects.toThrow(
		'Nothing was written.',
	);
});
