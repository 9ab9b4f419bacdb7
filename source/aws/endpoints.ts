import {checkProxy, namedBundle, NetworkSetupError, profileInUse, settingOf} from './settings.js';

/** Identity Center's portal and its sign-in service, as endpoint settings spell them. */
export type SsoService = 'sso' | 'sso_oidc';

/**
Where calls of a service go instead of to AWS itself: with credentials, and with the tokens of a company sign-in. The service
is spelt as endpoint settings spell it, such as `secrets_manager`.
@throws NetworkSetupError that names the setting, where it is no web address.
*/
type Endpoints = (service: string) => URL | undefined;

/** The services that are asked, by their names in settings, and how people call them: known before any of them is loaded. */
const labels = new Map([
	['kms', 'KMS'],
	['iam', 'IAM'],
	['sts', 'STS'],
	['secrets_manager', 'Secrets Manager'],
	['sso', 'company sign-in'],
	['sso_oidc', 'company sign-in'],
]);

/** Adds a service: where its calls go is checked and shown like that of the others, until the function that is returned is called. */
export function addEndpointService(setting: string, label: string): () => void {
	labels.set(setting, label);
	return () => {
		labels.delete(setting);
	};
}

/** A setting that names an endpoint, and where it stands, such as “AWS_ENDPOINT_URL” or “endpoint_url of profile dev”. */
type Named = {value: string; from: string};

/**
The endpoints that the environment and the files set, by the SDK's order: the service's own variable, AWS_ENDPOINT_URL,
the profile's services section, the profile. Found here, because the SDK knows no profile but AWS_PROFILE's for this.
@throws NetworkSetupError for a service that is asked, where the setting is no web address.
*/
export function configuredEndpoints(env: NodeJS.ProcessEnv, profile?: string): Endpoints {
	const endpointOf = endpointReader(env, profile);
	// What cannot be used is told before anything is asked.
	for (const service of labels.keys()) {
		endpointOf(service);
	}

	return endpointOf;
}

/** Likewise for one service of Identity Center. */
export function configuredSsoEndpoint(
	service: SsoService,
	env: NodeJS.ProcessEnv,
	profile?: string,
): string | undefined {
	return endpointReader(env, profile)(service)?.href;
}

function endpointReader(env: NodeJS.ProcessEnv, named?: string): Endpoints {
	const profile = profileInUse(env, named);
	const isIgnored = [
		env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS,
		settingOf(profile.sections, 'ignore_configured_endpoint_urls'),
	].find(Boolean);
	return (service) => {
		const found =
			isIgnored?.toLowerCase() === 'true'
				? undefined
				: (inEnvironment(env, service) ?? inProfile(profile, service));
		return found && webAddress(found);
	};
}

/** How endpoints are shown: without user, password and query; with the services, where some calls still go to AWS. */
export function showEndpoints(endpoints: Endpoints): string | undefined {
	const byAddress = Map.groupBy(labels, ([service]) => {
		const url = endpoints(service);
		return url ? shown(url) : '';
	});
	const isAll = !byAddress.has('');
	byAddress.delete('');
	const texts = Array.from(byAddress, ([address, services]) =>
		isAll && byAddress.size === 1
			? address
			: `${address} (${[...new Set(services.map(([, label]) => label))].join(', ')})`,
	);
	return texts.length > 0 ? texts.join(' and ') : undefined;
}

function shown({protocol, host, pathname}: URL): string {
	return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

function inEnvironment(env: NodeJS.ProcessEnv, service: string): Named | undefined {
	const names = [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL'];
	const from = names.find((name) => env[name]);
	return from ? {value: env[from] ?? '', from} : undefined;
}

function webAddress({value, from}: Named): URL {
	const url = URL.canParse(value) ? new URL(value) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol)) {
		throw new NetworkSetupError(
			`${from} does not hold the web address of an endpoint.`,
			'Write it with its scheme, such as http://localhost:4566, or take it away to reach AWS itself.',
		);
	}

	return url;
}

function inProfile(
	{name, sections, services}: ReturnType<typeof profileInUse>,
	service: string,
): Named | undefined {
	const section = settingOf(sections, 'services');
	const own =
		section === undefined
			? undefined
			: settingOf([services.get(section)], `${service}.endpoint_url`);
	if (own !== undefined) {
		return {
			value: own,
			from: `endpoint_url of ${service} in the services section ${section}`,
		};
	}

	const all = settingOf(sections, 'endpoint_url');
	return all === undefined ? undefined : {value: all, from: `endpoint_url of profile ${name}`};
}

/** The embedded AWS: where it listens, and the environment that points the SDK at it. */
export type SandboxEndpoint = {
	url: string;
	environment: Readonly<Record<string, string>>;
};

/** Where the SDK's own clients of Identity Center send their calls; they take one endpoint for the portal and the sign-in service alike. */
export type SsoSettings = {
	ignoreConfiguredEndpointUrls: true;
	endpoint?: string;
};

/** Where an identity can come from, beside a profile. */
export type OtherSource = 'shell-keys' | 'web-identity' | 'container' | 'server';

/** Which identity to use: a profile, or another source of this machine. */
export type Who = {profile: string} | {source: OtherSource};

/** Where a session's calls go and with whose name, known without the SDK. */
export type SessionScope = {
	region: string;
	profile?: string;
	/**
	Set when calls go somewhere else than to AWS itself: where, fit for the screen (one address, or several with their
	services; in the sandbox its address alone).
	*/
	endpoint?: string;
	sandbox: boolean;
};

type ScopeOptions = {
	region: string;
	who?: Who;
	env: NodeJS.ProcessEnv;
	sandbox?: SandboxEndpoint;
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
export function whoOf({who, env}: Pick<ScopeOptions, 'who' | 'env'>): Who | undefined {
	return who ?? (env.AWS_PROFILE ? {profile: env.AWS_PROFILE} : undefined);
}

/** The scope of the session that `openSession` opens for these options. */
export function sessionScope(
	options: ScopeOptions,
	{endpoints, profile}: SessionEndpoints = endpointsOf(options),
): SessionScope {
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
export function endpointsOf(options: ScopeOptions): SessionEndpoints {
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
function ssoSettings(env: NodeJS.ProcessEnv, profile: string | undefined): SsoSettings | undefined {
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
export function bannerForms({sandbox, endpoint}: SessionScope): readonly string[] {
	if (sandbox) {
		return sandboxForms;
	}

	return endpoint ? [`Calls go to ${endpoint}, not to AWS.`, `Not AWS: ${endpoint}`] : [];
}

/** The same in one line, for output without a screen; empty when calls go to AWS. */
export function bannerOf(scope: SessionScope): string {
	return bannerForms(scope)[0] ?? '';
}

/**
Whether the environment's proxies and the bundle of authorities (the profile's, too) can be used, so that a wrong setting is
told before the first call. Needs no SDK, and what reads certificates only where there is a bundle.
Rejects with NetworkSetupError when the bundle or the proxy's address cannot be used.
*/
export async function checkNetwork(env: NodeJS.ProcessEnv, profile?: string): Promise<void> {
	checkProxy(env);
	const named = namedBundle(env, profile);
	if (!named) {
		return;
	}

	const {readCaBundle} = await import('./network.js');
	readCaBundle(env, named);
}
