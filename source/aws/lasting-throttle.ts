// Milliseconds of nothing but throttling.
const patience = 30_000;

/** What is remembered of one client's throttled calls. */
export type LastingThrottle = {
	/** Gives a call its place in the order in which they came. */
	enter(): number;
	/** A call was throttled. */
	note(error: unknown): void;
	/** A call got another answer. */
	clear(): void;
	/** Whether nothing but throttling has come back for half a minute. */
	isLasting(): boolean;
	/** Throws the last throttled answer for a call that came before it, where the throttle lasts: it would get the same. */
	giveUp(place: number): void;
};

/** Watches for a throttle that lasts. `now` is in milliseconds. */
export function watchThrottle(now: () => number): LastingThrottle {
	let entered = 0;
	let seen:
		{since: number; last: number; entered: number; error: unknown} | undefined;
	const isLasting = () =>
		seen !== undefined && seen.last - seen.since >= patience;
	return {
		enter: () => ++entered,
		note(error) {
			const last = now();
			// After a quiet while it is another throttle, which may pass.
			const since = seen && last - seen.last < patience ? seen.since : last;
			seen = {since, last, entered, error};
		},
		clear() {
			seen = undefined;
		},
		isLasting,
		giveUp(place) {
			if (seen && isLasting() && place <= seen.entered) {
				throw seen.error;
			}
		},
	};
}
