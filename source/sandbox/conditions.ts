import {isIPv4, isIPv6} from 'node:net';

/** What a request says about itself: condition key, in lower case → its values. A key that is not here is absent. */
export type RequestContext = Readonly<Record<string, readonly string[]>>;

/** Whether a text fits a pattern of IAM: `*` is any run of characters, `?` any one. */
export const fitsPattern = (pattern: string, text: string): boolean => {
	const passStars = (positions: readonly number[]) =>
		new Set(
			positions.flatMap((position) => {
				const stars = /^\**/v.exec(pattern.slice(position))?.[0].length ?? 0;
				return Array.from({length: stars + 1}, (_, index) => position + index);
			}),
		);
	let positions = passStars([0]);
	for (const sign of text.split('')) {
		positions = passStars(
			[...positions].flatMap((position) =>
				pattern[position] === '*'
					? [position]
					: pattern[position] === '?' || pattern[position] === sign
						? [position + 1]
						: [],
			),
		);
	}

	return positions.has(pattern.length);
};

const fitsArn = (pattern: string, arn: string): boolean => {
	const cut = (text: string) =>
		/^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/sv.exec(text)?.slice(1);
	const [wanted, given] = [cut(pattern), cut(arn)];
	return (
		given !== undefined &&
		(pattern === '*' ||
			wanted?.every((part, index) => fitsPattern(part, given[index] ?? '')) === true)
	);
};

/** An IP address as its bits; undefined for what is none. */
const addressBits = (text: string): string | undefined => {
	if (isIPv4(text)) {
		return text
			.split('.')
			.map((part) => Number(part).toString(2).padStart(8, '0'))
			.join('');
	}

	if (!isIPv6(text) || text.includes('.') || text.includes('%')) {
		return undefined;
	}

	const [head = '', tail] = text.split('::').map((half) => half.split(':').filter(Boolean));
	const gap = 8 - head.length - (tail?.length ?? 0);
	return [...head, ...Array.from({length: tail ? gap : 0}, () => '0'), ...(tail ?? [])]
		.map((part) => Number.parseInt(part, 16).toString(2).padStart(16, '0'))
		.join('');
};

const isInBlock = (block: string, address: string): boolean => {
	const [network = '', length] = block.split('/', 2);
	const [wanted, given] = [addressBits(network), addressBits(address)];
	const count = length === undefined ? wanted?.length : Number(length);
	return (
		wanted !== undefined &&
		given?.length === wanted.length &&
		given.slice(0, count) === wanted.slice(0, count)
	);
};

const timeOf = (text: string): number =>
	/^\d+$/v.test(text) ? Number(text) * 1000 : Date.parse(text);

const inOrder: Readonly<Record<string, (a: number, b: number) => boolean>> = {
	equals: (a, b) => a === b,
	lessthan: (a, b) => a < b,
	lessthanequals: (a, b) => a <= b,
	greaterthan: (a, b) => a > b,
	greaterthanequals: (a, b) => a >= b,
};

/** Whether a request's value is what a statement wants, by an operator without its negation; undefined: there is no such operator. */
const compare = (operator: string, wanted: string, given: string): boolean | undefined => {
	switch (operator) {
		case 'stringequals':
		case 'binaryequals': {
			return given === wanted;
		}

		case 'stringequalsignorecase':
		case 'bool': {
			return given.toUpperCase() === wanted.toUpperCase();
		}

		case 'stringlike': {
			return fitsPattern(wanted, given);
		}

		case 'arnequals':
		case 'arnlike': {
			return fitsArn(wanted, given);
		}

		case 'ipaddress': {
			return isInBlock(wanted, given);
		}

		default: {
			const order = inOrder[operator.replace(/^(?:numeric|date)/v, '')];
			const read = operator.startsWith('date') ? timeOf : Number;
			return /^(?:numeric|date)/v.test(operator) ? order?.(read(given), read(wanted)) : undefined;
		}
	}
};

/** Puts what the request says in the place of `${key}`; undefined where it says nothing, or several things. */
export const resolve = (text: string, context: RequestContext): string | undefined => {
	let isWhole = true;
	const resolved = text.replaceAll(/\$\{([^\}]*)\}/gv, (_, name: string) => {
		const values = ['*', '?', '$'].includes(name)
			? [name]
			: (context[name.trim().toLowerCase()] ?? []);
		isWhole &&= values.length === 1;
		return values.join('');
	});
	return isWhole ? resolved : undefined;
};

const operators = new Set([
	...['equals', 'equalsignorecase', 'like'].flatMap((how) => [`string${how}`, `stringnot${how}`]),
	...['equals', 'like'].flatMap((how) => [`arn${how}`, `arnnot${how}`]),
	...['notequals', ...Object.keys(inOrder)].flatMap((how) => [`numeric${how}`, `date${how}`]),
	'bool',
	'binaryequals',
	'ipaddress',
	'notipaddress',
	'null',
]);

/** An operator without its prefix and suffix, in lower case. */
const baseOf = (operator: string): string =>
	operator
		.toLowerCase()
		.replace(/^for(?:anyvalue|allvalues):/v, '')
		.replace(/ifexists$/v, '');

/** Whether IAM has such a condition operator. */
export const isOperator = (name: string): boolean => operators.has(baseOf(name));

const isMet = (
	operator: string,
	wanted: ReadonlyArray<string | undefined>,
	values: readonly string[],
): boolean | undefined => {
	const name = operator.toLowerCase();
	if (name === 'null') {
		return wanted.some((expected) => (expected === 'true') === (values.length === 0));
	}

	const base = baseOf(operator);
	const isNegated = base.includes('not');
	const plain = base.replace('not', '');
	if (compare(plain, '', '') === undefined) {
		return undefined;
	}

	if (values.length === 0) {
		return (
			name.endsWith('ifexists') ||
			name.startsWith('forallvalues:') ||
			(isNegated && !name.startsWith('foranyvalue:'))
		);
	}

	const isGood = (value: string) =>
		wanted.some((expected) => expected !== undefined && compare(plain, expected, value)) !==
		isNegated;
	return name.startsWith('forallvalues:') || (isNegated && !name.startsWith('foranyvalue:'))
		? values.every((value) => isGood(value))
		: values.some((value) => isGood(value));
};

type Expectations = string | number | boolean | Array<string | number | boolean>;

/**
Whether a Condition holds for a request; undefined where it has an operator that there is none of. Every part of it has to hold.
`hasVariables`: the policy is of the version that gives `${…}` a meaning.
*/
export const isConditionMet = (
	condition: Readonly<Record<string, Record<string, Expectations>>>,
	context: RequestContext,
	hasVariables: boolean,
): boolean | undefined => {
	const parts = Object.entries(condition).flatMap(([operator, keys]) =>
		Object.entries(keys).map(([key, expectations]) => {
			const wanted = [expectations]
				.flat()
				.map(String)
				.map((expected) => (hasVariables ? resolve(expected, context) : expected));
			return isMet(operator, wanted, context[key.toLowerCase()] ?? []);
		}),
	);
	return parts.includes(false) ? false : parts.every(Boolean) || undefined;
};
