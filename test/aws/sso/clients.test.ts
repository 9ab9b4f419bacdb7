import {expect, test} from 'vitest';
import {configuredSsoEndpoint} from '../../../source/aws/endpoints.js';
import {requestHandler} from '../../../source/aws/network.js';
import {oidcBase, oidcClient} from '../../../source/aws/sso/clients.js';

const network = requestHandler({});
// No files of the developer's.
const HOME = '/nowhere';

test.each([
	['us-east-1', 'https://oidc.us-east-1.amazonaws.com'],
	['us-gov-west-1', 'https://oidc.us-gov-west-1.amazonaws.com'],
	['cn-north-1', 'https://oidc.cn-north-1.amazonaws.com.cn'],
	['eusc-de-east-1', 'https://oidc.eusc-de-east-1.amazonaws.eu'],
])('the sign-in page of %s is under %s', (region, base) => {
	const place = {region, env: {HOME}, network};
	expect(oidcBase(oidcClient(place), place)).toBe(base);
});

test('an endpoint in the environment stands in, without its last slash', () => {
	const env = {HOME, AWS_ENDPOINT_URL: 'http://127.0.0.1:1/oidc/'};
	const place = {region: 'us-east-1', env, network};
	expect(oidcBase(oidcClient(place), place)).toBe('http://127.0.0.1:1/oidc');
});

test.each<[Record<string, string>, string | undefined]>([
	[{}, undefined],
	[{AWS_ENDPOINT_URL: 'http://all/'}, 'http://all/'],
	[{AWS_ENDPOINT_URL: 'http://all/', AWS_ENDPOINT_URL_SSO: 'http://sso/'}, 'http://sso/'],
	[{AWS_ENDPOINT_URL: 'http://all/', AWS_ENDPOINT_URL_SSO: ''}, 'http://all/'],
	[
		{
			AWS_ENDPOINT_URL: 'http://all/',
			AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
		},
		undefined,
	],
])('%o sends the portal’s calls to %s', (env, endpoint) => {
	expect(configuredSsoEndpoint('sso', {HOME, ...env})).toBe(endpoint);
});
