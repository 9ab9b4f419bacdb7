import fc from 'fast-check';
import {expect, test} from 'vitest';
import {reference, resolveReferences, showReferences} from '../../source/resources/call.js';

const results = new Map([['create-key', {KeyId: 'k-1', Arn: 'arn:k-1'}]]);

test('references are filled wherever they stand', () => {
	const input = {
		KeyId: reference('create-key', 'KeyId'),
		Deep: [{Target: reference('create-key', 'Arn')}, 'text', 3, null],
	};
	expect(resolveReferences(input, results)).toEqual({
		KeyId: 'k-1',
		Deep: [{Target: 'arn:k-1'}, 'text', 3, null],
	});
	expect(showReferences(input)).toEqual({
		KeyId: '<KeyId from create-key>',
		Deep: [{Target: '<Arn from create-key>'}, 'text', 3, null],
	});
});

test.each([
	[reference('create-key', 'Policy'), 'The change create-key has not given Policy.'],
	[reference('create-role', 'Arn'), 'The change create-role has not given Arn.'],
])('a value that no earlier change gave is a fault of the plan', (given, message) => {
	expect(() => resolveReferences({Value: given}, results)).toThrow(message);
});

test('an input without references stays as it is', () => {
	fc.assert(
		fc.property(
			fc.dictionary(
				fc.string().filter((key) => key !== '$from' && key !== '__proto__'),
				fc.oneof(fc.string(), fc.integer(), fc.array(fc.string())),
			),
			(input) => {
				expect(resolveReferences(input, new Map())).toEqual(input);
				expect(showReferences(input)).toEqual(input);
			},
		),
		{seed: 7, numRuns: 100},
	);
});
