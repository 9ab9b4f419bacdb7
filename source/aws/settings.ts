import fs from 'node:fs';
import {
	type ConfigKind,
	type ConfigSection,
	type ConfigView,
	parseConfigFile,
	sdkView,
	configPaths,
} from './profiles/config-file.js';

// A file as the SDK reads it, without the SDK. One that cannot be read sets nothing; the list of identities says why it cannot.
function viewOf(file: string, kind: ConfigKind): ConfigView {
	let text = '';
	try {
		text = fs.readFileSync(file, 'utf8');
	} catch {}

	return sdkView(parseConfigFile(text, kind));
}

/** What a client of the SDK is to take from the profile that is used. */
export type ClientSettings = {
	/** By itself the SDK reads retries and schemes of signing from AWS_PROFILE's settings. */
	profile?: string;
	useFipsEndpoint: boolean;
	useDualstackEndpoint: boolean;
	disableClockSkewCorrection: boolean;
	/** Sets nothing that is not set here; else the SDK would read it from AWS_PROFILE's settings alone. */
	defaultsMode: 'legacy';
};

/**
The settings of every client for one profile (AWS_PROFILE's, or “default”, when left out), as the aws CLI reads them: the
variable before the profile, “true” in any spelling, and neither FIPS nor dual stack where an endpoint is set.
*/
export function clientSettings(
	env: NodeJS.ProcessEnv,
	profile: string | undefined,
	hasEndpoint: boolean,
): ClientSettings {
	const {sections} = profileInUse(env, profile);
	const isOn = (setting: string) =>
		[env[`AWS_${setting.toUpperCase()}`], settingOf(sections, setting)]
			.find(Boolean)
			?.toLowerCase() === 'true';
	return {
		...(profile && {profile}),
		useFipsEndpoint: !hasEndpoint && isOn('use_fips_endpoint'),
		useDualstackEndpoint: !hasEndpoint && isOn('use_dualstack_endpoint'),
		disableClockSkewCorrection: isOn('disable_clock_skew_correction'),
		defaultsMode: 'legacy',
	};
}

/** The profile whose settings count, and what the config and the credentials file hold of it. */
type ProfileInUse = {
	name: string;
	sections: ReadonlyArray<ConfigSection | undefined>;
	services: ConfigView['services'];
};

/** The profile of that name, else AWS_PROFILE's, else “default”: a variable that is set but empty is not set. */
export function profileInUse(env: NodeJS.ProcessEnv, named?: string): ProfileInUse {
	const name = [named, env.AWS_PROFILE].find(Boolean) ?? 'default';
	const paths = configPaths(env);
	const [config, credentials] = [
		viewOf(paths.config, 'config'),
		viewOf(paths.credentials, 'credentials'),
	];
	return {
		name,
		sections: [config.profiles.get(name), credentials.profiles.get(name)],
		services: config.services,
	};
}

/** A setting of the first section that has it. */
export function settingOf(sections: ProfileInUse['sections'], setting: string): string | undefined {
	return sections
		.map((section) => section?.settings.get(setting)?.value)
		.find((value) => value !== undefined);
}

/** Where the region was found, for the screen: the flag, a variable's name, or the profile. */
type RegionChoice = {region: string; from: string};

type Options = {
	/** `--region`. */
	flag?: string;
	profile?: string;
	env: NodeJS.ProcessEnv;
};

/**
Finds the working region the way the aws CLI does: `--region`, AWS_REGION, AWS_DEFAULT_REGION, then the profile.
The SDK alone ignores AWS_DEFAULT_REGION. Returns nothing when none is set anywhere: the person has to say.
*/
export function findRegion({flag, profile, env}: Options): RegionChoice | undefined {
	if (flag) {
		return {region: flag, from: '--region'};
	}

	for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
		const region = env[name];
		if (region) {
			return {region, from: name};
		}
	}

	const {name, sections} = profileInUse(env, profile);
	const region = settingOf(sections.toReversed(), 'region');
	return region ? {region, from: `profile ${name}`} : undefined;
}

/** Where a request must go first: a proxy's address, or nothing for straight to the host. */
type ProxyChoice = URL | undefined;

/** A setting of the network that cannot be used. The message names the variable or file, never a password in it. */
export class NetworkSetupError extends Error {
	override readonly name = 'NetworkSetupError';
	readonly hint: string;

	constructor(message: string, hint: string) {
		super(message);
		this.hint = hint;
	}
}

const defaultPorts: Readonly<Record<string, string>> = {
	'http:': '80',
	'https:': '443',
};

/**
The proxy for one target, from HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY (lower case wins, as in curl).

A name in NO_PROXY means itself and everything under it, with or without a leading `.` or `*.`; `host:port` means that
port only; `*` means every host. This machine itself is never asked through a proxy.
@throws NetworkSetupError for a proxy that is not an http or https address.
*/
export function proxyFor(target: URL, env: NodeJS.ProcessEnv): ProxyChoice {
	const host = bareHost(target.hostname);
	if (isLoopback(host) || isExempt(host, portOf(target), env)) {
		return undefined;
	}

	const scheme = target.protocol.replace(':', '');
	for (const variable of [`${scheme}_proxy`, 'all_proxy']) {
		const value = read(env, variable);
		if (value) {
			return parseProxy(value, variable.toUpperCase());
		}
	}

	return undefined;
}

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
	return (
		host === 'localhost' ||
		host.endsWith('.localhost') ||
		host === '::1' ||
		/^127(?:\.\d{1,3}){3}$/v.test(host)
	);
}

function isExempt(host: string, port: string, env: NodeJS.ProcessEnv): boolean {
	return read(env, 'no_proxy')
		.toLowerCase()
		.split(/[\s,]+/v)
		.some((entry) => matches(entry, host, port));
}

function matches(entry: string, host: string, port: string): boolean {
	if (entry === '*') {
		return true;
	}

	const withPort = /^(?<name>[^:]+|\[.+\]):(?<port>\d+)$/v.exec(entry);
	if (withPort?.groups?.port && withPort.groups.port !== port) {
		return false;
	}

	const name = bareHost(withPort?.groups?.name ?? entry).replace(/^\*?\./v, '');
	return name !== '' && (host === name || host.endsWith(`.${name}`));
}

function parseProxy(value: string, variable: string): URL {
	const text = value.includes('://') ? value : `http://${value}`;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || url.hostname === '') {
		throw new NetworkSetupError(
			`${variable} does not hold the address of a proxy.`,
			'Set it to an address such as http://proxy.example.com:8080.',
		);
	}

	if (!(url.protocol in defaultPorts)) {
		throw new NetworkSetupError(
			`${variable} names a ${url.protocol.replace(':', '')} proxy, and only http and https proxies can be used.`,
			'Set HTTPS_PROXY to an http proxy, or take the variable away.',
		);
	}

	return url;
}

function portOf(url: URL): string {
	return url.port || (defaultPorts[url.protocol] ?? '');
}

function bareHost(host: string): string {
	return host.replaceAll(/^\[|\]$/gv, '').toLowerCase();
}

function read(env: NodeJS.ProcessEnv, name: string): string {
	return (env[name] ?? env[name.toUpperCase()] ?? '').trim();
}

/**
Whether the environment's proxies can be used.
@throws NetworkSetupError when the address of one cannot be used.
*/
export function checkProxy(env: NodeJS.ProcessEnv): void {
	proxyFor(new URL('https://amazonaws.com'), env);
}

/** A bundle, and the setting that names it. */
export type NamedBundle = {file: string; from: string};

/** The bundle that the environment names, else the profile (AWS_PROFILE's, or “default”, when left out), as for the aws CLI. */
export function namedBundle(env: NodeJS.ProcessEnv, profile?: string): NamedBundle | undefined {
	if (env.AWS_CA_BUNDLE) {
		return {file: env.AWS_CA_BUNDLE, from: 'AWS_CA_BUNDLE'};
	}

	const {name, sections} = profileInUse(env, profile);
	const file = settingOf(sections, 'ca_bundle');
	return file ? {file, from: `ca_bundle of profile ${name}`} : undefined;
}
