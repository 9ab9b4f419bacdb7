import {setTimeout} from 'node:timers/promises';

/** Waits, or stops waiting when the signal says so; tests pass one that does not wait. Milliseconds. */
export type Wait = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** Waits for real; milliseconds. Stopped by the signal, it resolves early. */
export const wait: Wait = async (milliseconds, signal) => {
	try {
		await setTimeout(milliseconds, undefined, signal && {signal});
	} catch (error) {
		if (!signal?.aborted) {
			throw error;
		}
	}
};

/** Resolves when the signal is aborted; nobody listens any more once `over` is. */
export async function untilAborted(signal: AbortSignal, over?: AbortSignal): Promise<void> {
	if (signal.aborted) {
		return;
	}

	await new Promise<void>((resolve) => {
		signal.addEventListener(
			'abort',
			() => {
				resolve();
			},
			{once: true, ...(over && {signal: over})},
		);
	});
}
