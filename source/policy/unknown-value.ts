import {arnParts, type Comparison} from './condition-operators.js';
import {
	canPatternsMeet,
	isPatternCovered,
	isWildcardMatch,
} from './match-wildcard.js';
import {type Answer} from './three-valued.js';

/** A value of a condition key that is not known, as far as something is known of it. */
export type UnknownValue = {
	/** The pattern that it fits; `*` says nothing. */
	like: string;
	/** Whether it is sure not to be what a policy wants, or not to fit it where that is a pattern (of an ARN: part by part). */
	isRuledOut?: (wanted: string, isPattern: boolean, isArn: boolean) => boolean;
	/** What it is taken to be: by `comparisonOf`, whether it fits. */
	taken?: ReadonlyMap<string, Answer>;
};

/** One value of a condition key, known or not. */
export type Value = string | UnknownValue;

/** Names one comparison with one wanted value. */
export const comparisonOf = ({family}: Comparison, wanted: string): string =>
	`${family} ${wanted}`;

const comparePatterns = (
	like: string,
	wanted: string,
	isArn: boolean,
): Answer => {
	if (wanted === '*') {
		return 'yes';
	}

	if (!isArn) {
		return isPatternCovered(like, wanted)
			? 'yes'
			: canPatternsMeet(like, wanted)
				? 'unknown'
				: 'no';
	}

	const [given, parts] = [arnParts(like), arnParts(wanted)];
	if (!given || !parts) {
		return 'unknown';
	}

	return parts.every((part, index) => isPatternCovered(given[index]!, part))
		? 'yes'
		: parts.every((part, index) => canPatternsMeet(given[index]!, part))
			? 'unknown'
			: 'no';
};

/** Compares a value that may be unknown with what a policy wants. */
export function compareValue(
	value: Value,
	comparison: Comparison,
	wanted: string,
): Answer {
	const {family, wants, compare} = comparison;
	if (typeof value === 'string') {
		return compare(value, wanted);
	}

	const taken = value.taken?.get(comparisonOf(comparison, wanted));
	if (taken !== undefined) {
		return taken;
	}

	if (value.isRuledOut?.(wanted, wants === 'pattern', family === 'arn')) {
		return 'no';
	}

	const {like} = value;
	switch (wants) {
		case 'pattern': {
			return comparePatterns(like, wanted, family === 'arn');
		}

		case 'value': {
			const mayBe =
				family === 'stringequals'
					? isWildcardMatch(like, wanted)
					: isWildcardMatch(like.toLowerCase(), wanted.toLowerCase());
			return mayBe ? 'unknown' : 'no';
		}

		case 'border':
		case 'addresses': {
			return 'unknown';
		}
	}
}
