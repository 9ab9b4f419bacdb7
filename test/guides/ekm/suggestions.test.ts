import {expect, test} from 'vitest';
import {ekmSuggestions} from '../../../source/guides/ekm/screens.js';

const workato = 'arn:aws:iam::999988887777:role/Workato_EKM';
const answers = {
	guide: 'ekm' as const,
	name: 'production',
	statement: {
		Effect: 'Allow',
		Principal: {AWS: workato},
		Action: ['kms:Encrypt', 'kms:Decrypt'],
		Resource: '*',
	},
};
const refusal = {kind: 'unknown-principal'} as const;

test('a principal that AWS does not know: all that this setup adds are named, with the step of each', () => {
	const administrators = ['arn:aws:iam::111122223333:role/Gone'];
	const suggestions = ekmSuggestions(
		{...answers, key: {create: {alias: 'workato-ekm', administrators}}},
		refusal,
	);
	expect(suggestions.map(({label, step}) => [label, step])).toEqual([
		['Change the new key', 'key'],
		['Give Workato’s statement again', 'policy'],
	]);
	expect(suggestions[0]?.reason).toContain(administrators[0]);
	expect(suggestions[1]?.reason).toContain(workato);
});

test('without administrators only Workato’s role can be meant', () => {
	const [suggestion, ...others] = ekmSuggestions(answers, refusal);
	expect(others).toEqual([]);
	expect(suggestion).toMatchObject({step: 'policy'});
	expect(suggestion?.reason).toContain(workato);
});

test('a refusal for another reason is about something else', () => {
	expect(ekmSuggestions(answers, {kind: 'refused'})).toEqual([]);
});
