import {expect, test} from 'vitest';
import {lookUp} from '../../source/aws/errors.js';
import {awsAnswer} from './aws-answer.js';

const fail = (error: Error) => async () => {
	throw error;
};

test('an answer is found, no answer is absent', async () => {
	expect(await lookUp(async () => 0)).toEqual({state: 'found', value: 0});
	expect(await lookUp(async () => undefined)).toEqual({state: 'absent'});
});

test('“there is none” is an answer', async () => {
	for (const name of ['NotFoundException', 'NoSuchEntityException']) {
		expect(await lookUp(fail(awsAnswer(name)))).toEqual({state: 'absent'});
	}
});

test('any other failure is “cannot tell”, with AWS’s words', async () => {
	expect(await lookUp(fail(awsAnswer('AccessDenied', 403, 'no\u{7}')))).toEqual({
		state: 'unknown',
		code: 'AccessDenied',
		reason: String.raw`no\u{7}`,
		kind: 'denied',
		hint: 'Ask for the permission named above, then try again.',
	});
	expect(await lookUp(fail(new Error('socket hang up')))).toMatchObject({
		state: 'unknown',
	});
});

test('a fault of our own is not passed off as an answer of AWS', async () => {
	const fault = new TypeError("Cannot read properties of undefined (reading 'length')");
	await expect(lookUp(fail(fault))).rejects.toBe(fault);
	await expect(lookUp(fail(new RangeError('Invalid count value')))).rejects.toThrow(RangeError);
});

test('JavaScript’s errors that come from the SDK, Node or a broken answer are “cannot tell”', async () => {
	const url = Object.assign(new TypeError('Invalid URL'), {
		code: 'ERR_INVALID_URL',
	});
	const session = new TypeError("Cannot read properties of undefined (reading 'sso_region')");
	const answer = Object.assign(new TypeError('x is not iterable'), {
		$metadata: {httpStatusCode: 200},
	});
	const fetched = new TypeError('fetch failed', {cause: new Error('no route')});
	for (const error of [url, session, answer, fetched]) {
		expect(await lookUp(fail(error))).toMatchObject({state: 'unknown'});
	}
});
