import {describeAwsError} from './errors.js';

/** How often the SDK sends a call that reads, where the connection or AWS itself fails. */
export const readAttempts = 4;

// How often a read is sent where only its rate was refused, and how long nothing but that may come back, in milliseconds.
const throttledReads = 20;
const giveUpReadsAfter = 30_000;

/** How often a write is sent at most, where it was not throttled. */
export const writeAttempts = 5;

// Milliseconds before a further try of a write whose reply was lost or that came too early, at most.
const longestPause = 8000;

// Milliseconds before each further try of a write that was throttled, and how long nothing but throttling may come back.
const throttledPauses = [2000, 4000, 8000, 16_000, 20_000];
const giveUpWritesAfter = 60_000;

/** AWS refused a call for its rate alone: it was not carried out. Has no name, because the SDK knows by it what to repeat. */
export class ThrottledError extends Error {
	readonly code: string;

	/** For how many milliseconds this service has given no other answer, whatever it was asked. */
	readonly lasting: number;

	constructor(cause: unknown, lasting: number) {
		const {code, message} = describeAwsError(cause);
		super(message);
		this.code = code;
		this.lasting = lasting;
	}
}

/** Whether AWS refused a call for its rate alone. */
export function isThrottled(error: unknown): boolean {
	return describeAwsError(error).kind === 'throttled';
}

/** Whether nothing but throttling has come back for so long that a read, and each that waits behind it, is given up. */
export function isLastingForReads(lasting: number): boolean {
	return lasting >= giveUpReadsAfter;
}

/** Whether a throttled read goes back into the queue after this attempt. */
export function mayReadAgain(attempt: number, lasting: number): boolean {
	return attempt < throttledReads && !isLastingForReads(lasting);
}

/**
Milliseconds before a write may be tried again after this attempt (1 is the first); nothing when it may not. That AWS has not
carried it out, or that it may be repeated, has to be known before. `isEarly`: what it speaks of is so new that AWS may
not know it everywhere yet.
*/
export function pauseBeforeRetry(
	error: unknown,
	attempt: number,
	{isLost, isEarly}: {isLost: boolean; isEarly: boolean},
): number | undefined {
	const {kind} = describeAwsError(error);
	if (kind === 'throttled') {
		const pause = throttledPauses[attempt - 1];
		const lasting = error instanceof ThrottledError ? error.lasting : 0;
		return pause !== undefined && lasting + pause <= giveUpWritesAfter
			? pause
			: undefined;
	}

	const mayHelp =
		isLost || kind === 'unreachable' || (isEarly && kind === 'not-found');
	return mayHelp && attempt < writeAttempts
		? Math.min(1000 * 2 ** attempt, longestPause)
		: undefined;
}
