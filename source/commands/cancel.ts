import {cancelled} from './problems.js';

/** The result of the work, or a rejection as soon as the person cancels. What the work still does then is dropped. */
export async function unlessCancelled<T>(
	work: Promise<T>,
	signal: AbortSignal,
): Promise<T> {
	return Promise.race([work, rejectOnAbort(signal)]);
}

async function rejectOnAbort(signal: AbortSignal): Promise<never> {
	await untilAborted(signal);
	throw cancelled('Cancelled. Nothing was written.');
}

/** Resolves when the signal is aborted. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) {
		return;
	}

	await new Promise<void>((resolve) => {
		signal.addEventListener(
			'abort',
			() => {
				resolve();
			},
			{once: true},
		);
	});
}
