import {expect, test} from 'vitest';
import {describeNetworkError, ProxyError} from '../../source/aws/network-error.js';
import {NetworkSetupError} from '../../source/aws/settings.js';

function failure(message: string, code?: string): Error {
	return Object.assign(new Error(message), code === undefined ? {} : {code});
}

const proxyRefusal = (cause: number | Error) =>
	new ProxyError(new URL('https://proxy.corp:8080'), 'sts.amazonaws.com', cause);

class TimeoutError extends Error {
	override readonly name = 'TimeoutError';
}

class CredentialsProviderError extends Error {
	override readonly name = 'CredentialsProviderError';
}

test.each<[string, unknown, string, string]>([
	[
		'a mistyped region',
		failure('getaddrinfo ENOTFOUND kms.us-eest-1.amazonaws.com', 'ENOTFOUND'),
		'region',
		'us-east-1',
	],
	[
		'a mistyped region at Identity Center',
		failure('getaddrinfo ENOTFOUND oidc.eu-wets-1.amazonaws.com', 'ENOTFOUND'),
		'region',
		'eu-west-1',
	],
	[
		'the same inside a credential provider',
		new CredentialsProviderError('Error: getaddrinfo ENOTFOUND portal.sso.us-eest-1.amazonaws.com'),
		'region',
		'us-east-1',
	],
	[
		'a right region without a network',
		failure('getaddrinfo ENOTFOUND kms.us-east-1.amazonaws.com', 'ENOTFOUND'),
		'name',
		'kms.us-east-1.amazonaws.com',
	],
	[
		'a name service that is away',
		failure('getaddrinfo EAI_AGAIN iam.amazonaws.com', 'EAI_AGAIN'),
		'name',
		'iam.amazonaws.com',
	],
	['a proxy that says no', proxyRefusal(403), 'proxy', 'proxy.corp:8080 refused'],
	[
		'a private authority',
		failure('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
		'certificate',
		'does not know',
	],
	[
		'a private authority further up',
		failure('x', 'SELF_SIGNED_CERT_IN_CHAIN'),
		'certificate',
		'does not know',
	],
	[
		'a missing issuer',
		failure('x', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
		'certificate',
		'does not know',
	],
	[
		'an old certificate',
		failure('certificate has expired', 'CERT_HAS_EXPIRED'),
		'certificate',
		'out of date',
	],
	['no answer', new TimeoutError('x'), 'timeout', 'in time'],
	['no answer to connect', failure('x', 'ETIMEDOUT'), 'timeout', 'in time'],
	[
		'a closed port',
		failure('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED'),
		'unreachable',
		'refused or lost',
	],
	[
		'both addresses of a host closed',
		new AggregateError([failure('connect ECONNREFUSED ::1:1')], 'None'),
		'unreachable',
		'refused or lost',
	],
	['a lost line', failure('socket hang up'), 'unreachable', 'refused or lost'],
	[
		'a wrong setting',
		new NetworkSetupError('AWS_CA_BUNDLE names x.', 'Correct it.'),
		'setup',
		'AWS_CA_BUNDLE',
	],
])('%s', (_, error, kind, words) => {
	const trouble = describeNetworkError(error);
	expect(trouble?.kind).toBe(kind);
	expect(trouble?.message).toContain(words);
	expect(trouble?.hint).not.toBe('');
});

test('a proxy that wants a password is told from one that forbids', () => {
	const wants = describeNetworkError(proxyRefusal(407));
	const forbids = describeNetworkError(proxyRefusal(403));
	expect(wants?.hint).toContain('password');
	expect(forbids?.hint).toContain('network team');
});

test.each([
	failure('User is not authorized', 'AccessDenied'),
	failure('The proxyConfiguration is not valid'),
	new CredentialsProviderError('Token is expired.'),
	'a text',
	undefined,
])('%o is not the network’s', (error) => {
	expect(describeNetworkError(error)).toBeUndefined();
});

test.each([
	[failure('x', 'SELF_SIGNED_CERT_IN_CHAIN'), 'certificate file'],
	[failure('x', 'ERR_SSL_WRONG_VERSION_NUMBER'), 'http://'],
	[failure('x', 'ECONNREFUSED'), 'Check HTTPS_PROXY'],
])('what a proxy’s failure asks for is decided by Node’s code: %o', (cause, hint) => {
	const error = proxyRefusal(cause);
	expect(describeNetworkError(error)?.hint).toContain(hint);
	// The sentence says nothing: another one asks for the same.
	error.message = 'In other words.';
	const trouble = describeNetworkError(error);
	expect(trouble?.message).toBe('In other words.');
	expect(trouble?.hint).toContain(hint);
});
