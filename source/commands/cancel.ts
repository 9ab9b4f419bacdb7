import {cancelled} from './problems.js';

/** The result of the work, or a rejection as soon as the person cancels. What the work still does then is dropped. */
export async function unlessCancelled<T>(
	work: Promise<T>,
	signal: AbortSignal,
): Promise<T> {
	const over = new AbortController();
	try {
		return await Promise.race([work, rejectOnAbort(signal, over.signal)]);
	} finally {
		// Else a signal that outlives the work, as that of `check --watch`, would keep what every look found.
		over.abort();
	}
}

async function rejectOnAbort(
	signal: AbortSignal,
	over: AbortSignal,
): Promise<never> {
	await untilAborted(signal, over);
	throw cancelled('Cancelled. Nothing was written.');
}

/** Resolves when the signal is aborted; nobody listens any more once `over` is. */
export async function untilAborted(
	signal: AbortSignal,
	over?: AbortSignal,
): Promise<void> {
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
