import {BlockList, isIP} from 'node:net';

/** A yes, a no, or "cannot tell". */
export type Answer = 'yes' | 'no' | 'unknown';

/** Turns a plain yes or no into an answer. */
export const toAnswer = (isYes: boolean): Answer => (isYes ? 'yes' : 'no');

/** Yes becomes no and no becomes yes; what cannot be told stays so. */
export const not = (value: Answer): Answer =>
	value === 'unknown' ? value : toAnswer(value === 'no');

/** Yes if all are; no if one is no. Nothing at all is yes. */
export const all = (values: Answer[]): Answer =>
	values.includes('no') ? 'no' : values.includes('unknown') ? 'unknown' : 'yes';

/** Yes if one is; no if all are no. Nothing at all is no. */
export const any = (values: Answer[]): Answer =>
	values.includes('yes') ? 'yes' : values.includes('unknown') ? 'unknown' : 'no';

/** Whether a text fits an IAM pattern: `*` stands for any run of characters, `?` for exactly one. Upper and lower case differ. */
export function isWildcardMatch(pattern: string, text: string): boolean {
	let p = 0;
	let t = 0;
	let star = -1;
	let resume = 0;
	while (t < text.length) {
		if (pattern[p] === '*') {
			star = p;
			resume = t;
			p++;
		} else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
			p++;
			t++;
		} else if (star === -1) {
			return false;
		} else {
			p = star + 1;
			resume++;
			t = resume;
		}
	}

	return [...pattern.slice(p)].every((rest) => rest === '*');
}

const advance = (reached: boolean[], narrow: string, character: string): boolean[] => {
	let isAnyBefore = false;
	return reached.map((isReached, index) => {
		if (character === '*') {
			isAnyBefore ||= isReached;
			return isAnyBefore;
		}

		const isFit = character === '?' ? narrow[index - 1] !== '*' : narrow[index - 1] === character;
		return index > 0 && isFit && reached[index - 1]!;
	});
};

/** Whether everything that fits the pattern `narrow` also fits the pattern `wide`. A "no" may be too strict, a "yes" is sure. */
export const isPatternCovered = (narrow: string, wide: string): boolean => {
	// Which positions of `narrow` the part of `wide` read so far can have used up.
	let reached = Array.from({length: narrow.length + 1}, (_, index) => index === 0);
	for (const character of wide) {
		reached = advance(reached, narrow, character);
		if (!reached.includes(true)) {
			return false;
		}
	}

	return reached.at(-1)!;
};

/** Whether any text may fit both patterns. */
export const canPatternsMeet = (one: string, other: string): boolean => {
	// Whether the rest of `one` meets the rest of `other` from each index on, for the index in `one` read last.
	let rests = Array.from(
		{length: other.length + 1},
		(_, q) => other.slice(q).replaceAll('*', '') === '',
	);
	for (const a of [...one].toReversed()) {
		const next = rests;
		rests = Array.from({length: other.length + 1}, () => false);
		for (let q = other.length; q >= 0; q--) {
			const b = other[q];
			const isFit = b !== undefined && (a === b || a === '?' || b === '?');
			rests[q] =
				(isFit && a !== '*' && b !== '*' && next[q + 1]!) ||
				(a === '*' && (next[q]! || (b !== undefined && rests[q + 1]!))) ||
				(b === '*' && (rests[q + 1]! || next[q]!));
		}
	}

	return rests[0]!;
};

/** How an operator compares what a request holds with what the policy wants. Negated ones hold when no wanted value fits. */
export type Comparison = {
	/** The same for all operators that compare alike, negated or not. */
	family: string;
	/** What a wanted value is: one value, a pattern with `*` and `?`, a border to be on one side of, or a block of addresses. */
	wants: 'value' | 'pattern' | 'border' | 'addresses';
	compare: (actual: string, wanted: string) => Answer;
	isNegated: boolean;
};

/** An operator name taken apart. */
type Operator = {
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
		quantifier: quantifier === 'any' || quantifier === 'all' ? quantifier : undefined,
	};
};

/** The six parts of an ARN or of a pattern for one; undefined for what has fewer. */
export const arnParts = (arn: string): string[] | undefined => {
	const parts = arn.split(':');
	return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
};

/** Compares ARNs part by part. `*` alone fits every ARN; what else has fewer than six parts is no ARN, and nothing can be told. */
const compareArns = (actual: string, pattern: string): Answer => {
	const given = arnParts(actual);
	const wanted = arnParts(pattern);
	if (given && pattern === '*') {
		return 'yes';
	}

	return given && wanted
		? toAnswer(wanted.every((part, index) => isWildcardMatch(part, given[index]!)))
		: 'unknown';
};

const orders: Record<string, (a: number, b: number) => boolean> = {
	equals: (a, b) => a === b,
	notequals: (a, b) => a === b,
	lessthan: (a, b) => a < b,
	lessthanequals: (a, b) => a <= b,
	greaterthan: (a, b) => a > b,
	greaterthanequals: (a, b) => a >= b,
};

/** Reads a number as the Numeric operators do; NaN for what is none. */
export const toNumber = (text: string): number => (/^\s*$/v.test(text) ? NaN : Number(text));

/** Reads a date as the Date operators do, in milliseconds since 1970: ISO 8601, or seconds since 1970. NaN for what is none. */
export const toTime = (text: string): number =>
	/^\d+$/v.test(text) ? Number(text) * 1000 : Date.parse(text);

const compareOrdered =
	(read: (text: string) => number, isOrdered: (a: number, b: number) => boolean) =>
	(actual: string, wanted: string): Answer => {
		const [a, b] = [read(actual), read(wanted)];
		return Number.isNaN(a) || Number.isNaN(b) ? 'unknown' : toAnswer(isOrdered(a, b));
	};

/** A block such as `10.0.0.0/8` or one address, ready to be asked. */
const blockOf = (text: string): {block: BlockList; version: 4 | 6; prefix: number} | undefined => {
	const [address = '', length] = text.split('/', 2);
	const version = isIP(address);
	const bits = version === 6 ? 128 : 32;
	const prefix = length === undefined ? bits : toNumber(length);
	if ((version !== 4 && version !== 6) || !(prefix >= 0 && prefix <= bits)) {
		return undefined;
	}

	const block = new BlockList();
	block.addSubnet(address, prefix, `ipv${version}`);
	return {block, version, prefix};
};

const compareAddresses = (actual: string, wanted: string): Answer => {
	const [given, range] = [blockOf(actual), blockOf(wanted)];
	return given && range
		? toAnswer(
				given.version === range.version &&
					given.prefix >= range.prefix &&
					range.block.check(actual.split('/', 1)[0]!, `ipv${given.version}`),
			)
		: 'unknown';
};

/** Whether every address of one block is in the other. */
export const isBlockWithin = (narrow: string, wide: string): boolean =>
	compareAddresses(narrow, wide) === 'yes';

const texts: Record<string, (actual: string, wanted: string) => boolean> = {
	stringequals: (actual, wanted) => actual === wanted,
	binaryequals: (actual, wanted) => actual === wanted,
	stringequalsignorecase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
	stringlike: (actual, wanted) => isWildcardMatch(wanted, actual),
	bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
};

/** Finds how an operator compares. Undefined: it is not one that can be evaluated here. */
export function findComparison(base: string): Comparison | undefined {
	const isNegated = base.includes('not');
	const plain = base.replace('not', '');
	if (plain === 'ipaddress') {
		return {
			family: plain,
			wants: 'addresses',
			compare: compareAddresses,
			isNegated,
		};
	}

	if (['arnequals', 'arnlike'].includes(plain)) {
		return {family: 'arn', wants: 'pattern', compare: compareArns, isNegated};
	}

	const text = texts[plain];
	if (text && !(isNegated && ['bool', 'binaryequals'].includes(plain))) {
		return {
			family: plain,
			wants: plain === 'stringlike' ? 'pattern' : 'value',
			compare: (actual, wanted) => toAnswer(text(actual, wanted)),
			isNegated,
		};
	}

	const {type, rank} = /^(?<type>numeric|date)(?<rank>.*)$/v.exec(base)?.groups ?? {};
	const order = rank === undefined ? undefined : orders[rank];
	return (
		order && {
			family: plain,
			wants: 'border',
			compare: compareOrdered(type === 'date' ? toTime : toNumber, order),
			isNegated,
		}
	);
}
