import {type ConfigSection} from './profiles/config-file.js';
import {sharedFiles} from './profiles/shared-files.js';
import {NetworkSetupError} from './proxy-for.js';

/** Identity Center's portal and its sign-in service, as endpoint settings spell them. */
export type SsoService = 'sso' | 'sso_oidc';

/**
Where calls of a service go instead of to AWS itself: with credentials, and with the tokens of a company sign-in. The service
is spelt as endpoint settings spell it, such as `secrets_manager`.
@throws NetworkSetupError that names the setting, where it is no web address.
*/
export type Endpoints = (service: string) => URL | undefined;

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
export function configuredEndpoints(
	env: NodeJS.ProcessEnv,
	profile?: string,
): Endpoints {
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
	// A variable that is set but empty counts as not set, here and below.
	const profile = [named, env.AWS_PROFILE].find(Boolean) ?? 'default';
	const files = readFiles(env, profile);
	const isIgnored = [
		env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS,
		files.setting('ignore_configured_endpoint_urls')?.value,
	].find(Boolean);
	return (service) => {
		const found =
			isIgnored?.toLowerCase() === 'true'
				? undefined
				: (inEnvironment(env, service) ?? files.endpoint(service));
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

function inEnvironment(
	env: NodeJS.ProcessEnv,
	service: string,
): Named | undefined {
	const names = [
		`AWS_ENDPOINT_URL_${service.toUpperCase()}`,
		'AWS_ENDPOINT_URL',
	];
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

function readFiles(env: NodeJS.ProcessEnv, profile: string) {
	const {config, credentials} = sharedFiles(env);
	const sections = [
		config.profiles.get(profile),
		credentials.profiles.get(profile),
	];
	const setting = (name: string) => settingOf(sections, name);
	return {
		setting,
		endpoint(service: string): Named | undefined {
			const section = setting('services')?.value;
			const own =
				section === undefined
					? undefined
					: settingOf(
							[config.services.get(section)],
							`${service}.endpoint_url`,
						);
			if (own) {
				return {
					value: own.value,
					from: `endpoint_url of ${service} in the services section ${section}`,
				};
			}

			const all = setting('endpoint_url');
			return (
				all && {value: all.value, from: `endpoint_url of profile ${profile}`}
			);
		},
	};
}

function settingOf(
	sections: ReadonlyArray<ConfigSection | undefined>,
	name: string,
) {
	return sections
		.map((section) => section?.settings.get(name))
		.find((found) => found !== undefined);
}

/** The embedded AWS: where it listens, and the environment that points the SDK at it. */
export type Practice = {
	url: string;
	environment: Readonly<Record<string, string>>;
};

/** Where the SDK's own clients of Identity Center send their calls; they take one endpoint for the portal and the sign-in service alike. */
export type SsoSettings = {
	ignoreConfiguredEndpointUrls: true;
	endpoint?: string;
};
