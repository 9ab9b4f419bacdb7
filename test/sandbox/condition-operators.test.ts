import {expect, test} from 'vitest';
import {operatorNames} from '../../source/policy/compare-values.js';
import {isOperator} from '../../source/sandbox/conditions.js';

test.each(operatorNames)('%s is an operator, with prefix and suffix, too', (name) => {
	for (const each of [name, `${name}IfExists`, `ForAnyValue:${name}`]) {
		expect([each, isOperator(each)]).toEqual([each, true]);
	}
});

test.each(['', 'NotBool', 'StringEqual', 'NumericLike', 'DateNotLessThan', 'IfExists'])(
	'“%s” is none',
	(name) => {
		expect(isOperator(name)).toBe(false);
	},
);
