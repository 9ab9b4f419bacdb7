import {type Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {CreateTokenCommand} from '@aws-sdk/client-sso-oidc';
import {errorCode} from '../../diagnostic.js';
import {
	oidcBase,
	oidcClient,
	type SsoLocation,
	registerClient,
	type Registration,
} from './clients.js';
import {deviceFlow} from './device-flow.js';
import {realWait, type FlowName, type FlowWorld, type Grant, grantOf} from './flow.js';
import {pkceFlow} from './pkce-flow.js';
import {SignInError, StaleRegistrationError, describeSsoError} from './sign-in-error.js';
import {writeToken, type SsoKey, type SsoToken} from './token-cache.js';

type SignInOptions = SsoLocation &
	Pick<FlowWorld, 'openBrowser' | 'onEvent' | 'signal'> &
	Partial<Pick<FlowWorld, 'now' | 'wait'>> & {
		/** What the token is for, and so its file. Older profiles (a start URL) always use the device code. */
		readonly key: SsoKey;
		readonly startUrl: string;
		/** sso_registration_scopes; the default is the one scope that accounts need. */
		readonly scopes?: readonly string[];
		readonly flow: FlowName;
		/** The folder that holds `.aws` (`homeFolder(env)`). */
		readonly home: string;
		/** That many bytes that nobody can guess. */
		readonly random?: (bytes: number) => Buffer;
	};

const defaultScopes = ['sso:account:access'];

/**
Signs a person in and puts the token where the aws CLI and the SDK find it. Reports through `onEvent`; `signal` stops
it. A registration that AWS forgot is made again once; where no browser can answer, the device code takes over.
@throws SignInError, whose words hold no token, secret or code
*/
export async function signIn(options: SignInOptions): Promise<SsoToken> {
	const world: FlowWorld = {
		now: Date.now,
		wait: realWait,
		...options,
	};
	const flow = 'session' in options.key ? options.flow : 'device';
	const token = await withFallback(flow, options, world);
	await keep(options, token);
	world.onEvent({type: 'done', until: token.expiresAt});
	return token;
}

async function withFallback(
	flow: FlowName,
	options: SignInOptions,
	world: FlowWorld,
): Promise<SsoToken> {
	try {
		return await registeredAgain(flow, options, world);
	} catch (error) {
		if (flow === 'pkce' && error instanceof SignInError && error.reason === 'no-browser') {
			world.onEvent({type: 'fallback', because: error.message});
			return registeredAgain('device', options, world);
		}

		throw error;
	}
}

async function registeredAgain(
	flow: FlowName,
	options: SignInOptions,
	world: FlowWorld,
): Promise<SsoToken> {
	try {
		return await runFlow(flow, options, world);
	} catch (error) {
		if (error instanceof StaleRegistrationError) {
			return runFlow(flow, options, world);
		}

		throw error;
	}
}

async function runFlow(
	flow: FlowName,
	options: SignInOptions,
	world: FlowWorld,
): Promise<SsoToken> {
	const {startUrl, region, key, random = randomBytes} = options;
	const scopes = options.scopes ?? defaultScopes;
	const client = oidcClient(options);
	const registration = await registerClient(client, {
		scopes: 'session' in key ? scopes : undefined,
		...(flow === 'pkce' && {issuerUrl: startUrl}),
		signal: world.signal,
	});
	const grant =
		flow === 'pkce'
			? await pkceFlow(
					{
						client,
						base: oidcBase(client, options),
						registration,
						scopes,
						random,
					},
					world,
				)
			: await deviceFlow(client, registration, startUrl, world);
	return tokenOf(grant, registration, {startUrl, region});
}

function tokenOf(
	grant: Grant,
	{clientId, clientSecret, expiresAt}: Registration,
	center: {startUrl: string; region: string},
): SsoToken {
	return {
		...center,
		...grant,
		clientId,
		clientSecret,
		...(expiresAt !== undefined && {registrationExpiresAt: expiresAt}),
	};
}

async function keep({home, key}: SignInOptions, token: SsoToken): Promise<void> {
	try {
		await writeToken(home, key, token);
	} catch (error) {
		const code = errorCode(error);
		throw new SignInError(
			'refused',
			`You are signed in, but the sign-in could not be kept in ${home}/.aws/sso/cache${code === '' ? '' : ` (${code})`}.`,
			'Make that folder writable for you, then sign in again.',
		);
	}
}

type RefreshOptions = Omit<SsoLocation, 'region'> & {
	readonly key: SsoKey;
	readonly home: string;
	readonly now: () => number;
	readonly signal?: AbortSignal;
};

/**
Renews a sign-in without asking the person, and writes it back. For tokens that `tokenState` calls refreshable.
@throws SignInError; `expired` when Identity Center wants the person again
*/
export async function refreshToken(
	token: SsoToken,
	{key, home, now, signal, ...location}: RefreshOptions,
): Promise<SsoToken> {
	const {clientId, clientSecret, refreshToken: renewal} = token;
	const client = oidcClient({...location, region: token.region});
	const command = new CreateTokenCommand({
		grantType: 'refresh_token',
		clientId,
		clientSecret,
		refreshToken: renewal,
	});
	try {
		const answer = await client.send(command, {abortSignal: signal});
		const renewed = {...token, ...grantOf(answer, now())};
		await writeToken(home, key, renewed);
		return renewed;
	} catch (error) {
		throw isOver(error)
			? new SignInError('expired', 'Your sign-in has ended.', 'Sign in again; nothing is lost.')
			: describeSsoError(error, 'token', {
					secrets: [clientSecret ?? '', renewal ?? '', token.accessToken],
					...(signal && {signal}),
				});
	}
}

// What Identity Center answers once the session, or the registration, is past renewing.
function isOver(error: unknown): boolean {
	return (
		error instanceof Error &&
		[
			'InvalidGrantException',
			'ExpiredTokenException',
			'InvalidClientException',
			'AccessDeniedException',
		].includes(error.name) &&
		!String(Reflect.get(error, 'reason') ?? '').startsWith('KMS_')
	);
}
