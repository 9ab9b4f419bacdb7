import {useMemo} from 'react';
import {type Json} from '../json.js';
import {ScrollBox} from './scroll-box.js';

/** A JSON value, two spaces to a level; scrolls inside `rows` lines, all included. */
export function JsonView({
	value,
	rows,
	isFocused = true,
}: {
	readonly value: Json;
	readonly rows: number;
	readonly isFocused?: boolean;
}) {
	const lines = useMemo(
		() =>
			(JSON.stringify(value, undefined, 2) ?? '')
				.split('\n')
				.map((text) => ({text})),
		[value],
	);
	return <ScrollBox lines={lines} rows={rows} isFocused={isFocused} />;
}
