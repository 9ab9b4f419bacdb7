import {
	CreateTokenCommand,
	RegisterClientCommand,
	StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import {expect, test} from 'vitest';
import {failureOf} from '../harness.js';
import {deviceGrant, openIdentityCenter, scopes, startUrl} from './harness.js';

test('the device code is pending until the person allows it, and works once', async () => {
	await using center = await openIdentityCenter();
	const {started, poll} = await center.startDevice();
	expect(started.userCode).toMatch(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/v);
	expect(started).toMatchObject({
		verificationUri: `${center.world.sandbox.url}/device`,
		verificationUriComplete: `${center.world.sandbox.url}/device?user_code=${started.userCode}`,
		expiresIn: 600,
		interval: 5,
	});
	await expect(poll()).rejects.toMatchObject({
		name: 'AuthorizationPendingException',
		error: 'authorization_pending',
		$metadata: {httpStatusCode: 400},
	});
	await center.decide(started.userCode);
	const token = await poll();
	expect(token).toMatchObject({tokenType: 'Bearer', expiresIn: 28_800});
	expect(token.accessToken).toMatch(/^[\w\-]{43}$/v);
	expect(token.refreshToken).toMatch(/^[\w\-]{43}$/v);
	await expect(poll()).rejects.toMatchObject({
		name: 'InvalidGrantException',
		error: 'invalid_grant',
	});
});

test('a denied device code says so', async () => {
	await using center = await openIdentityCenter();
	const {started, poll} = await center.startDevice();
	await center.decide(started.userCode, 'deny');
	await expect(poll()).rejects.toMatchObject({
		name: 'AccessDeniedException',
		error: 'access_denied',
	});
});

test('a device code that nobody answered in time has expired, and cannot be allowed any more', async () => {
	await using center = await openIdentityCenter();
	await center.set({codeSeconds: 0});
	const {started, poll} = await center.startDevice();
	await expect(poll()).rejects.toMatchObject({
		name: 'ExpiredTokenException',
		error: 'expired_token',
	});
	await expect(center.decide(started.userCode)).rejects.toThrow('No such code is waiting.');
});

test.each([
	['throttle', 'SlowDownException', 'slow_down'],
	['expired-token', 'ExpiredTokenException', 'expired_token'],
	['denied', 'AccessDeniedException', 'access_denied'],
	['internal', 'InternalServerException', 'server_error'],
])('the fault %s is %s', async (kind, name, error) => {
	await using center = await openIdentityCenter();
	const {started, poll} = await center.startDevice();
	await center.decide(started.userCode);
	await center.world.post('/_sandbox/faults', [
		{service: 'sso-oidc', operation: 'CreateToken', kind},
	]);
	await expect(poll()).rejects.toMatchObject({name, error});
	await expect(poll()).resolves.toHaveProperty('accessToken');
});

test.each([
	['a wrong region', 'eu-west-1', startUrl],
	['an unknown start URL', 'us-east-1', 'https://other.awsapps.com/start'],
])('%s is an invalid request without a message', async (_what, region, url) => {
	await using center = await openIdentityCenter();
	const oidc = center.oidcAt(region);
	const client = await center.register(oidc);
	const start = oidc.send(new StartDeviceAuthorizationCommand({...client, startUrl: url}));
	const error: unknown = await start.catch((error_: unknown) => error_);
	expect(error).toMatchObject({
		name: 'InvalidRequestException',
		error: 'invalid_request',
	});
	expect(error).not.toHaveProperty('error_description', expect.anything());
});

test.each(['/', '#/', '/#/'])('the start URL may end in %s', async (end) => {
	await using center = await openIdentityCenter();
	const client = await center.register();
	await expect(
		center.oidc.send(
			new StartDeviceAuthorizationCommand({
				...client,
				startUrl: startUrl + end,
			}),
		),
	).resolves.toHaveProperty('userCode');
});

test('a client is known by its ID, secret and region only', async () => {
	await using center = await openIdentityCenter();
	const client = await center.register();
	const abroad = await center.register(center.oidcAt('eu-west-1'));
	for (const stranger of [
		{...client, clientId: 'constructor'},
		{...client, clientSecret: 'wrong'},
		abroad,
	]) {
		const start = center.oidc.send(new StartDeviceAuthorizationCommand({...stranger, startUrl}));
		await expect(start).rejects.toMatchObject({
			name: 'InvalidClientException',
			error: 'invalid_client',
			$metadata: {httpStatusCode: 401},
		});
	}
});

test('another client cannot use the device code', async () => {
	await using center = await openIdentityCenter();
	const {started} = await center.startDevice();
	await center.decide(started.userCode);
	const stranger = await center.register();
	const poll = center.oidc.send(
		new CreateTokenCommand({
			...stranger,
			grantType: deviceGrant,
			deviceCode: started.deviceCode,
		}),
	);
	expect(await failureOf(poll)).toMatchObject({name: 'InvalidGrantException'});
});

test.each([
	[{clientType: 'confidential'}, 'InvalidClientMetadataException'],
	[{grantTypes: ['password']}, 'UnsupportedGrantTypeException'],
	[{scopes: ['everything']}, 'InvalidScopeException'],
	[{redirectUris: ['http://127.0.0.1:80/oauth/callback']}, 'InvalidRedirectUriException'],
	[{redirectUris: ['http://localhost/oauth/callback']}, 'InvalidRedirectUriException'],
	[{grantTypes: ['authorization_code']}, 'InvalidRedirectUriException'],
	[{clientName: undefined}, 'InvalidRequestException'],
])('a registration with %j is refused', async (changes, name) => {
	await using center = await openIdentityCenter();
	const register = center.oidc.send(
		new RegisterClientCommand({
			clientName: 'test',
			clientType: 'public',
			scopes,
			...changes,
		}),
	);
	expect(await failureOf(register)).toMatchObject({name});
});

test('a grant that does not exist, and one that was not registered, are told apart', async () => {
	await using center = await openIdentityCenter();
	const client = await center.register();
	const create = async (grantType: string) =>
		failureOf(center.oidc.send(new CreateTokenCommand({...client, grantType})));
	expect(await create('password')).toMatchObject({
		name: 'UnsupportedGrantTypeException',
	});
	expect(await create('authorization_code')).toMatchObject({
		name: 'UnauthorizedClientException',
	});
});
