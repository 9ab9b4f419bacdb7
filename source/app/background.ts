/**
Work that goes on behind the screens. When the assistant ends, a call to AWS that is under way is waited for, so that its
outcome reaches the journal, and no further one is started.
*/
export type Background = {
	/** Aborted when the assistant ends. */
	readonly signal: AbortSignal;
	readonly track: (work: Promise<void>) => void;
	readonly isBusy: () => boolean;
	/** Whether there was any such work. */
	readonly hasWorked: () => boolean;
	/** Ends it; resolves when nothing is under way any more. */
	readonly end: () => Promise<void>;
};

/** Nothing is under way yet. */
export function newBackground(): Background {
	const controller = new AbortController();
	const underWay = new Set<Promise<void>>();
	let hasWorked = false;
	return {
		signal: controller.signal,
		track(work) {
			underWay.add(work);
			hasWorked = true;
			const forget = async () => {
				await Promise.allSettled([work]);
				underWay.delete(work);
			};

			void forget();
		},
		isBusy: () => underWay.size > 0,
		hasWorked: () => hasWorked,
		async end() {
			controller.abort();
			await Promise.allSettled(underWay);
		},
	};
}
