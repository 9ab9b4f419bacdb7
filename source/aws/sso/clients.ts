import {SSOClient} from '@aws-sdk/client-sso';
import {SSOOIDCClient} from '@aws-sdk/client-sso-oidc';
import type {NodeHttpHandler} from '@smithy/node-http-handler';
import {clientSettings} from '../client-settings.js';
import {configuredSsoEndpoint, type SsoService} from '../endpoints.js';

/** How to reach one Identity Center. */
export type SsoPlace = {
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
export function oidcClient(place: SsoPlace): SSOOIDCClient {
	return new SSOOIDCClient(settingsOf(place, 'sso_oidc'));
}

/** The portal: accounts, roles and signing out. */
export function portalClient(place: SsoPlace): SSOClient {
	return new SSOClient(settingsOf(place, 'sso'));
}

/** The address that the authorize page hangs under, by the SDK's own endpoint rules, so that every partition works. */
export function oidcBase(
	client: SSOOIDCClient,
	{region, env, profile}: SsoPlace,
): string {
	const {useFipsEndpoint, useDualstackEndpoint} = clientSettings(
		env,
		profile,
		false,
	);
	const endpoint =
		configuredSsoEndpoint('sso_oidc', env, profile) ??
		client.config.endpointProvider({
			Region: region,
			UseFIPS: useFipsEndpoint,
			UseDualStack: useDualstackEndpoint,
		}).url.href;
	return endpoint.replace(/(?<!\/)\/+$/v, '');
}

function settingsOf(
	{region, env, profile, network}: SsoPlace,
	service: SsoService,
) {
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
