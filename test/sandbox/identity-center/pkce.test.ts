import {CreateTokenCommand, RegisterClientCommand} from '@aws-sdk/client-sso-oidc';
import {expect, test} from 'vitest';
import {
	authorizeUrl,
	listenForCallback,
	newVerifier,
	openIdentityCenter,
	pageOf,
	press,
	scopes,
	startUrl,
	type OpenIdentityCenter,
} from './harness.js';

const register = async (
	{oidc}: OpenIdentityCenter,
	{issuerUrl = startUrl, clientName = 'workato-aws'} = {},
) => {
	const {clientId = '', clientSecret = ''} = await oidc.send(
		new RegisterClientCommand({
			clientName,
			clientType: 'public',
			grantTypes: ['authorization_code', 'refresh_token'],
			redirectUris: ['http://127.0.0.1/oauth/callback'],
			issuerUrl,
			scopes,
		}),
	);
	return {clientId, clientSecret};
};

/** A code for the right verifier, as a browser brings it back. */
const getCode = async (center: OpenIdentityCenter) => {
	const client = await register(center);
	const {verifier, challenge} = newVerifier();
	const redirectUri = 'http://127.0.0.1:49152/oauth/callback';
	const url = authorizeUrl(center.world, {
		clientId: client.clientId,
		redirectUri,
		challenge,
	});
	const answer = await press(url, url.searchParams, 'allow');
	const location = new URL(answer.headers.get('location') ?? '');
	const code = location.searchParams.get('code') ?? '';
	const exchange = async (changes: object = {}) =>
		center.oidc.send(
			new CreateTokenCommand({
				...client,
				grantType: 'authorization_code',
				redirectUri,
				code,
				codeVerifier: verifier,
				...changes,
			}),
		);
	return {code, exchange};
};

test('Allow leads the browser back with a code and the state, and the verifier turns it into a token, once', async () => {
	await using center = await openIdentityCenter();
	await using listener = await listenForCallback();
	const {redirectUri, called} = listener;
	const client = await register(center);
	const {verifier, challenge} = newVerifier();
	const url = authorizeUrl(center.world, {
		clientId: client.clientId,
		redirectUri,
		challenge,
	});
	const {status, html} = await pageOf(url);
	expect(status).toBe(200);
	expect(html).toContain('workato-aws asks to use');

	const answer = await press(url, url.searchParams, 'allow');
	expect(answer.status).toBe(303);
	await fetch(answer.headers.get('location') ?? '');
	const back = await called;
	expect(back.pathname).toBe('/oauth/callback');
	expect(back.searchParams.get('state')).toBe('state-1');
	const exchange = async () =>
		center.oidc.send(
			new CreateTokenCommand({
				...client,
				grantType: 'authorization_code',
				redirectUri,
				code: back.searchParams.get('code') ?? '',
				codeVerifier: verifier,
			}),
		);
	const token = await exchange();
	expect(token).toHaveProperty('refreshToken');
	await expect(
		center.roleKeys(token.accessToken, '111122223333', 'Administrator'),
	).resolves.toHaveProperty('accessKeyId');
	await expect(exchange()).rejects.toMatchObject({
		name: 'InvalidGrantException',
	});
});

test.each([
	['another verifier', {codeVerifier: newVerifier().verifier}],
	['another redirect', {redirectUri: 'http://127.0.0.1:49153/oauth/callback'}],
	['another code', {code: 'guessed'}],
])('%s gets no token', async (_what, changes) => {
	await using center = await openIdentityCenter();
	const {exchange} = await getCode(center);
	await expect(exchange(changes)).rejects.toMatchObject({
		name: 'InvalidGrantException',
		error: 'invalid_grant',
	});
	await expect(exchange()).resolves.toHaveProperty('accessToken');
});

test('without a verifier the request is invalid', async () => {
	await using center = await openIdentityCenter();
	const {exchange} = await getCode(center);
	await expect(exchange({codeVerifier: undefined})).rejects.toMatchObject({
		name: 'InvalidRequestException',
		error_description: 'Invalid or missing: codeVerifier',
	});
});

test('a code that is too old gets no token', async () => {
	await using center = await openIdentityCenter();
	await center.set({codeSeconds: 0});
	const {exchange} = await getCode(center);
	await expect(exchange()).rejects.toMatchObject({
		name: 'InvalidGrantException',
	});
});

test('Deny leads the browser back with access_denied and no code', async () => {
	await using center = await openIdentityCenter();
	const {clientId} = await register(center);
	const url = authorizeUrl(center.world, {
		clientId,
		redirectUri: 'http://127.0.0.1:49152/oauth/callback',
		challenge: newVerifier().challenge,
	});
	const answer = await press(url, url.searchParams, 'deny');
	expect(answer.headers.get('location')).toBe(
		'http://127.0.0.1:49152/oauth/callback?error=access_denied&state=state-1',
	);
});

test.each([
	['an unknown client', {client_id: 'nobody'}, 'not registered'],
	[
		'another host',
		{redirect_uri: 'https://evil.example:80/oauth/callback'},
		'address to go back to',
	],
	['localhost', {redirect_uri: 'http://localhost:80/oauth/callback'}, 'address to go back to'],
	['another path', {redirect_uri: 'http://127.0.0.1:80/elsewhere'}, 'address to go back to'],
	[
		'a redirect without a port',
		{redirect_uri: 'http://127.0.0.1/oauth/callback'},
		'address to go back to',
	],
	[
		'a port that is none',
		{redirect_uri: 'http://127.0.0.1:70000/oauth/callback'},
		'address to go back to',
	],
	['a plain challenge', {code_challenge_method: 'plain'}, 'S256'],
	['no state', {state: ''}, 'state'],
	['another answer', {response_type: 'token'}, 'response_type'],
	['a scope of its own', {scopes: 'sso:account:access a:b'}, 'asks for more'],
])('%s gets a page that says why, and no redirect', async (_what, changes, words) => {
	await using center = await openIdentityCenter();
	const {clientId} = await register(center);
	const url = authorizeUrl(
		center.world,
		{
			clientId,
			redirectUri: 'http://127.0.0.1:49152/oauth/callback',
			challenge: newVerifier().challenge,
		},
		changes,
	);
	const {status, html} = await pageOf(url);
	expect(status).toBe(400);
	expect(html).toContain(words);
	const answer = await press(url, url.searchParams, 'allow');
	expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
});

test.each([
	['an unknown start URL', '', {issuerUrl: 'https://x.awsapps.com/start'}],
	['a wrong region', '/region/eu-west-1', {}],
])('%s shows in the browser', async (_what, prefix, registration) => {
	await using center = await openIdentityCenter();
	const there = {
		...center,
		oidc: center.oidcAt(prefix.slice(8) || 'us-east-1'),
	};
	const {clientId} = await register(there, registration);
	const {pathname, search, origin} = authorizeUrl(center.world, {
		clientId,
		redirectUri: 'http://127.0.0.1:49152/oauth/callback',
		challenge: newVerifier().challenge,
	});
	const {status, html} = await pageOf(origin + prefix + pathname + search);
	expect(status).toBe(400);
	expect(html).toContain('no Identity Center with this start URL in this region');
});

test('names and fields are escaped in the page', async () => {
	await using center = await openIdentityCenter();
	const {clientId} = await register(center, {
		clientName: '<script>alert("1")</script>',
	});
	const url = authorizeUrl(
		center.world,
		{
			clientId,
			redirectUri: 'http://127.0.0.1:49152/oauth/callback',
			challenge: newVerifier().challenge,
		},
		{state: '"\'><img src=x>'},
	);
	const {html} = await pageOf(url);
	expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
	expect(html).toContain('value="&quot;&#39;&gt;&lt;img src=x&gt;"');
	expect(html).not.toMatch(/<script|<img/v);
});
