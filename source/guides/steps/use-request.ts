import {useEffect, useEffectEvent, useState} from 'react';
import {sentences} from '../../terminal/text.js';
import {type ListQuestion} from '../../ui/question.js';
import {type Lookup} from '../../aws/errors.js';

/**
Runs a request once for each `key` and gives its answer, or `undefined` while it is under way. The request should not
reject: what cannot be asked is an answer, too.
*/
export function useRequest<T>(request: () => Promise<T>, key: string): T | undefined {
	const [answer, setAnswer] = useState<{key: string; value: T}>();
	const ask = useEffectEvent(request);
	useEffect(() => {
		let isCurrent = true;
		const run = async () => {
			const value = await ask();
			if (isCurrent) {
				setAnswer({key, value});
			}
		};

		void run();
		return () => {
			isCurrent = false;
		};
	}, [key]);
	return answer?.key === key ? answer.value : undefined;
}

/** A list that comes page by page. */
export type Listing<T> = {
	items: readonly T[];
	isComplete: boolean;
	/** Why it could not be had to its end. */
	problem?: string;
};

/** What a question says of a list while it comes, where nothing is in it, and where it could not be had. */
export function describeListing(
	{items, isComplete, problem}: Listing<unknown>,
	says: {things: string; none: string; noMatch: string; instead: string},
): Pick<ListQuestion, 'message' | 'emptyText' | 'status' | 'isGrowing'> {
	if (!isComplete) {
		return {
			emptyText: `Asking AWS for your ${says.things}…`,
			status: 'listing…',
			isGrowing: true,
			message: undefined,
		};
	}

	return problem === undefined
		? {emptyText: items.length === 0 ? says.none : says.noMatch}
		: {
				emptyText: '',
				message: {
					kind: 'problem',
					text: sentences(`The ${says.things} could not be listed: ${problem}`, says.instead),
				},
			};
}

/** Asks for a list of AWS; hears each page, and stops when told. Never rejects. */
export type ListRequest<T> = (options: {
	update: (items: readonly T[]) => void;
	signal: AbortSignal;
}) => Promise<Lookup<readonly T[]>>;

/** Runs the request while the screen stands. The request has to stay the same from one drawing to the next. */
export function useListing<T>(request: ListRequest<T>): Listing<T> {
	const [listing, setListing] = useState<Listing<T>>({
		items: [],
		isComplete: false,
	});
	useEffect(() => {
		const stop = new AbortController();
		const {signal} = stop;
		const update = (next: (before: Listing<T>) => Listing<T>) => {
			if (!signal.aborted) {
				setListing(next);
			}
		};

		const run = async () => {
			const found = await request({
				update(items) {
					update(() => ({items: [...items], isComplete: false}));
				},
				signal,
			});
			update((before) =>
				found.state === 'found'
					? {items: found.value, isComplete: true}
					: {
							...before,
							isComplete: true,
							problem: found.state === 'unknown' ? found.reason : 'AWS gave no list.',
						},
			);
		};

		void run();
		return () => {
			stop.abort();
		};
	}, [request]);
	return listing;
}

/** For how long something goes on, in milliseconds; told anew each second. It begins whenever `isActive` turns true. */
export function useElapsed(isActive = true): number {
	const [{start, now}, setTimes] = useState(() => {
		const time = Date.now();
		return {start: time, now: time};
	});
	useEffect(() => {
		if (!isActive) {
			return;
		}

		const time = Date.now();
		setTimes({start: time, now: time});
		const timer = setInterval(() => {
			setTimes((times) => ({...times, now: Date.now()}));
		}, 1000);
		return () => {
			clearInterval(timer);
		};
	}, [isActive]);
	return now - start;
}

/** Calls `work` again and again while the screen stands, first after `milliseconds`. */
export function useRefresh(work: () => void, milliseconds: number): void {
	const tick = useEffectEvent(work);
	useEffect(() => {
		const timer = setInterval(() => {
			tick();
		}, milliseconds);
		return () => {
			clearInterval(timer);
		};
	}, [milliseconds]);
}
