import {expect, test} from 'vitest';
import {refreshToken} from '../../../source/aws/sso/sign-in.js';
import {readToken} from '../../../source/aws/sso/token-cache.js';
import {fakeSecrets} from './fake-identity-center.js';
import {SignInHarness, startTime} from './sign-in-harness.js';

const key = {session: 'corp'};

async function signedIn(harness: SignInHarness) {
	const token = await harness.signIn();
	const {home, place, clock} = harness;
	const {env, network} = place;
	return {
		token: {...token, accessToken: 'over', expiresAt: startTime - 1},
		options: {key, home, env, network, now: clock.now},
	};
}

test('a sign-in is renewed without the person, and kept', async () => {
	await using harness = await SignInHarness.open();
	const {token, options} = await signedIn(harness);
	const renewed = await refreshToken(token, options);
	expect(renewed).toMatchObject({
		accessToken: fakeSecrets.accessToken,
		refreshToken: fakeSecrets.refreshToken,
		registrationExpiresAt: 4_000_000_000_000,
	});
	expect(await readToken(harness.home, key)).toMatchObject({
		state: 'found',
		token: {accessToken: fakeSecrets.accessToken},
	});
	expect(harness.center.sent('token').at(-1)).toEqual({
		grantType: 'refresh_token',
		clientId: 'client-1',
		clientSecret: fakeSecrets.clientSecret,
		refreshToken: fakeSecrets.refreshToken,
	});
});

test('a renewal without a new refresh token keeps the old one', async () => {
	await using harness = await SignInHarness.open();
	const {token, options} = await signedIn(harness);
	harness.center.givesRefreshToken = false;
	const renewed = await refreshToken(token, options);
	expect(renewed.refreshToken).toBe(fakeSecrets.refreshToken);
});

test.each(['InvalidGrantException', 'ExpiredTokenException', 'InvalidClientException'])(
	'%s: the person is asked again',
	async (name) => {
		await using harness = await SignInHarness.open();
		const {token, options} = await signedIn(harness);
		harness.center.fail('token', {name});
		await expect(refreshToken(token, options)).rejects.toMatchObject({
			reason: 'expired',
		});
	},
);
