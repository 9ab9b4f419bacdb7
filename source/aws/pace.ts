import pLimit from 'p-limit';
import {watchThrottle} from './lasting-throttle.js';

/**
Runs a call when its turn comes; rejects as the call does. It is sent `tries` times at most (20 when left out) where only
its pace was refused.
*/
export type Pace = <T>(call: () => Promise<T>, tries?: number) => Promise<T>;

/** How fast a service may be asked. */
export type Speed = {
	/** Calls a second when all is well. */
	perSecond: number;
	/** Calls under way at the same time. */
	inFlight: number;
};

type Sources = {
	/** Whether AWS refused this call for its pace alone: it was not carried out, so it may be sent again. */
	isThrottled: (error: unknown) => boolean;
	/** Milliseconds. */
	wait: (milliseconds: number) => Promise<unknown>;
	now: () => number;
};

// Calls a second below which the pace never falls.
const slowest = 1;
const usualTries = 20;

/**
One pace for all calls of a client, reads and writes alike. Each throttled call halves the speed for all and goes to the
back of the queue; whatever else comes back gives a little of it back. Where nothing but throttling comes for half a minute, every
call that waits is rejected with it.
*/
export function openPace(
	{perSecond, inFlight}: Speed,
	{isThrottled, wait, now}: Sources,
): Pace {
	const limit = pLimit(inFlight);
	let speed = perSecond;
	let next = 0;
	const turn = async () => {
		// Read once: on a busy computer the turn can come between two looks, and Node warns of a wait below nothing.
		const at = now();
		const start = Math.max(at, next);
		next = start + 1000 / speed;
		if (start > at) {
			await wait(start - at);
		}
	};

	const throttle = watchThrottle(now);
	const slowDown = (): void => {
		speed = Math.max(slowest, speed / 2);
		next = Math.max(next, now() + 1000 / speed);
	};

	const speedUp = (): void => {
		speed = Math.min(perSecond, speed + perSecond / 50);
		throttle.clear();
	};

	return async (call, tries = usualTries) => {
		const place = throttle.enter();
		for (let attempt = 1; ; attempt++) {
			const sending = {isSent: false};
			try {
				const answer = await limit(async () => {
					throttle.giveUp(place);
					await turn();
					sending.isSent = true;
					return call();
				});
				speedUp();
				return answer;
			} catch (error) {
				if (!isThrottled(error)) {
					// “There is none” says as well as an answer that the pace was right.
					speedUp();
					throw error;
				}

				if (sending.isSent) {
					throttle.note(error);
					slowDown();
				}

				if (attempt >= tries || throttle.isLasting()) {
					throw error;
				}
			}
		}
	};
}
