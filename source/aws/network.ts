import {Buffer} from 'node:buffer';
import http, {Agent as HttpAgent, type ClientRequestArgs} from 'node:http';
import https, {Agent as HttpsAgent, type RequestOptions} from 'node:https';
import {isIP} from 'node:net';
import {type Duplex} from 'node:stream';
import {X509Certificate} from 'node:crypto';
import {readFileSync, statSync} from 'node:fs';
import {NodeHttpHandler} from '@smithy/node-http-handler';
import {cleanLine} from '../terminal/text.js';
import {ProxyError} from './network-error.js';
import {
	checkProxy,
	namedBundle,
	proxyFor,
	NetworkSetupError,
	type NamedBundle,
} from './settings.js';

/** Milliseconds until a call gives up: to reach the host, and to get its answer. */
export type Timeouts = {readonly connect: number; readonly request: number};

const defaultTimeouts: Timeouts = {connect: 5000, request: 15_000};

/**
The one way to the network, for every service client and for the credential provider (`clientConfig.requestHandler`;
given to the clients alone it would not be used for the SSO portal). Bounded timeouts, the proxies of the environment
chosen for each host, and the authorities of AWS_CA_BUNDLE or of the profile's ca_bundle.
@throws NetworkSetupError when the bundle or the proxy's address cannot be used.
*/
export function requestHandler(
	env: NodeJS.ProcessEnv,
	{connect, request}: Timeouts = defaultTimeouts,
	profile?: string,
): NodeHttpHandler {
	// Asked once now, so that a wrong setting is told before the first call.
	checkProxy(env);
	const ca = readCaBundle(env, namedBundle(env, profile));
	return new NodeHttpHandler({
		connectionTimeout: connect,
		requestTimeout: request,
		throwOnRequestTimeout: true,
		httpAgent: new CompanyHttpAgent(env, ca),
		httpsAgent: new CompanyHttpsAgent(env, ca),
	});
}

type Connected = (error: Error | null, stream: Duplex) => void;

// As many sockets as the SDK's own agents.
const pool = {keepAlive: true, maxSockets: 50} as const;

/** An agent for https that goes straight or through a proxy, decided for each host; `ca` replaces the known authorities. */
export class CompanyHttpsAgent extends HttpsAgent {
	readonly #env: NodeJS.ProcessEnv;
	readonly #ca: string[] | undefined;

	constructor(env: NodeJS.ProcessEnv, ca?: string[]) {
		super({...pool, ...(ca && {ca})});
		this.#env = env;
		this.#ca = ca;
	}

	override createConnection(options: RequestOptions, connected?: Connected) {
		const way = wayTo('https', options, this.#env);
		if (!way) {
			return super.createConnection(options, connected);
		}

		openTunnel(way, this.#ca, (error, socket) => {
			const inside = {...options, socket};
			answer(connected, error, socket && super.createConnection(inside));
		});
		return undefined;
	}
}

/** The same for plain http, which only a custom endpoint uses. */
export class CompanyHttpAgent extends HttpAgent {
	readonly #env: NodeJS.ProcessEnv;
	readonly #ca: string[] | undefined;

	constructor(env: NodeJS.ProcessEnv, ca?: string[]) {
		super(pool);
		this.#env = env;
		this.#ca = ca;
	}

	override createConnection(options: ClientRequestArgs, connected?: Connected) {
		const way = wayTo('http', options, this.#env);
		if (!way) {
			return super.createConnection(options, connected);
		}

		openTunnel(way, this.#ca, (error, socket) => {
			answer(connected, error, socket);
		});
		return undefined;
	}
}

// Node takes a failure without a stream; its types do not say so.
function answer(
	connected: Connected | undefined,
	error: Error | undefined,
	stream: Duplex | null | undefined,
): void {
	if (connected && stream) {
		connected(null, stream);
	} else if (connected) {
		Reflect.apply(connected, undefined, [error]);
	}
}

type Way = {
	proxy: URL;
	target: string;
	/** The target with its port, as a proxy is asked for it. */
	authority: string;
	timeout: number;
};

/** The way to a target; nothing when it needs no proxy. */
function wayTo(
	scheme: 'http' | 'https',
	{host, port, timeout = 0}: ClientRequestArgs,
	env: NodeJS.ProcessEnv,
): Way | undefined {
	const target = host ?? 'localhost';
	const name = target.includes(':') ? `[${target}]` : target;
	const authority = `${name}:${port ?? (scheme === 'https' ? 443 : 80)}`;
	const proxy = proxyFor(new URL(`${scheme}://${authority}`), env);
	return proxy && {proxy, target, authority, timeout};
}

/** Asks a proxy for a way to the target, and calls back with it or with a `ProxyError`. */
function openTunnel(
	{proxy, target, authority, timeout}: Way,
	ca: string[] | undefined,
	opened: (error: Error | undefined, socket?: Duplex) => void,
): void {
	const isSecure = proxy.protocol === 'https:';
	const host = proxy.hostname.replaceAll(/^\[|\]$/gv, '');
	const request = (isSecure ? https : http).request({
		method: 'CONNECT',
		host,
		port: proxy.port === '' ? (isSecure ? 443 : 80) : proxy.port,
		path: authority,
		setHost: false,
		headers: {host: authority, ...authorization(proxy)},
		agent: false,
		timeout,
		// TLS takes no address for the name of a server.
		...(isSecure && {
			servername: isIP(host) === 0 ? host : '',
			...(ca && {ca}),
		}),
	});
	request.once('connect', ({statusCode = 0}, socket) => {
		if (statusCode === 200) {
			opened(undefined, socket);
		} else {
			socket.destroy();
			opened(new ProxyError(proxy, target, statusCode));
		}
	});
	request.once('timeout', () => {
		request.destroy(new Error('The proxy did not answer in time.'));
	});
	request.once('error', (error) => {
		opened(new ProxyError(proxy, target, error));
	});
	request.end();
}

function authorization({username, password}: URL) {
	const both = `${plain(username)}:${plain(password)}`;
	return both === ':'
		? {}
		: {
				'proxy-authorization': `Basic ${Buffer.from(both).toString('base64')}`,
			};
}

// A percent sign that begins no code stands for itself, as for the aws CLI.
function plain(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll(/%(?![\da-f]{2})/giv, '%25'));
	} catch {
		return text;
	}
}

const certificate =
	/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/gv;

// More authorities than any company has; bytes.
const largest = 16 * 1024 * 1024;

/**
The authorities of a bundle, as PEM texts; nothing when none is named (Node's own then hold, and NODE_EXTRA_CA_CERTS with
them). As in the aws CLI the bundle replaces the usual authorities; those of NODE_EXTRA_CA_CERTS stay, because Node forgets
them once a bundle is given.
@throws NetworkSetupError naming the file, when it cannot be read or holds no certificate.
*/
export function readCaBundle(
	env: NodeJS.ProcessEnv,
	named: NamedBundle | undefined,
): string[] | undefined {
	if (!named) {
		return undefined;
	}

	const bundle = readCertificates(named);
	return env.NODE_EXTRA_CA_CERTS
		? [...bundle, ...extraCertificates(env.NODE_EXTRA_CA_CERTS)]
		: bundle;
}

function readCertificates(named: NamedBundle): string[] {
	const {file} = named;
	let text: string;
	try {
		const stats = statSync(file);
		// A device would have no end.
		if (!stats.isFile() || stats.size > largest) {
			throw broken(named, 'is no file of certificates');
		}

		text = readFileSync(file, 'utf8');
	} catch (error) {
		throw error instanceof NetworkSetupError ? error : broken(named, 'cannot be read');
	}

	const found = text.match(certificate) ?? [];
	if (found.length === 0) {
		throw broken(named, 'holds no certificate in PEM form');
	}

	if (found.some((pem) => !isCertificate(pem))) {
		throw broken(named, 'holds a certificate that cannot be read');
	}

	return found;
}

// Node itself only warns about a bad file here.
function extraCertificates(file: string): string[] {
	try {
		return readCertificates({file, from: 'NODE_EXTRA_CA_CERTS'});
	} catch {
		return [];
	}
}

function isCertificate(pem: string): boolean {
	try {
		return new X509Certificate(pem).subject !== undefined;
	} catch {
		return false;
	}
}

function broken({file, from}: NamedBundle, what: string): NetworkSetupError {
	return new NetworkSetupError(
		cleanLine(`${from} names ${file}, which ${what}.`),
		`Correct ${cleanLine(from)} or take it away; nothing was sent.`,
	);
}
