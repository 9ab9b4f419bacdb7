import {isWildcardMatch} from './match-wildcard.js';
import {type Answer, answer} from './three-valued.js';

/** How an operator compares what a request holds with what the policy wants. Negated ones hold when no wanted value fits. */
export type Comparison = {
	compare: (actual: string, wanted: string) => Answer;
	isNegated: boolean;
	/** Whether `*` in the wanted value fits anything. */
	hasWildcards: boolean;
};

/** An operator name taken apart. */
export type Operator = {
	base: string;
	isIfExists: boolean;
	quantifier: 'any' | 'all' | undefined;
};

const names = [
	'StringEquals',
	'StringNotEquals',
	'StringEqualsIgnoreCase',
	'StringNotEqualsIgnoreCase',
	'StringLike',
	'StringNotLike',
	'ArnEquals',
	'ArnLike',
	'ArnNotEquals',
	'ArnNotLike',
	'NumericEquals',
	'NumericNotEquals',
	'NumericLessThan',
	'NumericLessThanEquals',
	'NumericGreaterThan',
	'NumericGreaterThanEquals',
	'DateEquals',
	'DateNotEquals',
	'DateLessThan',
	'DateLessThanEquals',
	'DateGreaterThan',
	'DateGreaterThanEquals',
	'Bool',
	'BinaryEquals',
	'IpAddress',
	'NotIpAddress',
	'Null',
];

/** Every condition operator that IAM knows, without prefix and suffix. */
export const operatorNames: readonly string[] = names;

/** Takes an operator name apart, in lower case. */
export const parseOperator = (name: string): Operator => {
	const {
		quantifier,
		base = '',
		suffix,
	} = /^(?:for(?<quantifier>any|all)values?:)?(?<base>.*?)(?<suffix>ifexists)?$/v.exec(
		name.toLowerCase(),
	)?.groups ?? {};
	return {
		base,
		isIfExists: suffix !== undefined,
		quantifier:
			quantifier === 'any' || quantifier === 'all' ? quantifier : undefined,
	};
};

const arnParts = (arn: string): string[] => {
	const parts = arn.split(':');
	return [...parts.slice(0, 5), parts.slice(5).join(':')];
};

/** Compares ARNs part by part. `*` alone fits every ARN; what else has fewer than six parts is no ARN, and nothing can be told. */
const compareArns = (actual: string, pattern: string): Answer => {
	const wanted = arnParts(pattern);
	const given = arnParts(actual);
	if (actual.split(':').length < 6) {
		return 'unknown';
	}

	if (pattern === '*') {
		return 'yes';
	}

	return pattern.split(':').length < 6
		? 'unknown'
		: answer(
				wanted.every((part, index) => isWildcardMatch(part, given[index]!)),
			);
};

const orders: Record<string, (a: number, b: number) => boolean> = {
	equals: (a, b) => a === b,
	notequals: (a, b) => a === b,
	lessthan: (a, b) => a < b,
	lessthanequals: (a, b) => a <= b,
	greaterthan: (a, b) => a > b,
	greaterthanequals: (a, b) => a >= b,
};

const toNumber = (text: string) => (/^\s*$/v.test(text) ? NaN : Number(text));

const toTime = (text: string) =>
	/^\d+$/v.test(text) ? Number(text) * 1000 : Date.parse(text);

const compareOrdered =
	(
		read: (text: string) => number,
		isOrdered: (a: number, b: number) => boolean,
	) =>
	(actual: string, wanted: string): Answer => {
		const [a, b] = [read(actual), read(wanted)];
		return Number.isNaN(a) || Number.isNaN(b)
			? 'unknown'
			: answer(isOrdered(a, b));
	};

const texts: Record<string, (actual: string, wanted: string) => boolean> = {
	stringequals: (actual, wanted) => actual === wanted,
	stringequalsignorecase: (actual, wanted) =>
		actual.toLowerCase() === wanted.toLowerCase(),
	stringlike: (actual, wanted) => isWildcardMatch(wanted, actual),
	bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
};

/** Finds how an operator compares. Undefined: it is not one that can be judged here (`IpAddress` compares, but cannot tell). */
export function findComparison(base: string): Comparison | undefined {
	const isNegated = base.includes('not');
	const plain = base.replace('not', '');
	const hasWildcards = plain === 'stringlike' || plain.startsWith('arn');
	if (plain === 'ipaddress') {
		return {compare: () => 'unknown', isNegated, hasWildcards};
	}

	if (['arnequals', 'arnlike'].includes(plain)) {
		return {compare: compareArns, isNegated, hasWildcards};
	}

	const text = texts[plain];
	if (text && base !== 'notbool' && !(isNegated && plain === 'bool')) {
		return {
			compare: (actual, wanted) => answer(text(actual, wanted)),
			isNegated,
			hasWildcards,
		};
	}

	const {type, rank} =
		/^(?<type>numeric|date)(?<rank>.*)$/v.exec(base)?.groups ?? {};
	const order = rank === undefined ? undefined : orders[rank];
	return (
		order && {
			compare: compareOrdered(type === 'date' ? toTime : toNumber, order),
			isNegated,
			hasWildcards,
		}
	);
}
