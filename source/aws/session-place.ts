import {type Who} from './credential-provider.js';
import {
	configuredEndpoints,
	configuredSsoEndpoint,
	showEndpoints,
	type Endpoints,
	type Practice,
	type SsoSettings,
} from './endpoints.js';

/** Where a session's calls go and with whose name, known without the SDK. */
export type SessionPlace = {
	region: string;
	profile?: string;
	/**
	Set when calls go somewhere else than to AWS itself: where, fit for the screen (one address, or several with their
	services; in the sandbox its address alone).
	*/
	endpoint?: string;
	sandbox: boolean;
};

type PlaceOptions = {
	region: string;
	who?: Who;
	env: NodeJS.ProcessEnv;
	sandbox?: Practice;
};

type SessionEndpoints = {
	endpoints: Endpoints;
	profile: string | undefined;
	/** For the SDK's own clients of Identity Center. */
	sso?: SsoSettings;
	/** Why the endpoints that are set cannot be used. */
	problem?: unknown;
};

/** Which identity is meant: the one asked for, else AWS_PROFILE's, else whatever the SDK finds. */
export function whoOf({
	who,
	env,
}: Pick<PlaceOptions, 'who' | 'env'>): Who | undefined {
	return who ?? (env.AWS_PROFILE ? {profile: env.AWS_PROFILE} : undefined);
}

/** The place of the session that `openSession` opens for these options. */
export function sessionPlace(
	options: PlaceOptions,
	{endpoints, profile}: SessionEndpoints = endpointsOf(options),
): SessionPlace {
	const {region, sandbox} = options;
	const endpoint = sandbox?.url ?? showEndpoints(endpoints);
	return {
		region,
		...(profile && {profile}),
		...(endpoint && {endpoint}),
		sandbox: Boolean(sandbox),
	};
}

/**
The endpoints of a session. What cannot be used is told where the identity is asked for: a screen that opens a session
must not break.
*/
export function endpointsOf(options: PlaceOptions): SessionEndpoints {
	const {env, sandbox} = options;
	const who = whoOf(options);
	const profile = who && 'profile' in who ? who.profile : undefined;
	if (sandbox) {
		const url = new URL(sandbox.url);
		return {
			endpoints: (service) => (service.startsWith('sso') ? undefined : url),
			profile,
		};
	}

	try {
		const sso = ssoSettings(env, profile);
		return {
			endpoints: configuredEndpoints(env, profile),
			profile,
			...(sso && {sso}),
		};
	} catch (error) {
		return {endpoints: () => undefined, profile, problem: error};
	}
}

// By itself the SDK would look in AWS_PROFILE's settings; it has to where the two services have an endpoint each.
function ssoSettings(
	env: NodeJS.ProcessEnv,
	profile: string | undefined,
): SsoSettings | undefined {
	const endpoint = configuredSsoEndpoint('sso', env, profile);
	return endpoint === configuredSsoEndpoint('sso_oidc', env, profile)
		? {ignoreConfiguredEndpointUrls: true, ...(endpoint && {endpoint})}
		: undefined;
}

const sandboxForms = [
	'Sandbox: a practice AWS on this computer. Nothing here is real.',
	'Sandbox: nothing here is real.',
];

/** What must never be overlooked: that calls do not go to AWS; the longest way to say it first. Empty when they do. */
export function bannerForms({
	sandbox,
	endpoint,
}: SessionPlace): readonly string[] {
	if (sandbox) {
		return sandboxForms;
	}

	return endpoint
		? [`Calls go to ${endpoint}, not to AWS.`, `Not AWS: ${endpoint}`]
		: [];
}

/** The same in one line, for output without a screen; empty when calls go to AWS. */
export function bannerOf(place: SessionPlace): string {
	return bannerForms(place)[0] ?? '';
}
