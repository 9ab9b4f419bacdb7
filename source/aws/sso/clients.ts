import {SSOClient} from '@aws-sdk/client-sso';
import {SSOOIDCClient, RegisterClientCommand} from '@aws-sdk/client-sso-oidc';
import {type NodeHttpHandler} from '@smithy/node-http-handler';
import {clientSettings} from '../settings.js';
import {configuredSsoEndpoint, type SsoService} from '../endpoints.js';
import {describeSsoError, noAnswer} from './sign-in-error.js';

/** How to reach one Identity Center. */
export type SsoLocation = {
	/** Where Identity Center is, not where the person works. */
	readonly region: string;
	/** For AWS_ENDPOINT_URL…, which the sandbox uses. */
	readonly env: NodeJS.ProcessEnv;
	/** Whose `endpoint_url` counts; AWS_PROFILE's when left out. */
	readonly profile?: string;
	/** The shared way to the network (`requestHandler(env)`). */
	readonly network: NodeHttpHandler;
};

const retries = 3;

/** The sign-in service. Its calls are not signed, so it needs no credentials. */
export function oidcClient(location: SsoLocation): SSOOIDCClient {
	return new SSOOIDCClient(settingsOf(location, 'sso_oidc'));
}

/** The portal: accounts, roles and signing out. */
export function portalClient(location: SsoLocation): SSOClient {
	return new SSOClient(settingsOf(location, 'sso'));
}

/** The address that the authorize page hangs under, by the SDK's own endpoint rules, so that every partition works. */
export function oidcBase(client: SSOOIDCClient, {region, env, profile}: SsoLocation): string {
	const {useFipsEndpoint, useDualstackEndpoint} = clientSettings(env, profile, false);
	const endpoint =
		configuredSsoEndpoint('sso_oidc', env, profile) ??
		client.config.endpointProvider({
			Region: region,
			UseFIPS: useFipsEndpoint,
			UseDualStack: useDualstackEndpoint,
		}).url.href;
	return endpoint.replace(/(?<!\/)\/+$/v, '');
}

function settingsOf({region, env, profile, network}: SsoLocation, service: SsoService) {
	const endpoint = configuredSsoEndpoint(service, env, profile);
	return {
		...clientSettings(env, profile, endpoint !== undefined),
		region,
		requestHandler: network,
		maxAttempts: retries,
		// The SDK would look in the wrong profile.
		ignoreConfiguredEndpointUrls: true,
		...(endpoint && {endpoint}),
	};
}

/** This program as Identity Center knows it for a while. `clientSecret` is a secret. */
export type Registration = {
	readonly clientId: string;
	readonly clientSecret: string;
	/** Milliseconds since 1970. */
	readonly expiresAt?: number;
};

type RegisterOptions = {
	/** None for older profiles, which are registered without. */
	readonly scopes: readonly string[] | undefined;
	/** Set for the browser's own answer (PKCE): the issuer, which is the start URL. */
	readonly issuerUrl?: string;
	readonly signal: AbortSignal;
};

/** The name shown on the consent page. */
const clientName = 'workato-aws';

/** Registered without a port and used with one: the port is only known when the listener runs. */
const registeredRedirect = 'http://127.0.0.1/oauth/callback';

/** Registers this program with Identity Center, for the device code or (with an issuer) for PKCE. */
export async function registerClient(
	client: SSOOIDCClient,
	{scopes, issuerUrl, signal}: RegisterOptions,
): Promise<Registration> {
	const command = new RegisterClientCommand({
		clientName,
		clientType: 'public',
		...(scopes && {scopes: [...scopes]}),
		...(issuerUrl !== undefined && {
			grantTypes: ['authorization_code', 'refresh_token'],
			redirectUris: [registeredRedirect],
			issuerUrl,
		}),
	});
	try {
		const answer = await client.send(command, {abortSignal: signal});
		if (answer.clientId && answer.clientSecret) {
			return {
				clientId: answer.clientId,
				clientSecret: answer.clientSecret,
				...(answer.clientSecretExpiresAt !== undefined && {
					expiresAt: answer.clientSecretExpiresAt * 1000,
				}),
			};
		}
	} catch (error) {
		throw describeSsoError(error, 'register', {signal});
	}

	throw noAnswer();
}
