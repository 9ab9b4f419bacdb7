import {ListAccountsCommand} from '@aws-sdk/client-sso';
import {
	CreateTokenCommand,
	RegisterClientCommand,
	StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import {expect, test} from 'vitest';
import {startSandbox} from '../../../source/sandbox/server.js';
import {failureOf} from '../harness.js';
import {deviceGrant, openIdentityCenter, startUrl, type OpenIdentityCenter} from './harness.js';

const refresh = async (
	{oidc}: OpenIdentityCenter,
	{clientId, clientSecret, refreshToken}: Awaited<ReturnType<OpenIdentityCenter['signIn']>>,
) =>
	oidc.send(
		new CreateTokenCommand({
			clientId,
			clientSecret,
			grantType: 'refresh_token',
			refreshToken,
		}),
	);

test('a refresh token gives a new access token, again and again', async () => {
	await using center = await openIdentityCenter();
	await center.set({tokenSeconds: 0});
	const first = await center.signIn();
	const list = async (accessToken: string | undefined) =>
		center.sso.send(new ListAccountsCommand({accessToken}));
	expect(await failureOf(list(first.accessToken))).toMatchObject({
		name: 'UnauthorizedException',
	});
	await center.set({tokenSeconds: 60});
	for (let round = 0; round < 2; round++) {
		const next = await refresh(center, first);
		expect(next.accessToken).not.toBe(first.accessToken);
		expect(next).toMatchObject({
			expiresIn: 60,
			refreshToken: first.refreshToken,
		});
		await expect(list(next.accessToken)).resolves.toBeDefined();
	}
});

test('the refresh token belongs to its client', async () => {
	await using center = await openIdentityCenter();
	const signedIn = await center.signIn();
	const stranger = {...signedIn, ...(await center.register())};
	expect(await failureOf(refresh(center, stranger))).toMatchObject({
		name: 'InvalidGrantException',
	});
});

test('with refreshing off no refresh token is given, and an old one is refused', async () => {
	await using center = await openIdentityCenter();
	const before = await center.signIn();
	await center.set({refresh: false});
	const after = await center.signIn();
	expect(after.refreshToken).toBeUndefined();
	await expect(refresh(center, before)).rejects.toMatchObject({
		name: 'InvalidGrantException',
		error: 'invalid_grant',
	});
});

test('the legacy form, without scopes, gets no refresh token', async () => {
	await using center = await openIdentityCenter();
	const {clientId, clientSecret} = await center.oidc.send(
		new RegisterClientCommand({clientName: 'old', clientType: 'public'}),
	);
	const {userCode, deviceCode} = await center.oidc.send(
		new StartDeviceAuthorizationCommand({clientId, clientSecret, startUrl}),
	);
	await center.decide(userCode);
	const token = await center.oidc.send(
		new CreateTokenCommand({
			clientId,
			clientSecret,
			deviceCode,
			grantType: deviceGrant,
		}),
	);
	expect(token.refreshToken).toBeUndefined();
	await expect(
		center.roleKeys(token.accessToken, '111122223333', 'ReadOnly'),
	).resolves.toHaveProperty('sessionToken');
});

test('a second process on the same state knows the sign-in and the settings', async () => {
	await using center = await openIdentityCenter();
	await center.set({accounts: 3});
	const {accessToken} = await center.signIn();
	const other = await startSandbox({stateFile: center.world.stateFile});
	try {
		const response = await fetch(`${other.url}/assignment/accounts`, {
			headers: {'x-amz-sso_bearer_token': accessToken ?? ''},
		});
		await expect(response.json()).resolves.toMatchObject({
			accountList: {length: 5},
		});
	} finally {
		await other.close();
	}
});
