import {Agent as HttpAgent, type ClientRequestArgs} from 'node:http';
import {Agent as HttpsAgent, type RequestOptions} from 'node:https';
import type {Duplex} from 'node:stream';
import {HttpProxyAgent, HttpsProxyAgent} from 'hpagent';
import {proxyFor} from './proxy-for.js';

/** Why the way to the proxy, or through it, failed. Names the proxy's host, never the password in its address. */
export class ProxyError extends Error {
	override readonly name = 'ProxyError';
	/** What the proxy answered, when it answered. */
	readonly status: number | undefined;

	constructor(proxy: URL, target: string, cause: Error) {
		const status = /^Bad response: (?<status>\d+)/v.exec(cause.message)?.groups
			?.status;
		super(
			status
				? `The proxy ${proxy.host} refused the way to ${target} (it answered ${status}).`
				: `The proxy ${proxy.host} could not be reached on the way to ${target}.`,
		);
		this.status = status === undefined ? undefined : Number(status);
	}
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
		const {proxy, target} = wayTo('https', options, this.#env);
		if (!proxy) {
			return super.createConnection(options, connected);
		}

		const tunnel = new HttpsProxyAgent({
			...pool,
			proxy,
			...(this.#ca && {proxyRequestOptions: {ca: this.#ca}}),
		});
		return tunnel.createConnection(options, naming(proxy, target, connected));
	}
}

/** The same for plain http, which only a custom endpoint uses. */
export class CompanyHttpAgent extends HttpAgent {
	readonly #env: NodeJS.ProcessEnv;

	constructor(env: NodeJS.ProcessEnv) {
		super(pool);
		this.#env = env;
	}

	override createConnection(options: ClientRequestArgs, connected?: Connected) {
		const {proxy, target} = wayTo('http', options, this.#env);
		return proxy
			? new HttpProxyAgent({...pool, proxy}).createConnection(
					options,
					naming(proxy, target, connected),
				)
			: super.createConnection(options, connected);
	}
}

function wayTo(
	scheme: 'http' | 'https',
	{host, port}: ClientRequestArgs,
	env: NodeJS.ProcessEnv,
) {
	const name = host ?? 'localhost';
	const authority = name.includes(':') ? `[${name}]` : name;
	const url = new URL(`${scheme}://${authority}:${port ?? ''}`);
	return {proxy: proxyFor(url, env), target: name};
}

function naming(
	proxy: URL,
	target: string,
	connected: Connected | undefined,
): Connected {
	return (error, stream) => {
		connected?.(error && new ProxyError(proxy, target, error), stream);
	};
}
