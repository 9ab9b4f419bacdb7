import {SSOClient} from '@aws-sdk/client-sso';
import {SSOOIDCClient} from '@aws-sdk/client-sso-oidc';
import type {NodeHttpHandler} from '@smithy/node-http-handler';

/** How to reach one Identity Center. */
export type SsoPlace = {
	/** Where Identity Center is, not where the person works. */
	readonly region: string;
	/** For AWS_ENDPOINT_URL…, which the sandbox uses. */
	readonly env: NodeJS.ProcessEnv;
	/** The shared way to the network (`requestHandler(env)`). */
	readonly network: NodeHttpHandler;
};

const retries = 3;

/** The sign-in service. Its calls are not signed, so it needs no credentials. */
export function oidcClient({region, env, network}: SsoPlace): SSOOIDCClient {
	const endpoint = endpointFor('SSO_OIDC', env);
	return new SSOOIDCClient({
		region,
		requestHandler: network,
		maxAttempts: retries,
		...(endpoint && {endpoint}),
	});
}

/** The portal: accounts, roles and signing out. */
export function portalClient({region, env, network}: SsoPlace): SSOClient {
	const endpoint = endpointFor('SSO', env);
	return new SSOClient({
		region,
		requestHandler: network,
		maxAttempts: retries,
		...(endpoint && {endpoint}),
	});
}

/** The address that the authorize page hangs under, by the SDK's own endpoint rules, so that every partition works. */
export function oidcBase(
	client: SSOOIDCClient,
	{region, env}: SsoPlace,
): string {
	const endpoint =
		endpointFor('SSO_OIDC', env) ??
		client.config.endpointProvider({Region: region}).url.href;
	return endpoint.replace(/(?<!\/)\/+$/v, '');
}

/** Somewhere else than AWS that the environment names for a service, if any. */
export function endpointFor(
	service: 'SSO_OIDC' | 'SSO',
	env: NodeJS.ProcessEnv,
): string | undefined {
	if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') {
		return undefined;
	}

	// An empty variable counts as none.
	return [env[`AWS_ENDPOINT_URL_${service}`], env.AWS_ENDPOINT_URL].find(
		Boolean,
	);
}
