import {expect, test} from 'vitest';
import {describeAwsError} from '../../source/aws/errors.js';
import {awsAnswer} from './aws-answer.js';

// What Node throws when no address of a host answers.
const nothingSaid = Object.assign(new AggregateError([], 'none'), {
	code: 'ECONNREFUSED',
	message: '',
});

const html = new SyntaxError(
	'Unexpected token \'<\', "<html>..." is not valid JSON\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.',
);

test.each([
	['a\u{1B}[31mred\u{1B}[0m\tb\r\nc\u{7}', String.raw`a\u{1b}[31mred\u{1b}[0m b c\u{7}`],
	['\u{202E}right to left', String.raw`\u{202e}right to left`],
	['', 'AWS answered OddException and said no more.'],
	['UnknownError', 'AWS answered OddException and said no more.'],
	['x'.repeat(600), `${'x'.repeat(500)}… (600 characters)`],
])('the message %j is drawn as %j', (message, drawn) => {
	const error = awsAnswer('OddException', 400, message);
	expect(describeAwsError(error).message).toBe(drawn);
});

test('a name is made safe like a message', () => {
	expect(describeAwsError(awsAnswer('Odd\u{1B}[2J\nName')).code).toBe(
		String.raw`Odd\u{1b}[2J\u{a}Name`,
	);
});

test('a wrong signature does not show the request with its session token', () => {
	const error = awsAnswer(
		'SignatureDoesNotMatch',
		403,
		"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nhost:kms.us-east-1.amazonaws.com\nx-amz-security-token:IQoJsecretsecret\n'",
	);
	const problem = describeAwsError(error);
	expect(JSON.stringify(problem)).not.toContain('IQoJ');
	expect(problem.message).toBe(
		'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key.',
	);
});

test('what only a programmer understands is said in words', () => {
	expect(describeAwsError(html).message).toBe(
		'What came back is not an answer of AWS: it was cut off, or a proxy answered instead.',
	);
	expect(
		describeAwsError(new TypeError("Cannot read properties of undefined (reading 'sso_region')"))
			.message,
	).toBe('The profile names an sso-session that the AWS config file does not have.');
	expect(describeAwsError(nothingSaid).message).toBe('AWS could not be reached.');
});
