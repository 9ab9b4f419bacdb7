import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {findRewriteLosses} from '../../source/policy/read-policy-text.js';
import {anyPolicy, fixed} from './arbitraries.js';

const policyWith = (number: string) =>
	`{"Version": "2012-10-17", "Statement": [{}, {"Sid": "Guard", "Condition": {"NumericLessThan": {"a": [1, ${number}]}}}]}`;

describe('what a rewrite would lose', () => {
	it.each(['0', '-1', '12', '1.5', '9007199254740991', '"1e3"', '"1.0"'])(
		'nothing by %s',
		(number) => {
			expect(findRewriteLosses(policyWith(number))).toEqual([]);
		},
	);

	it.each([
		['1.0', '1'],
		['1e3', '1000'],
		['1E3', '1000'],
		['-0', '0'],
		['12345678901234567890', '12345678901234567000'],
		['0.10', '0.1'],
	])('%s, which would become %s', (from, to) => {
		expect(findRewriteLosses(policyWith(from))).toEqual([
			`Statement 2 ("Guard") › Condition › NumericLessThan › a › 1: ${from} would become ${to}. Put that value in quotes, or write it plainly.`,
		]);
	});

	it.each([
		[
			'{"Statement": {"Sid": "Only", "Effect": "Allow", "Effect": "Deny"}}',
			'Statement 1 ("Only"): the name “Effect” stands twice in one object. Keep the one that counts.',
		],
		[
			'{"Statement": [{}, {"Sid": "Guard", "Condition": {"Bool": {"a": 1}, "Bool": {"b": 1}}}]}',
			'Statement 2 ("Guard") › Condition: the name “Bool” stands twice in one object. Keep the one that counts.',
		],
		[
			'{"Statement": [{"Principal": {"AWS": "a", "AWS": "b"}}]}',
			'Statement 1 › Principal: the name “AWS” stands twice in one object. Keep the one that counts.',
		],
		[
			'{"Version": "2012-10-17", "Version": "2008-10-17", "Statement": []}',
			'The policy: the name “Version” stands twice in one object. Keep the one that counts.',
		],
	])('a name that stands twice, by its statement: %s', (text, loss) => {
		expect(findRewriteLosses(text)).toEqual([loss]);
	});

	it('a number in a single statement or outside of any', () => {
		expect(findRewriteLosses('{"Extra": {"n": 1.0}, "Statement": {"Odd": 2.0}}')).toEqual([
			'Extra › n: 1.0 would become 1. Put that value in quotes, or write it plainly.',
			'Statement 1 › Odd: 2.0 would become 2. Put that value in quotes, or write it plainly.',
		]);
	});

	it('nothing of a policy that was printed by a program', () => {
		fc.assert(
			fc.property(anyPolicy, fc.nat(4), (policy, indent) => {
				expect(findRewriteLosses(JSON.stringify(policy, undefined, indent))).toEqual([]);
			}),
			fixed,
		);
	});
});
