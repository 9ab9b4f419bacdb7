import {untilAborted, wait} from '../engine/wait.js';
import {ownCommand} from '../terminal/own-command.js';
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
	throw nothingWritten();
}

/** Rejects when the person has cancelled by now: the last moment at which nothing is written yet. */
export function assertGoesOn(signal: AbortSignal): void {
	if (signal.aborted) {
		throw nothingWritten();
	}
}

function nothingWritten() {
	return cancelled('Cancelled. Nothing was written.');
}

// Milliseconds: long enough for a command that knows what it did to say so.
const lastWords = 1000;

/** The result of a command, or a rejection soon after it has to end, whatever it waits for. */
export async function unlessHalted<T>(
	work: Promise<T>,
	halt: AbortSignal,
): Promise<T> {
	const over = new AbortController();
	const halted = async () => {
		await untilAborted(halt, over.signal);
		await wait(lastWords, over.signal);
		throw cancelled(
			`Stopped. What was saved or done before stays; ${ownCommand('check')} shows what AWS has now.`,
		);
	};

	try {
		return await Promise.race([work, halted()]);
	} finally {
		over.abort();
	}
}
