import {sharedFiles} from './settings.js';

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

	const {config, credentials} = sharedFiles(env);
	const name = [profile, env.AWS_PROFILE].find(Boolean) ?? 'default';
	const file = [config, credentials]
		.map((view) => view.profiles.get(name)?.settings.get('ca_bundle')?.value)
		.find(Boolean);
	return file ? {file, from: `ca_bundle of profile ${name}`} : undefined;
}
