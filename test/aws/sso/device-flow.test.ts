import {expect, test} from 'vitest';
import {fakeSecrets} from './fake-identity-center.js';
import {SignInHarness, startTime, startUrl} from './sign-in-harness.js';

test('a code is shown, the page is opened, and a yes ends in a token', async () => {
	await using harness = await SignInHarness.open();
	const {center, events, clock} = harness;
	center.fail('token', {name: 'AuthorizationPendingException'});
	const opened: string[] = [];
	const token = await harness.signIn({
		async openBrowser(url) {
			opened.push(url);
		},
	});
	expect(token).toMatchObject({
		startUrl,
		region: 'us-east-1',
		accessToken: fakeSecrets.accessToken,
		clientId: 'client-1',
		registrationExpiresAt: 4_000_000_000_000,
	});
	const until = startTime + 600_000;
	expect(events).toEqual([
		{
			type: 'code',
			userCode: 'ABCD-EFGH',
			verificationUri: 'https://device.sso.us-east-1.amazonaws.com/',
			verificationUriComplete: 'https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH',
			expiresAt: until,
		},
		{type: 'browser', opened: true},
		{type: 'waiting', timeLeft: 600_000, until},
		{type: 'waiting', timeLeft: 595_000, until},
		{type: 'done', until: startTime + 10_000 + 28_800_000},
	]);
	expect(opened).toEqual(['https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH']);
	expect(clock.waits).toEqual([5000, 5000]);
	expect(center.sent('register')).toEqual([
		{
			clientName: 'workato-aws',
			clientType: 'public',
			scopes: ['sso:account:access'],
		},
	]);
	expect(center.sent('authorize')).toEqual([
		{clientId: 'client-1', clientSecret: fakeSecrets.clientSecret, startUrl},
	]);
	expect(center.sent('token')[0]).toEqual({
		grantType: 'urn:ietf:params:oauth:grant-type:device_code',
		clientId: 'client-1',
		clientSecret: fakeSecrets.clientSecret,
		deviceCode: fakeSecrets.deviceCode,
	});
});

test('slow down adds five seconds for good', async () => {
	await using harness = await SignInHarness.open();
	harness.center.fail(
		'token',
		{name: 'AuthorizationPendingException'},
		{name: 'SlowDownException'},
		{name: 'AuthorizationPendingException'},
		{name: 'SlowDownException'},
	);
	await harness.signIn();
	expect(harness.clock.waits).toEqual([5000, 5000, 10_000, 10_000, 15_000]);
});

test('without an interval it asks every five seconds', async () => {
	await using harness = await SignInHarness.open();
	harness.center.interval = undefined;
	await harness.signIn();
	expect(harness.clock.waits).toEqual([5000]);
});

test('a browser that does not open is no trouble', async () => {
	await using harness = await SignInHarness.open();
	await harness.signIn({
		async openBrowser() {
			throw new Error('no browser');
		},
	});
	expect(harness.events[1]).toEqual({type: 'browser', opened: false});
	expect(harness.types().at(-1)).toBe('done');
});

test('nobody answers until the code runs out', async () => {
	await using harness = await SignInHarness.open();
	const {center, clock} = harness;
	center.expiresIn = 12;
	center.fail('token', ...Array.from({length: 9}, () => ({name: 'AuthorizationPendingException'})));
	const error = await harness.refused();
	expect(error.reason).toBe('expired');
	expect(error.hint).toContain('region');
	expect(clock.waits).toEqual([5000, 5000, 2000]);
});

test.each([
	['AccessDeniedException', 'denied', 'not allowed'],
	['ExpiredTokenException', 'expired', 'ran out'],
	['InvalidGrantException', 'refused', 'did not take'],
	['UnauthorizedClientException', 'refused', 'does not let this program'],
] as const)('%s while waiting: %s', async (name, reason, words) => {
	await using harness = await SignInHarness.open();
	harness.center.fail('token', {name});
	const error = await harness.refused();
	expect(error.reason).toBe(reason);
	expect(error.message).toContain(words);
	expect(error.hint).not.toBe('');
});

test('an Identity Center with a broken key of its own points to its administrator', async () => {
	await using harness = await SignInHarness.open();
	harness.center.fail('token', {
		name: 'AccessDeniedException',
		body: {error: 'access_denied', reason: 'KMS_DisabledException'},
	});
	const error = await harness.refused();
	expect(error.reason).toBe('admin-key');
	expect(error.hint).toContain('administrator');
});

test('a wrong region is told from a wrong start URL', async () => {
	await using harness = await SignInHarness.open();
	harness.center.fail('authorize', {
		name: 'InvalidRequestException',
		body: {error: 'invalid_request'},
	});
	const region = await harness.refused();
	expect(region.reason).toBe('wrong-region');
	expect(region.hint).toContain('need not be the one you work in');

	harness.center.fail('authorize', {
		name: 'InvalidRequestException',
		body: {error: 'invalid_request', error_description: 'Bad startUrl'},
	});
	const start = await harness.refused();
	expect(start.reason).toBe('wrong-start-url');
});

test('a forgotten registration is made again, once', async () => {
	await using harness = await SignInHarness.open();
	const {center} = harness;
	center.fail('token', {name: 'InvalidClientException', status: 401});
	await harness.signIn();
	expect(center.sent('register')).toHaveLength(2);
	expect(center.sent('authorize')).toHaveLength(2);

	const stale = {name: 'InvalidClientException', status: 401};
	center.fail('authorize', stale, stale);
	const error = await harness.refused();
	expect(error.reason).toBe('refused');
	expect(center.sent('register')).toHaveLength(4);
});

test('it can be stopped while it waits, and writes nothing', async () => {
	await using harness = await SignInHarness.open();
	const {center, controller} = harness;
	const error = await harness.refused({
		async wait(_, signal) {
			controller.abort();
			signal.throwIfAborted();
		},
	});
	expect(error.reason).toBe('cancelled');
	expect(center.sent('token')).toEqual([]);
	expect(harness.types()).not.toContain('done');
});

test('a fault at AWS ends in words, a lost network is waited out', async () => {
	await using harness = await SignInHarness.open();
	const {center, clock} = harness;
	let attempts = 0;
	const token = await harness.signIn({
		async wait(milliseconds, signal) {
			attempts += 1;
			if (attempts === 1) {
				throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), {
					code: 'ECONNREFUSED',
				});
			}

			await clock.wait(milliseconds, signal);
		},
	});
	expect(token.accessToken).toBe(fakeSecrets.accessToken);
	expect(harness.events).toContainEqual(
		expect.objectContaining({
			type: 'waiting',
			trouble: 'The connection to AWS was refused or lost.',
		}),
	);
	center.fail('authorize', {name: 'UnsupportedGrantTypeException'});
	const error = await harness.refused();
	expect(error.hint).toContain('device code');
});

test('a network that stays away ends the sign-in', async () => {
	await using harness = await SignInHarness.open();
	const {clock} = harness;
	const error = await harness.refused({
		async wait(milliseconds, signal) {
			await clock.wait(milliseconds, signal);
			throw Object.assign(new Error('getaddrinfo ENOTFOUND oidc.example'), {
				code: 'ENOTFOUND',
			});
		},
	});
	expect(error.reason).toBe('network');
	expect(clock.waits).toHaveLength(13);
});

test('an address that is not a web page is not opened', async () => {
	await using harness = await SignInHarness.open();
	harness.center.verificationUri = 'file:///etc/passwd';
	const opened: string[] = [];
	const error = await harness.refused({
		async openBrowser(url) {
			opened.push(url);
		},
	});
	expect(error.reason).toBe('refused');
	expect(opened).toEqual([]);
});

test('an older profile registers without scopes and never uses PKCE', async () => {
	await using harness = await SignInHarness.open();
	const {center} = harness;
	await harness.signIn({key: {startUrl}, flow: 'pkce'});
	expect(center.sent('register')).toEqual([{clientName: 'workato-aws', clientType: 'public'}]);
	expect(harness.types()).toContain('code');
});
