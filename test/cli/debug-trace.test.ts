import {expect, test} from 'vitest';
import {debugTrace} from '../../source/cli/problems.js';
import {awsAnswer} from '../aws/aws-answer.js';

const here = /at .*debug-trace\.test\.ts/v;

test('the request with its token, which AWS repeats when a signature is wrong, is cut', () => {
	const error = awsAnswer(
		'InvalidSignatureException',
		403,
		'The signature does not match.\nThe Canonical String for this request should have been\nX-Amz-Security-Token:HUSH\n    at HUSH',
	);
	const trace = debugTrace(error);
	expect(trace).toContain('The signature does not match.');
	expect(trace).toMatch(here);
	expect(trace).not.toContain('HUSH');
});

test('the command of a helper program is cut, in the cause too', () => {
	const cause = new Error('Command failed: helper --password HUSH\nno such user');
	const error = new Error(cause.message, {cause});
	const trace = debugTrace(error);
	expect(trace).toContain('no such user');
	expect(trace).toContain('caused by Error');
	expect(trace.match(new RegExp(here, 'gv'))).toHaveLength(2);
	expect(trace).not.toContain('HUSH');
});

test('control characters are shown', () => {
	const error = new TypeError('bad \u{1B}[31mthing');
	expect(debugTrace(error)).toContain(String.raw`bad \u{1b}[31mthing`);
});
