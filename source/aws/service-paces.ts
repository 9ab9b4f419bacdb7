import {setTimeout as wait} from 'node:timers/promises';
import {describeAwsError} from './errors.js';
import {openPace, type Pace, type Speed} from './pace.js';

/** IAM publishes no rate; its buckets are per account, small, and shared with everybody else who works there. */
export const iamSpeed: Speed = {perSecond: 15, inFlight: 5};

/** Secrets Manager's smallest rate is that of resource policies and lists: some dozens a second. */
export const secretsSpeed: Speed = {perSecond: 30, inFlight: 8};

/** A pace at that speed, by the clock, that slows down when AWS asks for it. */
export function openServicePace(speed: Speed): Pace {
	return openPace(speed, {
		isThrottled: (error) => describeAwsError(error).kind === 'throttled',
		wait,
		now: () => performance.now(),
	});
}

/**
A middleware of the SDK that lets each call wait for its turn, and sends it `tries` times at most where it is throttled.
The SDK itself does not send such a call again.
*/
export const keepPace =
	(pace: Pace, tries?: number) =>
	<Call, Answer>(next: (call: Call) => Promise<Answer>) =>
	async (call: Call): Promise<Answer> => {
		try {
			return await pace(async () => next(call), tries);
		} catch (error) {
			const {kind, code, message} = describeAwsError(error);
			// The SDK knows what to repeat by the error's name and status.
			throw kind === 'throttled'
				? Object.assign(new Error(message), {code})
				: error;
		}
	};

/** Where `keepPace` belongs: right inside the SDK's own retries, which are for other trouble than the pace: each attempt keeps it. */
export const eachAttempt = {
	name: 'keepPace',
	relation: 'after',
	toMiddleware: 'retryMiddleware',
} as const;
