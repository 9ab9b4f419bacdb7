import {
	RegisterClientCommand,
	type SSOOIDCClient,
} from '@aws-sdk/client-sso-oidc';
import {describeSsoError} from './describe-sso-error.js';
import {noAnswer} from './sign-in-error.js';

/** This program as Identity Center knows it for a while. `clientSecret` is a secret. */
export type Registration = {
	readonly clientId: string;
	readonly clientSecret: string;
	/** Milliseconds since 1970. */
	readonly expiresAt?: number;
};

export type RegisterOptions = {
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
