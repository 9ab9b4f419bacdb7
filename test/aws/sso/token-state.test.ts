import {expect, test} from 'vitest';
import {type SsoToken, tokenState} from '../../../source/aws/sso/token-cache.js';

const now = Date.parse('2026-11-22T01:00:00Z');
const minute = 60_000;
const plain: SsoToken = {
	startUrl: 'https://d-1234567890.awsapps.com/start',
	region: 'us-east-1',
	accessToken: 'access',
	expiresAt: now - minute,
};
const renewable = {
	clientId: 'client',
	clientSecret: 'secret',
	refreshToken: 'refresh',
};

function stateOf(token: Partial<SsoToken>) {
	return tokenState({state: 'found', token: {...plain, ...token}}, now);
}

test('a valid one says how long it lasts', () => {
	expect(stateOf({expiresAt: now + minute})).toEqual({
		state: 'valid',
		timeLeft: minute,
		until: now + minute,
	});
});

test.each([
	['without a refresh token', {}, 'expired'],
	['with everything', {...renewable, registrationExpiresAt: now + 1}, 'refreshable'],
	['whose registration has ended', {...renewable, registrationExpiresAt: now}, 'expired'],
	['whose registration is not dated', renewable, 'refreshable'],
	['without the client’s secret', {...renewable, clientSecret: ''}, 'expired'],
	['at the very moment it ends', {expiresAt: now}, 'expired'],
])('one that is over, %s, is %s', (_, token, state) => {
	expect(stateOf(token)).toMatchObject({state});
});

test('absent and broken stay what they are', () => {
	expect(tokenState({state: 'absent'}, now)).toEqual({state: 'absent'});
	const broken = {state: 'broken', problem: 'It is not JSON.'} as const;
	expect(tokenState(broken, now)).toEqual(broken);
});
