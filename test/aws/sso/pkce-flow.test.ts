import {expect, test} from 'vitest';
import {fakeSecrets} from './fake-identity-center.js';
import {SignInHarness, endless, obedientBrowser, startTime, startUrl} from './sign-in-harness.js';

test('the browser answers by itself', async () => {
	await using harness = await SignInHarness.open();
	const {center, events} = harness;
	const pages: string[] = [];
	const browser = obedientBrowser(pages);
	const token = await harness.signIn({
		flow: 'pkce',
		wait: endless,
		openBrowser: browser.open,
	});
	await browser.done();
	expect(token.accessToken).toBe(fakeSecrets.accessToken);
	expect(harness.types()).toEqual(['url', 'browser', 'waiting', 'done']);
	expect(events[2]).toEqual({
		type: 'waiting',
		timeLeft: 600_000,
		until: startTime + 600_000,
	});
	expect(pages[0]).toContain('You can close this window.');

	expect(center.sent('register')).toEqual([
		{
			clientName: 'workato-aws',
			clientType: 'public',
			scopes: ['sso:account:access'],
			grantTypes: ['authorization_code', 'refresh_token'],
			redirectUris: ['http://127.0.0.1/oauth/callback'],
			issuerUrl: startUrl,
		},
	]);
	const query = center.requests.find(({call}) => call === 'page')?.query;
	const redirectUri = query?.get('redirect_uri') ?? '';
	expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/v);
	expect(Object.fromEntries(query ?? [])).toMatchObject({
		response_type: 'code',
		client_id: 'client-1',
		code_challenge_method: 'S256',
		scopes: 'sso:account:access',
	});
	expect(query?.get('code_challenge')).toMatch(/^[\w\-]{43}$/v);
	const [exchange] = center.sent('token');
	expect(exchange).toMatchObject({
		grantType: 'authorization_code',
		clientId: 'client-1',
		clientSecret: fakeSecrets.clientSecret,
		redirectUri,
		code: fakeSecrets.code,
	});
	expect(exchange?.codeVerifier).toMatch(/^[\w\-]{64}$/v);
	// The listener is gone.
	await expect(fetch(redirectUri)).rejects.toThrow();
});

test('without a browser to open, the address alone is enough', async () => {
	await using harness = await SignInHarness.open();
	const browser = obedientBrowser();
	const token = await harness.signIn({
		flow: 'pkce',
		wait: endless,
		async onEvent(event) {
			harness.events.push(event);
			if (event.type === 'url') {
				await browser.open(event.url);
			}
		},
	});
	await browser.done();
	expect(token.accessToken).toBe(fakeSecrets.accessToken);
	expect(harness.types()).toEqual(['url', 'waiting', 'done']);
});

test('a no in the browser is a no', async () => {
	await using harness = await SignInHarness.open();
	harness.center.consent = {error: 'access_denied'};
	const pages: string[] = [];
	const browser = obedientBrowser(pages);
	const error = await harness.refused({
		flow: 'pkce',
		wait: endless,
		openBrowser: browser.open,
	});
	await browser.done();
	expect(error.reason).toBe('denied');
	expect(pages[0]).toContain('Not signed in');
});

test('an invalid grant in the browser points to the region', async () => {
	await using harness = await SignInHarness.open();
	harness.center.consent = {error: 'invalid_grant'};
	const error = await harness.refused({
		flow: 'pkce',
		wait: endless,
		openBrowser: obedientBrowser().open,
	});
	expect(error.reason).toBe('refused');
	expect(error.hint).toContain('region of Identity Center');
});

test('an answer with another state is refused and the wait goes on until time is up', async () => {
	await using harness = await SignInHarness.open();
	const {center} = harness;
	center.consent = {code: fakeSecrets.code, state: 'forged'};
	const pages: string[] = [];
	const browser = obedientBrowser(pages);
	const error = await harness.refused({
		flow: 'pkce',
		openBrowser: browser.open,
		// Ten minutes are over as soon as the forged answer was turned away.
		async wait() {
			await browser.done();
		},
	});
	expect(error.reason).toBe('expired');
	expect(pages[0]).toContain('another sign-in');
	expect(center.sent('token')).toEqual([]);
});

test('it can be stopped while the browser is open', async () => {
	await using harness = await SignInHarness.open();
	const error = await harness.refused({
		flow: 'pkce',
		wait: endless,
		async openBrowser() {
			harness.controller.abort();
		},
	});
	expect(error.reason).toBe('cancelled');
});

test('where no browser opens, the device code takes over', async () => {
	await using harness = await SignInHarness.open();
	const token = await harness.signIn({
		flow: 'pkce',
		async openBrowser() {
			throw new Error('spawn xdg-open ENOENT');
		},
	});
	expect(token.accessToken).toBe(fakeSecrets.accessToken);
	expect(harness.types().slice(0, 4)).toEqual(['url', 'browser', 'fallback', 'code']);
});

test('a code that AWS does not take is not tried twice', async () => {
	await using harness = await SignInHarness.open();
	const {center} = harness;
	center.fail('token', {name: 'InvalidGrantException'});
	const error = await harness.refused({
		flow: 'pkce',
		wait: endless,
		openBrowser: obedientBrowser().open,
	});
	expect(error.reason).toBe('refused');
	expect(center.sent('token')).toHaveLength(1);
});

test('a wrong region shows when the program is registered', async () => {
	await using harness = await SignInHarness.open();
	harness.center.fail('register', {
		name: 'InvalidRequestException',
		body: {error: 'invalid_request'},
	});
	const error = await harness.refused({flow: 'pkce', wait: endless});
	expect(error.reason).toBe('wrong-region');
});
