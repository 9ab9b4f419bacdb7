import {findComparison, parseOperator} from './condition-operators.js';
import {toList} from './one-or-many.js';
import {type Condition} from './policy-document.js';
import {all, type Answer, answer, any, not} from './three-valued.js';

/**
What is known about a request: condition key → value(s). A key with an empty list is known to be absent; a key that is not here is
not known. Keys are compared without regard to case.
*/
export type RequestContext = Record<string, string | string[]>;

/** Whether a condition holds, and what kept it from being told. */
export type ConditionMatch = {answer: Answer; doubts: string[]};

const matchNull = (wanted: string[], actual: string[] | undefined): Answer => {
	const wishes = new Set(wanted.map((value) => value.toLowerCase()));
	if (wishes.has('true') && wishes.has('false')) {
		return 'yes';
	}

	return actual === undefined
		? 'unknown'
		: answer(wishes.has(actual.length === 0 ? 'true' : 'false'));
};

const matchKey = (
	operatorName: string,
	wanted: string[],
	actual: string[] | undefined,
	hasVariables: boolean,
): Answer => {
	const {base, isIfExists, quantifier} = parseOperator(operatorName);
	if (base === 'null' && !isIfExists && quantifier === undefined) {
		return matchNull(wanted, actual);
	}

	const comparison = findComparison(base);
	if (!comparison) {
		return 'unknown';
	}

	const {compare, isNegated, hasWildcards} = comparison;
	const turn = (value: Answer) => (isNegated ? not(value) : value);
	const matchOne = (value: string) =>
		turn(
			any(
				wanted.map((wish) =>
					hasVariables && wish.includes('${')
						? 'unknown'
						: compare(value, wish),
				),
			),
		);
	const absent = answer(
		isIfExists ||
			quantifier === 'all' ||
			(quantifier === undefined && isNegated),
	);
	if (actual === undefined) {
		// The answer may be the same whether the key is there or not, and whatever it holds.
		const isFixed =
			wanted.length === 0 || (hasWildcards && wanted.includes('*'));
		const present = isFixed ? turn(answer(wanted.length > 0)) : 'unknown';
		return present === absent ? present : 'unknown';
	}

	if (actual.length === 0) {
		return absent;
	}

	const matches = actual.map((value) => matchOne(value));
	return quantifier === 'all'
		? all(matches)
		: quantifier === 'any' || matches.length === 1
			? any(matches)
			: 'unknown';
};

/** Says whether a statement's Condition holds for a request. `hasVariables`: the policy's Version gives `${…}` a meaning. */
export function matchCondition(
	condition: Condition | undefined,
	context: RequestContext,
	hasVariables: boolean,
): ConditionMatch {
	const known = new Map(
		Object.entries(context).map(([key, value]) => [
			key.toLowerCase(),
			toList(value),
		]),
	);
	const rows = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
		Object.entries(keys).map(([key, wanted]) => ({
			doubt: `${operator} ${key}`,
			result: matchKey(
				operator,
				toList(wanted).map(String),
				known.get(key.toLowerCase()),
				hasVariables,
			),
		})),
	);
	return {
		answer: all(rows.map(({result}) => result)),
		doubts: rows
			.filter(({result}) => result === 'unknown')
			.map(({doubt}) => doubt),
	};
}
