import {expect, test} from 'vitest';
import {signOut} from '../../../source/aws/sso/portal.js';
import {readToken, writeToken} from '../../../source/aws/sso/token-cache.js';
import {fakeSecrets} from './fake-identity-center.js';
import {SignInHarness, startTime, startUrl} from './sign-in-harness.js';

const key = {session: 'corp'};
const token = {
	startUrl,
	region: 'us-east-1',
	accessToken: fakeSecrets.accessToken,
	expiresAt: startTime + 3_600_000,
};

function options({home, place, clock}: SignInHarness) {
	const {env, network} = place;
	return {key, home, env, network, now: clock.now};
}

test('one sign-in ends, at AWS and here; the others stay', async () => {
	await using harness = await SignInHarness.open();
	const {home, center} = harness;
	await writeToken(home, key, token);
	await writeToken(home, {session: 'other'}, token);
	expect(await signOut(options(harness))).toEqual({removed: true, aws: 'notified'});
	expect(await readToken(home, key)).toEqual({state: 'absent'});
	const other = await readToken(home, {session: 'other'});
	expect(other.state).toBe('found');
	const [logout] = center.requests;
	expect(logout?.call).toBe('logout');
	expect(logout?.headers['x-amz-sso_bearer_token']).toBe(token.accessToken);
});

test('an expired or absent one needs no call', async () => {
	await using harness = await SignInHarness.open();
	expect(await signOut(options(harness))).toEqual({
		removed: false,
		aws: 'not-needed',
	});
	await writeToken(harness.home, key, {...token, expiresAt: startTime});
	expect(await signOut(options(harness))).toEqual({
		removed: true,
		aws: 'not-needed',
	});
	expect(harness.center.requests).toEqual([]);
});

test('a fault at AWS is told, and the file goes all the same', async () => {
	await using harness = await SignInHarness.open();
	await writeToken(harness.home, key, token);
	harness.center.fail('logout', {name: 'InvalidRequestException'});
	const result = await signOut(options(harness));
	expect(result.removed).toBe(true);
	expect(result.aws).toHaveProperty('problem');
	expect(JSON.stringify(result)).not.toContain(token.accessToken);
	expect(await readToken(harness.home, key)).toEqual({state: 'absent'});
});

test('a token that AWS had ended before is simply gone', async () => {
	await using harness = await SignInHarness.open();
	await writeToken(harness.home, key, token);
	harness.center.fail('logout', {name: 'UnauthorizedException', status: 401});
	expect(await signOut(options(harness))).toEqual({
		removed: true,
		aws: 'not-needed',
	});
});
