import {expect, test} from 'vitest';
import {CredentialsProviderError} from '@smithy/core/config';
import {
	describeAwsError,
	isAccessTrouble,
	mayHaveHappened,
	type AwsErrorKind,
} from '../../source/aws/errors.js';
import {awsAnswer} from './aws-answer.js';

const withCode = (message: string, code: string) => Object.assign(new Error(message), {code});
const provider = (message: string) => new CredentialsProviderError(message, {tryNextLink: false});

class TimeoutError extends Error {
	override readonly name = 'TimeoutError';
}

// What Node throws when no address of a host answers.
const nothingSaid = Object.assign(new AggregateError([], 'none'), {
	code: 'ECONNREFUSED',
	message: '',
});

const html = new SyntaxError(
	'Unexpected token \'<\', "<html>..." is not valid JSON\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.',
);

test.each([
	[awsAnswer('ExpiredTokenException'), 'expired', 'ExpiredTokenException', false],
	[awsAnswer('ExpiredToken', 403), 'expired', 'ExpiredToken', false],
	[awsAnswer('RequestExpired'), 'expired', 'RequestExpired', false],
	[awsAnswer('UnrecognizedClientException'), 'no-identity', 'UnrecognizedClientException', false],
	[awsAnswer('InvalidClientTokenId', 403), 'no-identity', 'InvalidClientTokenId', false],
	[awsAnswer('InvalidSignatureException'), 'no-identity', 'InvalidSignatureException', false],
	[awsAnswer('SignatureDoesNotMatch', 403), 'no-identity', 'SignatureDoesNotMatch', false],
	[awsAnswer('AccessDeniedException'), 'denied', 'AccessDeniedException', false],
	[awsAnswer('AccessDenied', 403), 'denied', 'AccessDenied', false],
	[awsAnswer('AuthorizationError', 403), 'denied', 'AuthorizationError', false],
	[awsAnswer('ThrottlingException'), 'throttled', 'ThrottlingException', false],
	[awsAnswer('Throttling'), 'throttled', 'Throttling', false],
	[awsAnswer('TooManyRequestsException', 429), 'throttled', 'TooManyRequestsException', false],
	[awsAnswer('Slow', 429), 'throttled', 'Slow', false],
	[awsAnswer('NotFoundException'), 'not-found', 'NotFoundException', false],
	[awsAnswer('NoSuchEntityException', 404), 'not-found', 'NoSuchEntityException', false],
	[awsAnswer('UnknownOperationException'), 'unsupported', 'UnknownOperationException', false],
	[awsAnswer('InvalidAction'), 'unsupported', 'InvalidAction', false],
	[awsAnswer('KMSInternalException', 500), 'server', 'KMSInternalException', true],
	[awsAnswer('DependencyTimeoutException', 500), 'server', 'DependencyTimeoutException', true],
	[awsAnswer('ServiceUnavailable', 503), 'server', 'ServiceUnavailable', true],
	[awsAnswer('Odd', 502), 'server', 'Odd', true],
	[
		awsAnswer('MalformedPolicyDocumentException'),
		'refused',
		'MalformedPolicyDocumentException',
		false,
	],
	[
		awsAnswer(
			'MalformedPolicyDocumentException',
			400,
			'Policy contains a statement with one or more invalid principals.',
		),
		'unknown-principal',
		'MalformedPolicyDocumentException',
		false,
	],
	[
		awsAnswer('MalformedPolicyDocument', 400, 'Policy document should not specify a principal.'),
		'refused',
		'MalformedPolicyDocument',
		false,
	],
	[awsAnswer('AlreadyExistsException'), 'refused', 'AlreadyExistsException', false],
	[awsAnswer('LimitExceededException'), 'refused', 'LimitExceededException', false],
	[
		withCode('getaddrinfo ENOTFOUND kms.us-eest-1.amazonaws.com', 'ENOTFOUND'),
		'unreachable',
		'ENOTFOUND',
		false,
	],
	[
		withCode('connect ECONNREFUSED 127.0.0.1:9', 'ECONNREFUSED'),
		'unreachable',
		'ECONNREFUSED',
		false,
	],
	[withCode('socket hang up', 'ECONNRESET'), 'unreachable', 'ECONNRESET', true],
	[withCode('aborted', 'ECONNRESET'), 'unreachable', 'ECONNRESET', true],
	[
		withCode('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
		'unreachable',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		true,
	],
	[new TimeoutError('Connection timed out'), 'unreachable', 'TimeoutError', true],
	[nothingSaid, 'unreachable', 'ECONNREFUSED', false],
	[html, 'unreachable', 'UnreadableAnswer', true],
	[
		provider('The SSO session associated with this profile has expired.'),
		'expired',
		'CredentialsProviderError',
		false,
	],
	[
		provider('Token is expired. To refresh this SSO session run aws sso login'),
		'expired',
		'CredentialsProviderError',
		false,
	],
	[
		provider('UnauthorizedException: Session token not found or invalid'),
		'no-identity',
		'CredentialsProviderError',
		false,
	],
	[
		provider('Could not load credentials from any providers'),
		'no-identity',
		'CredentialsProviderError',
		false,
	],
	[
		provider('Error: getaddrinfo ENOTFOUND portal.sso.us-east-1.amazonaws.com'),
		'unreachable',
		'CredentialsProviderError',
		false,
	],
	[
		provider('Error: self-signed certificate in certificate chain'),
		'unreachable',
		'CredentialsProviderError',
		false,
	],
	[new Error('Region is missing'), 'no-identity', 'Error', false],
	[
		new TypeError("Cannot read properties of undefined (reading 'sso_region')"),
		'no-identity',
		'TypeError',
		false,
	],
	['text', 'refused', 'Error', true],
	[new Error('anything'), 'refused', 'Error', true],
] satisfies Array<[unknown, AwsErrorKind, string, boolean]>)(
	'%s is %s (%s); may have happened all the same: %s',
	(error, kind, code, isPossible) => {
		const problem = describeAwsError(error);
		expect(problem).toMatchObject({kind, code});
		expect(problem.message).not.toBe('');
		expect(problem.hint).not.toBe('');
		expect(mayHaveHappened(error)).toBe(isPossible);
		expect(isAccessTrouble(problem.kind)).toBe(
			['expired', 'no-identity', 'unreachable'].includes(kind),
		);
	},
);

test.each([new TypeError('x is not a function'), new SyntaxError('Unexpected end of JSON input')])(
	'a fault of our own is not put into AWS’s mouth, and nothing is claimed about the call: %s',
	(error) => {
		const problem = describeAwsError(error);
		expect(problem.message).toBe(`Something went wrong in workato-aws itself: ${error.message}`);
		expect(problem.hint).toContain('not known');
		expect(isAccessTrouble(problem.kind)).toBe(false);
		expect(mayHaveHappened(error)).toBe(true);
	},
);
