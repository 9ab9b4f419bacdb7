import {formatWord} from '../terminal/foreign-text.js';
import {conditionRows, type Condition} from './policy-document.js';
import {
	arnParts,
	type Comparison,
	findComparison,
	parseOperator,
	canPatternsMeet,
	isPatternCovered,
	isWildcardMatch,
	type Answer,
	all,
	toAnswer,
	any,
	not,
} from './compare-values.js';

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
export const comparisonOf = ({family}: Comparison, wanted: string): string => `${family} ${wanted}`;

const comparePatterns = (like: string, wanted: string, isArn: boolean): Answer => {
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
export function compareValue(value: Value, comparison: Comparison, wanted: string): Answer {
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

/** What is known of one condition key: its value or values, or several states of which one is true. An empty list: the key is absent. */
export type Knowledge = string | readonly Value[] | {oneOf: Value[][]};

/**
What is known about a request: condition key → what is known of it. A key with an empty list is known to be absent; a key that is not
here is not known. Keys are compared without regard to case.
*/
export type RequestContext = Record<string, Knowledge>;

/** Whether a condition holds, and what kept it from being told. */
type ConditionMatch = {answer: Answer; doubts: string[]};

/** A context with its keys in lower case, each with every state that it may be in; undefined where nothing is known. */
export type KnownKeys = ReadonlyMap<string, ReadonlyArray<readonly Value[]>>;

/** Lays a context out to be asked. */
export const knownKeys = (context: RequestContext): KnownKeys =>
	new Map(
		Object.entries(context).map(([key, knowledge]) => [
			key.toLowerCase(),
			typeof knowledge === 'string'
				? [[knowledge]]
				: 'oneOf' in knowledge
					? knowledge.oneOf
					: [knowledge],
		]),
	);

/**
Puts the request's values in the place of policy variables such as `${aws:PrincipalAccount}`. Undefined where that cannot be done: the
key is not known, is absent or has several values, or what stands there would be read as a wildcard.
*/
export const fillVariables = (
	text: string,
	known: KnownKeys,
	hasWildcards: boolean,
): string | undefined => {
	let isFilled = true;
	const filled = text.replaceAll(/\$\{(?<name>[^\}]*)\}/gv, (_whole, name: string) => {
		const [values, ...others] = known.get(name.trim().toLowerCase()) ?? [];
		const value = ['*', '?', '$'].includes(name)
			? name
			: values?.length === 1 && others.length === 0
				? values[0]!
				: undefined;
		const isUsable = typeof value === 'string' && !(hasWildcards && /[*?]/v.test(value));
		isFilled &&= isUsable;
		return isUsable ? value : '';
	});
	return isFilled ? filled : undefined;
};

const matchNull = (wanted: string[], actual: readonly Value[]): Answer => {
	const expected = new Set(wanted.map((value) => value.toLowerCase()));
	return toAnswer(expected.has(actual.length === 0 ? 'true' : 'false'));
};

type Row = {operator: string; wanted: string[]; known: KnownKeys | undefined};

const matchValues = ({operator, wanted, known}: Row, actual: readonly Value[]): Answer => {
	const {base, isIfExists, quantifier} = parseOperator(operator);
	if (base === 'null' && !isIfExists && quantifier === undefined) {
		return matchNull(wanted, actual);
	}

	const comparison = findComparison(base);
	if (!comparison) {
		return 'unknown';
	}

	const {isNegated, wants} = comparison;
	if (actual.length === 0) {
		return toAnswer(isIfExists || quantifier === 'all' || (quantifier === undefined && isNegated));
	}

	const matches = actual.map((value) => {
		const isFit = any(
			wanted.map((pattern) => {
				const filled = known ? fillVariables(pattern, known, wants === 'pattern') : pattern;
				return filled === undefined ? 'unknown' : compareValue(value, comparison, filled);
			}),
		);
		return isNegated ? not(isFit) : isFit;
	});
	return quantifier === 'all'
		? all(matches)
		: quantifier === 'any' || matches.length === 1
			? any(matches)
			: 'unknown';
};

/** Everything that a key may be of which nothing is known. */
const anything: ReadonlyArray<readonly Value[]> = [[], [{like: '*'}]];

const matchKey = (row: Row, states: ReadonlyArray<readonly Value[]> = anything): Answer => {
	const answers = new Set(states.map((actual) => matchValues(row, actual)));
	return answers.size === 1 ? [...answers][0]! : 'unknown';
};

/** Says whether a statement's Condition holds for a request. `hasVariables`: the policy's Version gives `${…}` a meaning. */
export function matchCondition(
	condition: Condition | undefined,
	context: RequestContext,
	hasVariables: boolean,
): ConditionMatch {
	const known = knownKeys(context);
	const rows = conditionRows(condition).map(({operator, key, wanted}) => ({
		doubt: `${formatWord(operator)} ${formatWord(key)}`,
		result: matchKey(
			{operator, wanted, known: hasVariables ? known : undefined},
			known.get(key.toLowerCase()),
		),
	}));
	return {
		answer: all(rows.map(({result}) => result)),
		doubts: rows.filter(({result}) => result === 'unknown').map(({doubt}) => doubt),
	};
}
