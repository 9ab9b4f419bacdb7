import {readFileSync, writeFileSync} from 'node:fs';
import {ListAccountsCommand} from '@aws-sdk/client-sso';
import {expect, test} from 'vitest';
import {forgetOld, identityCenterSchema} from '../../../source/sandbox/identity-center/records.js';
import {stateSchema} from '../../../source/sandbox/state.js';
import {openIdentityCenter} from './harness.js';

test('the calls are written down without a token, and the state keeps digests only', async () => {
	await using center = await openIdentityCenter();
	const {accessToken = '', refreshToken = '', clientSecret} = await center.signIn();
	await center.sso.send(new ListAccountsCommand({accessToken}));
	const calls = await center.world.get('/_sandbox/calls');
	expect(calls).toMatchObject([
		{service: 'sso-oidc', operation: 'RegisterClient', write: false},
		{service: 'sso-oidc', operation: 'StartDeviceAuthorization'},
		{service: 'sso-oidc', operation: 'CreateToken', outcome: 'ok'},
		{service: 'sso', operation: 'ListAccounts', region: 'us-east-1'},
	]);
	const kept = JSON.stringify(calls) + readFileSync(center.world.stateFile, 'utf8');
	for (const secret of [accessToken, refreshToken, clientSecret]) {
		expect(secret).toMatch(/^[\w\-]{43}$/v);
		expect(kept).not.toContain(secret);
	}
});

test('settings that do not exist are refused, and the others stay', async () => {
	await using center = await openIdentityCenter();
	await expect(center.set({tokenSeconds: 60, interval: 1})).resolves.toMatchObject({
		tokenSeconds: 60,
		interval: 1,
		roleSeconds: 3600,
	});
	await expect(center.set({tokenMinutes: 1})).rejects.toThrow('tokenMinutes');
	await expect(center.set({accounts: 2})).resolves.toMatchObject({
		tokenSeconds: 60,
		accounts: 2,
	});
});

test('a state from before there was an Identity Center still opens', async () => {
	await using center = await openIdentityCenter();
	const {stateFile} = center.world;
	const {identityCenter, ...before} = stateSchema.parse(
		JSON.parse(readFileSync(stateFile, 'utf8')),
	);
	writeFileSync(stateFile, JSON.stringify(before));
	expect(await center.set({})).toEqual(identityCenter.settings);
	await expect(center.signIn()).resolves.toHaveProperty('accessToken');
});

test('what expired is forgotten a day later, not at once', () => {
	const hour = 3_600_000;
	const token = (hours: number) => ({
		session: 'session',
		expiresAt: Date.now() - hours * hour,
	});
	const records = identityCenterSchema.parse({
		tokens: {good: token(-1), expired: token(23), old: token(25)},
	});
	forgetOld(records);
	expect(Object.keys(records.tokens)).toEqual(['good', 'expired']);
});
