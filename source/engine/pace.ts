import {type Service} from '../resources/call.js';
import {type Wait} from './wait.js';

/** The pace of one run's writes, shared by everything that it writes at the same time. */
export type Pace = {
	/** Resolves when a write to this service may leave. */
	turn(service: Service): Promise<void>;
	/**
	AWS asked for a slower pace at this try (1 is the first): nobody writes for a while, and then more slowly. Resolves with
	true when that while is over; with false, at once, when AWS has been asked often or long enough: about a minute.
	*/
	slowDown(service: Service, attempt: number): Promise<boolean>;
	/** AWS took a write: the pace slowly comes back to its own, and patience begins anew. */
	goOn(service: Service): void;
};

// Milliseconds between two writes. IAM's rates are not published; about five a second is known to be taken.
const usualGap: Readonly<Record<Service, number>> = {iam: 200};
const firstGap = 200;
const longestGap = 5000;
const recovery = 0.8;
// Milliseconds before each further try of one write.
const pauses = [2000, 4000, 8000, 16_000, 20_000];
// Milliseconds without a write that AWS takes, whoever sends it.
const patience = 60_000;

/** Opens the pace of a run. `now` is in milliseconds. */
export function openPace(wait: Wait, now: () => number): Pace {
	const next = new Map<Service, number>();
	const gaps = new Map<Service, number>();
	const throttled = new Map<Service, {since: number; last: number}>();
	const gapOf = (service: Service) =>
		gaps.get(service) ?? usualGap[service] ?? 0;
	return {
		async turn(service) {
			// A turn is taken before waiting for it, so that two never get the same one.
			const at = now();
			const mine = Math.max(at, next.get(service) ?? at);
			next.set(service, mine + gapOf(service));
			if (mine > at) {
				await wait(mine - at);
			}
		},
		async slowDown(service, attempt) {
			const at = now();
			const before = throttled.get(service);
			// After a quiet while it is another throttle, which may pass.
			const since = before && at - before.last < patience ? before.since : at;
			throttled.set(service, {since, last: at});
			const pause = pauses[attempt - 1];
			if (pause === undefined || at + pause - since > patience) {
				return false;
			}

			next.set(service, Math.max(next.get(service) ?? 0, at + pause));
			const slower = Math.max(firstGap, gapOf(service) * 2);
			gaps.set(service, Math.min(slower, longestGap));
			await wait(pause);
			return true;
		},
		goOn(service) {
			throttled.delete(service);
			const gap = gaps.get(service);
			if (gap === undefined) {
				return;
			}

			const usual = usualGap[service] ?? 0;
			const quicker = gap * recovery;
			gaps.set(service, quicker < firstGap ? usual : Math.max(quicker, usual));
		},
	};
}
