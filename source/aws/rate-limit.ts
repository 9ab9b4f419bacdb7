import {setTimeout} from 'node:timers/promises';
import pLimit from 'p-limit';
import {describeAwsError} from './errors.js';

/**
Runs a call when its turn comes; rejects as the call does, or with `ThrottledError`. A read whose rate was refused is sent
again, as the retry policy has it; a write is sent once.
*/
export type RateLimit = <T>(call: () => Promise<T>, kind?: 'read' | 'write') => Promise<T>;

/** How fast a service may be asked. */
type Rate = {
	/** Calls a second when all is well. */
	perSecond: number;
	/** Calls under way at the same time. */
	inFlight: number;
	/** Writes a second, where fewer of them are taken than calls in all. */
	writesPerSecond?: number;
};

// By the service's name in settings. IAM publishes no rate; its buckets are per account, small, and shared with everybody else
// who works there; about five writes a second are known to be taken. KMS takes some thousand reads a second.
const rates: Readonly<Record<string, Rate>> = {
	iam: {perSecond: 15, inFlight: 5, writesPerSecond: 5},
	kms: {perSecond: 400, inFlight: 40},
};

// Secrets Manager's smallest rate is that of resource policies and lists, some dozens a second: right for others, too.
const usualRate: Rate = {perSecond: 30, inFlight: 8};

/** How fast a service may be asked; in the sandbox writes are not held back. */
export function rateOf(service: string, isSandbox = false): Rate {
	const {writesPerSecond, ...rate} = rates[service] ?? usualRate;
	return {...rate, ...(writesPerSecond && !isSandbox && {writesPerSecond})};
}

type Clock = {
	/** Milliseconds. */
	wait: (milliseconds: number) => Promise<unknown>;
	now: () => number;
};

const realClock: Clock = {wait: setTimeout, now: () => performance.now()};

// Calls a second below which the rate never falls.
const slowest = 1;

/**
One rate for all calls to a service, whoever makes them, reads and writes alike. Each throttled call halves it for all, and a
read goes to the back of the queue; whatever else comes back gives a little of it back. Where nothing but throttling comes
for long, every read that waits is rejected with it.
*/
export function openRateLimit(
	{perSecond, inFlight, writesPerSecond = Infinity}: Rate,
	clock: Clock = realClock,
): RateLimit {
	const limit = pLimit(inFlight);
	const throttle = watchThrottling(clock.now);
	let share = 1;
	const reads = turns(clock, () => perSecond * share);
	const writes = turns(clock, () => writesPerSecond * share);
	const throttleAll = (): void => {
		share = Math.max(slowest / perSecond, share / 2);
		reads.holdBack();
	};

	const speedUp = (): void => {
		share = Math.min(1, share + 1 / 50);
		throttle.clear();
	};

	return async (call, kind = 'read') => {
		const isWrite = kind === 'write';
		const ticket = throttle.enter();
		for (let attempt = 1; ; attempt++) {
			if (isWrite) {
				// Outside the queue, so that no read waits behind a write that waits.
				await writes.take();
			}

			try {
				const answer = await limit(async () => {
					if (!isWrite) {
						throttle.assertWorthwhile(ticket);
					}

					await reads.take();
					return call();
				});
				speedUp();
				return answer;
			} catch (error) {
				if (error instanceof ThrottledError) {
					throw error;
				}

				if (!isThrottled(error)) {
					// “There is none” says as well as an answer that the rate was right.
					speedUp();
					throw error;
				}

				throttleAll();
				const lasting = throttle.note(error);
				if (isWrite || !mayReadAgain(attempt, lasting)) {
					throw new ThrottledError(error, lasting);
				}
			}
		}
	};
}

/** Turns at a rate that may change in between. */
function turns({wait, now}: Clock, perSecond: () => number) {
	let next = 0;
	return {
		/** Resolves when it is this one's turn; taken before it is waited for, so that two never get the same one. */
		async take(): Promise<void> {
			// Read once: on a busy computer the turn can come between two looks, and Node warns of a wait below nothing.
			const at = now();
			const start = Math.max(at, next);
			next = start + 1000 / perSecond();
			if (start > at) {
				await wait(start - at);
			}
		},
		/** Puts the next turn off. */
		holdBack(): void {
			next = Math.max(next, now() + 1000 / perSecond());
		},
	};
}

/** Remembers how long a service has given nothing but throttled answers. */
function watchThrottling(now: () => number) {
	let entered = 0;
	let seen: {since: number; last: number; entered: number; error: unknown} | undefined;
	const lasting = () => (seen ? seen.last - seen.since : 0);
	return {
		/** Gives a call its number in the order in which they came. */
		enter: () => ++entered,
		/** A call was throttled; how long they all have been. */
		note(error: unknown): number {
			const last = now();
			// After a quiet while it is another throttle, which may pass.
			const since = seen && !isLastingForReads(last - seen.last) ? seen.since : last;
			seen = {since, last, entered, error};
			return lasting();
		},
		/** A call got another answer. */
		clear(): void {
			seen = undefined;
		},
		/** Throws for a call that came before the last throttled answer, where the throttle lasts: it would get the same. */
		assertWorthwhile(ticket: number): void {
			if (seen && ticket <= seen.entered && isLastingForReads(lasting())) {
				throw new ThrottledError(seen.error, lasting());
			}
		},
	};
}

/** A middleware of the SDK that lets each call wait for its turn. The SDK itself does not send a throttled call again. */
export const keepRate =
	(limit: RateLimit, kind: 'read' | 'write') =>
	<Call, Answer>(next: (call: Call) => Promise<Answer>) =>
	async (call: Call): Promise<Answer> =>
		limit(async () => next(call), kind);

/** Where `keepRate` belongs: right inside the SDK's own retries, which are for other trouble than the rate. */
export const eachAttempt = {
	name: 'keepRate',
	relation: 'after',
	toMiddleware: 'retryMiddleware',
} as const;

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
function isThrottled(error: unknown): boolean {
	return describeAwsError(error).kind === 'throttled';
}

/** Whether nothing but throttling has come back for so long that a read, and each that waits behind it, is given up. */
function isLastingForReads(lasting: number): boolean {
	return lasting >= giveUpReadsAfter;
}

/** Whether a throttled read goes back into the queue after this attempt. */
function mayReadAgain(attempt: number, lasting: number): boolean {
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
		return pause !== undefined && lasting + pause <= giveUpWritesAfter ? pause : undefined;
	}

	const mayHelp = isLost || kind === 'unreachable' || (isEarly && kind === 'not-found');
	return mayHelp && attempt < writeAttempts
		? Math.min(1000 * 2 ** attempt, longestPause)
		: undefined;
}
