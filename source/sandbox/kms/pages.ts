import * as z from 'zod';
import {AwsError} from '../errors.js';

/** `Limit` and `Marker` of the operations that answer in pages. */
export const pageFields = {
	Limit: z.int().min(1).max(1000).optional(),
	Marker: z.string().min(1).max(1024).optional(),
};

/**
One page of items that are already in order; `size` is how many an answer holds when the caller sets no Limit.
@throws {AwsError} InvalidMarkerException for a Marker that did not come from here.
*/
export const page = <Item>(
	items: readonly Item[],
	{Limit, Marker}: {Limit?: number | undefined; Marker?: string | undefined},
	size: number,
): {items: Item[]; Truncated: boolean; NextMarker?: string} => {
	const start =
		Marker === undefined
			? 0
			: Number(/^from-(?<start>\d+)$/v.exec(Marker)?.groups?.start ?? NaN);
	if (Number.isNaN(start)) {
		throw new AwsError(
			'InvalidMarkerException',
			'The marker is not one that this operation gave.',
		);
	}

	const end = start + (Limit ?? size);
	const isTruncated = end < items.length;
	return {
		items: items.slice(start, end),
		Truncated: isTruncated,
		...(isTruncated && {NextMarker: `from-${end}`}),
	};
};
