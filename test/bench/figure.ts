/** Milliseconds, bytes, bytes per second of a clock, calls after one another, or a plain count. */
export type Unit = 'ms' | 's' | 'bytes' | 'KB' | 'MB' | 'round trips' | 'count';

/** One thing measured. A figure that could not be measured here has no value, and its note says why. */
export type Figure = {
	readonly name: string;
	readonly value: number | undefined;
	readonly unit: Unit;
	/** What it is compared with, measured in the same run. */
	readonly reference?: {readonly name: string; readonly value: number};
	/** The most that is good: of the value itself, or of its ratio to the reference. */
	readonly target?: {readonly of: 'value' | 'ratio'; readonly most: number};
	readonly note?: string;
};

export type Verdict = 'met' | 'missed' | 'cannot tell' | 'no target';

/** How many times the reference the value is; nothing where either is missing or the reference is nothing. */
export function ratioOf({value, reference}: Figure): number | undefined {
	return value === undefined || !reference || reference.value === 0
		? undefined
		: value / reference.value;
}

/** Whether a figure reaches its target, judged by the digits that are shown: 1.204 times is 1.2 times. */
export function verdictOf(figure: Figure): Verdict {
	const {value, target} = figure;
	if (!target) {
		return value === undefined ? 'cannot tell' : 'no target';
	}

	const measured = target.of === 'value' ? value : ratioOf(figure);
	if (measured === undefined) {
		return 'cannot tell';
	}

	return Number(showNumber(measured)) <= target.most ? 'met' : 'missed';
}

/** A number as the table shows it: two digits after the point below 10, one below 100, none above. */
export function showNumber(value: number): string {
	const size = Math.abs(value);
	const digits = size < 10 ? 2 : size < 100 ? 1 : 0;
	return String(Number(value.toFixed(digits)));
}
