import {expect, test} from 'vitest';
import {newKeyQuestion, tagsProblem} from '../../../source/guides/ekm/steps/new-key-question.js';

const question = newKeyQuestion({
	name: 'ekm',
	created: undefined,
	account: '111122223333',
	missingPrincipals: async (arns) => [...arns],
	onAnswer: () => undefined,
	onBack: () => undefined,
});
const draft = {alias: 'alias/workato-ekm', description: '', tags: '', administrators: ''};

test.each([
	['a=1, b=2', {a: '1', b: '2'}],
	// AWS tells tags of other case apart.
	['a=1, A=2', {a: '1', A: '2'}],
])('tags typed as %s', (tags, read) => {
	expect(tagsProblem(tags)).toBeUndefined();
	expect(question.validate({...draft, tags})).toEqual({value: {alias: 'workato-ekm', tags: read}});
});

test.each([
	['a=1, b=2, a=3', 'The tag “a” is given twice: a key has each tag once.'],
	['a', 'The tag “a” is not of the form name=value.'],
	['aws:a=1', expect.stringContaining('may not start with aws:')],
])('tags typed as %s are refused', (tags, problem) => {
	expect(tagsProblem(tags)).toEqual(problem);
});

test('an administrator whom AWS does not know is told at their line', async () => {
	const arn = 'arn:aws:iam::111122223333:role/nobody';
	await expect(question.validate({...draft, administrators: arn})).resolves.toEqual({
		at: 'administrators',
		problem: `There is no ${arn}. Check the name and, for a role with a path, the whole path.`,
	});
});
