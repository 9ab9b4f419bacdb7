import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {newBackground} from '../../source/app/lifetime.js';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** How often it rang after work of so many milliseconds. */
async function rings(milliseconds: number, isLeft = false): Promise<number> {
	const ring = vi.fn<() => void>();
	const background = newBackground(ring);
	const work = Promise.withResolvers<void>();
	background.track(work.promise);
	await vi.advanceTimersByTimeAsync(milliseconds);
	const end = isLeft ? background.end() : undefined;
	work.resolve();
	await vi.advanceTimersByTimeAsync(0);
	await end;
	return ring.mock.calls.length;
}

test('the bell rings once when work of more than ten seconds ends, and not when the person ends it', async () => {
	expect(await rings(9000)).toBe(0);
	expect(await rings(10_000)).toBe(1);
	expect(await rings(600_000)).toBe(1);
	expect(await rings(600_000, true)).toBe(0);
});
