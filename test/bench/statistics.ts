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
