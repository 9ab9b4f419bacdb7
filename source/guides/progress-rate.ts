import {formatCount} from '../terminal/text.js';
import {type Check, type GroupNoun} from './guide.js';

/** How far work is, and once a few are done, its rate and the time left. Times are milliseconds. */
export function describeRate({
	done,
	total,
	elapsed,
	unit = 'calls',
}: {
	readonly done: number;
	readonly total: number;
	readonly elapsed: number;
	readonly unit?: string;
}): string {
	const count = `${done} of ${total} ${unit}`;
	// Before a few seconds and calls a rate says nothing.
	if (done < 5 || elapsed < 2000 || done === total) {
		return count;
	}

	const rate = done / (elapsed / 1000);
	const left = Math.ceil((total - done) / rate);
	return `${count} · ${rate.toFixed(1)} a second · ${describeTime(left)} left`;
}

/**
How far AWS was asked about groups, with rate and time left once those can be known; empty for fewer than two groups, and
while the answers are those of the look before. A group is known once one of its rows waits no more.
*/
export function describeProgress(
	checks: readonly Check[],
	elapsed: number,
	{many}: GroupNoun,
): string {
	const groups = Map.groupBy(
		checks.filter(({group}) => group !== undefined),
		({group}) => group,
	);
	const total = groups.size;
	const done = Array.from(groups, ([, rows]) => rows).filter((rows) =>
		rows.some(({status}) => status !== 'waiting'),
	).length;
	return total < 2 || done === total ? '' : describeRate({done, total, elapsed, unit: many});
}

function describeTime(seconds: number): string {
	return seconds < 60
		? `about ${formatCount(seconds, 'second')}`
		: `about ${formatCount(Math.ceil(seconds / 60), 'minute')}`;
}
