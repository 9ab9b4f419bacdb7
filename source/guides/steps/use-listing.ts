import {useEffect, useState} from 'react';
import {type Lookup} from '../../aws/lookup.js';

/** A list that comes page by page. */
export type Listing<T> = {
	items: readonly T[];
	isComplete: boolean;
	/** Why it could not be had to its end. */
	problem?: string;
};

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
		const tell = (next: (before: Listing<T>) => Listing<T>) => {
			if (!signal.aborted) {
				setListing(next);
			}
		};

		const run = async () => {
			const found = await request({
				update(items) {
					tell(() => ({items: [...items], isComplete: false}));
				},
				signal,
			});
			tell((before) =>
				found.state === 'found'
					? {items: found.value, isComplete: true}
					: {
							...before,
							isComplete: true,
							problem:
								found.state === 'unknown' ? found.reason : 'AWS gave no list.',
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
