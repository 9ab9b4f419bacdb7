/** The middle of some numbers; of an even count the mean of the two in the middle. Fails without any. */
export function median(numbers: readonly number[]): number {
	const sorted = numbers.toSorted((one, other) => one - other);
	const upper = sorted[Math.floor(sorted.length / 2)];
	const lower = sorted[Math.floor((sorted.length - 1) / 2)];
	if (upper === undefined || lower === undefined) {
		throw new Error('There is no middle of nothing.');
	}

	return (lower + upper) / 2;
}

/** The smallest of the numbers that at least `share` (0 to 1) of them do not exceed. Fails without any. */
export function percentile(numbers: readonly number[], share: number): number {
	const sorted = numbers.toSorted((one, other) => one - other);
	const at = Math.max(0, Math.ceil(sorted.length * share) - 1);
	const found = sorted[at];
	if (found === undefined) {
		throw new Error('There is no share of nothing.');
	}

	return found;
}

/** How much y grows for each x, by the straight line that fits the points best (least squares). Fails without two different x. */
export function slope(points: ReadonlyArray<readonly [x: number, y: number]>): number {
	const mean = (numbers: readonly number[]) =>
		numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
	const middleX = mean(points.map(([x]) => x));
	const middleY = mean(points.map(([, y]) => y));
	let rise = 0;
	let run = 0;
	for (const [x, y] of points) {
		rise += (x - middleX) * (y - middleY);
		run += (x - middleX) ** 2;
	}

	if (!(run > 0)) {
		throw new Error('A line needs two points.');
	}

	return rise / run;
}
