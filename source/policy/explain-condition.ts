import {formatWord} from '../terminal/foreign-text.js';
import {parseOperator} from './condition-operators.js';
import {joinWords} from './join-words.js';
import {toList} from './one-or-many.js';
import {type Condition} from './policy-document.js';

const phrases: Record<string, string> = {
	stringequals: 'is',
	stringequalsignorecase: 'is',
	stringnotequals: 'is not',
	stringnotequalsignorecase: 'is not',
	stringlike: 'looks like',
	stringnotlike: 'does not look like',
	arnequals: 'is',
	arnlike: 'looks like',
	arnnotequals: 'is not',
	arnnotlike: 'does not look like',
	bool: 'is',
	numericequals: 'is',
	numericnotequals: 'is not',
	numericlessthan: 'is less than',
	numericlessthanequals: 'is at most',
	numericgreaterthan: 'is more than',
	numericgreaterthanequals: 'is at least',
	dateequals: 'is',
	datenotequals: 'is not',
	datelessthan: 'is before',
	datelessthanequals: 'is not after',
	dategreaterthan: 'is after',
	dategreaterthanequals: 'is not before',
	ipaddress: 'is within',
	notipaddress: 'is not within',
};

const explainKey = (
	operator: string,
	rawKey: string,
	wanted: string[],
): string => {
	const key = formatWord(rawKey);
	const {base, isIfExists, quantifier} = parseOperator(operator);
	if (base === 'null' && wanted.length === 1) {
		return `${key} is ${wanted[0]!.toLowerCase() === 'true' ? 'absent' : 'present'}`;
	}

	const phrase = phrases[base];
	const values = joinWords(
		wanted.map((value) => formatWord(value)),
		'or',
	);
	if (phrase === undefined) {
		return `${formatWord(operator)} ${key} ${values}`;
	}

	const subject =
		quantifier === undefined
			? key
			: `${quantifier === 'all' ? 'every' : 'some'} ${key}`;
	return `${subject} ${phrase} ${values}${isIfExists ? ' (or is absent)' : ''}`;
};

/** Says in words what a Condition asks for, such as "kms:CallerAccount is 123456789012"; empty when there is none. */
export const explainCondition = (condition: Condition | undefined): string =>
	joinWords(
		Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
			Object.entries(keys).map(([key, wanted]) =>
				explainKey(operator, key, toList(wanted).map(String)),
			),
		),
	);
