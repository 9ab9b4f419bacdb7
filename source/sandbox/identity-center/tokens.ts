import {randomUUID} from 'node:crypto';
import * as z from 'zod';
import {type JsonObject} from '../../json.js';
import {inSeconds} from '../state.js';
import {type CenterCall, oidcError, challengeOf, digest, newTokenText} from './errors.js';
import {authenticateClient, grants, readInput} from './clients.js';
import {type Client, type IdentityCenter} from './records.js';

const inputSchema = z.object({
	clientId: z.string(),
	clientSecret: z.string(),
	grantType: z.string(),
	deviceCode: z.string().optional(),
	code: z.string().optional(),
	redirectUri: z.string().optional(),
	codeVerifier: z.string().optional(),
	refreshToken: z.string().optional(),
});

type Input = z.output<typeof inputSchema>;

const required = (value: string | undefined, name: string): string => {
	if (value === undefined) {
		throw oidcError('InvalidRequest', `Invalid or missing: ${name}`);
	}

	return value;
};

const invalidGrant = () => oidcError('InvalidGrant', 'Invalid grant provided');

const issueAccessToken = (
	{settings, tokens}: IdentityCenter,
	session: string,
	refreshToken: string | undefined,
): JsonObject => {
	const accessToken = newTokenText();
	tokens[digest(accessToken)] = {
		session,
		expiresAt: inSeconds(settings.tokenSeconds),
	};
	return {
		accessToken,
		tokenType: 'Bearer',
		expiresIn: settings.tokenSeconds,
		refreshToken,
	};
};

/** A new sign-in. A refresh token comes with the scope of the portal only: the legacy form asks for no scope. */
const signIn = (records: IdentityCenter, clientId: string, client: Client): JsonObject => {
	const isRefreshable =
		records.settings.refresh &&
		client.scopes.includes('sso:account:access') &&
		client.grantTypes.includes(grants.refresh);
	const refreshToken = isRefreshable ? newTokenText() : undefined;
	const session = randomUUID();
	records.sessions[session] = {
		client: clientId,
		...(refreshToken !== undefined && {refresh: digest(refreshToken)}),
	};
	return issueAccessToken(records, session, refreshToken);
};

type Grant = (records: IdentityCenter, input: Input, client: Client) => JsonObject;

const byDevice: Grant = (records, input, client) => {
	const name = digest(required(input.deviceCode, 'deviceCode'));
	const device = records.devices[name];
	if (device?.client !== input.clientId) {
		throw invalidGrant();
	}

	if (device.expiresAt <= Date.now()) {
		throw oidcError('ExpiredToken', 'The device code has expired.');
	}

	if (device.decision === 'waiting') {
		throw oidcError('AuthorizationPending', 'Nobody has answered yet.');
	}

	if (device.decision === 'denied') {
		throw oidcError('AccessDenied', 'The person said no.');
	}

	Reflect.deleteProperty(records.devices, name);
	return signIn(records, input.clientId, client);
};

const byCode: Grant = (records, input, client) => {
	const name = digest(required(input.code, 'code'));
	const verifier = required(input.codeVerifier, 'codeVerifier');
	const redirectUri = required(input.redirectUri, 'redirectUri');
	const code = records.codes[name];
	if (
		code?.client !== input.clientId ||
		code.redirectUri !== redirectUri ||
		code.expiresAt <= Date.now() ||
		code.challenge !== challengeOf(verifier)
	) {
		throw invalidGrant();
	}

	Reflect.deleteProperty(records.codes, name);
	return signIn(records, input.clientId, client);
};

const byRefreshToken: Grant = (records, input) => {
	const refreshToken = required(input.refreshToken, 'refreshToken');
	const refresh = digest(refreshToken);
	const found = Object.entries(records.sessions).find(
		([, session]) => session.refresh === refresh && session.client === input.clientId,
	);
	if (!found || !records.settings.refresh) {
		throw invalidGrant();
	}

	return issueAccessToken(records, found[0], refreshToken);
};

const grantsByName: ReadonlyMap<string, Grant> = new Map([
	[grants.device, byDevice],
	[grants.code, byCode],
	[grants.refresh, byRefreshToken],
]);

/** CreateToken: an access token for a device code, an authorization code with its verifier, or a refresh token. */
export const createToken = (call: CenterCall): JsonObject => {
	const input = readInput(inputSchema, call.input);
	const grant = grantsByName.get(input.grantType);
	if (!grant) {
		throw oidcError('UnsupportedGrantType', 'The grant type is not supported.');
	}

	const client = authenticateClient(call, input, input.grantType);
	return grant(call.state.identityCenter, input, client);
};
