import {expect, test} from 'vitest';
import {find} from '../../source/aws/find.js';
import {awsAnswer} from './aws-answer.js';

const fail = (error: Error) => async () => {
	throw error;
};

test('an answer is found, no answer is absent', async () => {
	expect(await find(async () => 0)).toEqual({state: 'found', value: 0});
	expect(await find(async () => undefined)).toEqual({state: 'absent'});
});

test('“there is none” is an answer', async () => {
	for (const name of ['NotFoundException', 'NoSuchEntityException']) {
		expect(await find(fail(awsAnswer(name)))).toEqual({state: 'absent'});
	}
});

test('any other failure is “cannot tell”, with AWS’s words', async () => {
	expect(await find(fail(awsAnswer('AccessDenied', 403, 'no\u{7}')))).toEqual({
		state: 'unknown',
		code: 'AccessDenied',
		reason: 'no',
	});
	expect(await find(fail(new Error('socket hang up')))).toMatchObject({
		state: 'unknown',
	});
});
