import {Buffer} from 'node:buffer';
import {createHash, randomBytes} from 'node:crypto';
import {createServer} from 'node:http';
import {GetRoleCredentialsCommand, SSOClient} from '@aws-sdk/client-sso';
import {
	CreateTokenCommand,
	RegisterClientCommand,
	SSOOIDCClient,
	StartDeviceAuthorizationCommand,
	type CreateTokenResponse,
} from '@aws-sdk/client-sso-oidc';
import {openSandbox, type OpenSandbox} from '../harness.js';

/** The start URL of the practice Identity Center. */
export const startUrl = 'https://practice.awsapps.com/start';

/** The grant of a device code. */
export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** The scope that lets a program list accounts and get keys. */
export const scopes = ['sso:account:access'];

/** A sandbox with clients for its Identity Center, and short ways through its sign-in. */
export const openIdentityCenter = async () => {
	const world = await openSandbox();
	const at = (region: string) => ({
		region,
		endpoint: region === 'us-east-1' ? world.sandbox.url : `${world.sandbox.url}/region/${region}`,
		maxAttempts: 1,
	});
	const oidcAt = (region: string) => new SSOOIDCClient(at(region));
	const ssoAt = (region: string) => new SSOClient(at(region));
	const oidc = oidcAt('us-east-1');
	const sso = ssoAt('us-east-1');
	const set = async (settings: object) => world.post('/_sandbox/identity-center', settings);

	const register = async (client = oidc) => {
		const {clientId = '', clientSecret = ''} = await client.send(
			new RegisterClientCommand({
				clientName: 'test',
				clientType: 'public',
				scopes,
			}),
		);
		return {clientId, clientSecret};
	};

	const startDevice = async () => {
		const client = await register();
		const started = await oidc.send(new StartDeviceAuthorizationCommand({...client, startUrl}));
		const poll = async () =>
			oidc.send(
				new CreateTokenCommand({
					...client,
					grantType: deviceGrant,
					deviceCode: started.deviceCode,
				}),
			);
		return {client, started, poll};
	};

	const decide = async (userCode: string | undefined, how: 'approve' | 'deny' = 'approve') =>
		world.post(`/_sandbox/identity-center/${how}`, {userCode});

	/** Signs in with a device code and answers the tokens. */
	const signIn = async (): Promise<
		CreateTokenResponse & {clientId: string; clientSecret: string}
	> => {
		const {client, started, poll} = await startDevice();
		await decide(started.userCode);
		return {...client, ...(await poll())};
	};

	const roleKeys = async (accessToken: string | undefined, accountId: string, roleName: string) => {
		const {roleCredentials = {}} = await sso.send(
			new GetRoleCredentialsCommand({accessToken, accountId, roleName}),
		);
		return roleCredentials;
	};

	return {
		world,
		oidc,
		oidcAt,
		sso,
		ssoAt,
		set,
		register,
		startDevice,
		decide,
		signIn,
		roleKeys,
		async [Symbol.asyncDispose]() {
			await world[Symbol.asyncDispose]();
		},
	};
};

/** An Identity Center that a test opened. */
export type OpenIdentityCenter = Awaited<ReturnType<typeof openIdentityCenter>>;

/** A code verifier and its challenge. */
export const newVerifier = () => {
	const verifier = randomBytes(48).toString('base64url');
	const challenge = createHash('sha256').update(verifier).digest('base64url');
	return {verifier, challenge};
};

/** The address that a browser is sent to; `changes` overrides its fields. */
export const authorizeUrl = (
	{sandbox}: OpenSandbox,
	fields: {clientId: string; redirectUri: string; challenge: string},
	changes: Record<string, string> = {},
): URL => {
	const url = new URL(`${sandbox.url}/authorize`);
	url.search = new URLSearchParams({
		response_type: 'code',
		client_id: fields.clientId,
		redirect_uri: fields.redirectUri,
		state: 'state-1',
		code_challenge_method: 'S256',
		scopes: scopes.join(' '),
		code_challenge: fields.challenge,
		...changes,
	}).toString();
	return url;
};

/** Presses a button of a page: sends the fields of its form, with the decision. */
export const press = async (
	target: string | URL,
	fields: Iterable<[string, string]>,
	decision: 'allow' | 'deny',
	headers: Record<string, string> = {},
) =>
	fetch(new URL(new URL(target).pathname, target), {
		method: 'POST',
		redirect: 'manual',
		headers,
		body: new URLSearchParams([...fields, ['decision', decision]]),
	});

/** What an HTML page says in its bytes. */
export const pageOf = async (target: string | URL) => {
	const response = await fetch(target);
	const bytes = await response.arrayBuffer();
	return {
		status: response.status,
		headers: response.headers,
		html: Buffer.from(bytes).toString('utf8'),
	};
};

/** A listener on a free port of 127.0.0.1 that keeps the first address it is asked for. */
export const listenForCallback = async () => {
	const {promise: called, resolve} = Promise.withResolvers<URL>();
	const server = createServer((request, response) => {
		response.end('done');
		resolve(new URL(request.url ?? '/', 'http://127.0.0.1'));
	});
	await new Promise<void>((done) => {
		server.listen(0, '127.0.0.1', done);
	});
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return {
		called,
		redirectUri: `http://127.0.0.1:${port}/oauth/callback`,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((done) => {
				server.close(done);
			});
		},
	};
};
