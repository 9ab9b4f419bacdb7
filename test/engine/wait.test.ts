import {expect, test} from 'vitest';
import {wait} from '../../source/engine/wait.js';

test('stop ends a wait at once, whether it came before or meanwhile', async () => {
	await wait(600_000, AbortSignal.abort());
	const controller = new AbortController();
	const waiting = wait(600_000, controller.signal);
	controller.abort();
	await expect(waiting).resolves.toBeUndefined();
});
