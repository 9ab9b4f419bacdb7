import http from 'node:http';
import https from 'node:https';
import {text} from 'node:stream/consumers';
import {readCaBundle} from '../aws/ca-bundle.js';
import {namedBundle} from '../aws/check-network.js';
import {CompanyHttpAgent, CompanyHttpsAgent} from '../aws/proxy-agents.js';
import {NetworkSetupError} from '../aws/proxy-for.js';
import {isSafeForToken} from './api-address.js';
import {WorkatoError} from './workato-error.js';

/** Where the API is, the token, and the environment with its proxies. The token goes nowhere else. */
export type WorkatoAccess = {
	address: URL;
	token: string;
	env: NodeJS.ProcessEnv;
	/** Milliseconds until a call gives up; 15 seconds when left out. */
	patience?: number;
};

export type WorkatoAnswer = {status: number; body: string};

// An API client's token is printable ASCII; what is not would be refused as a header, with the token in the error.
const tokenForm = /^[\u{21}-\u{7E}]+$/v;

/**
Sends one call to Workato's Developer API and gives the answer as it is. Follows no redirect, so that the token reaches
only the host it is for. Rejects with a `WorkatoError` when there is no answer.
*/
export async function askWorkato(
	method: 'GET' | 'POST',
	path: string,
	{address, token, env, patience = 15_000}: WorkatoAccess,
): Promise<WorkatoAnswer> {
	const url = new URL(path, address);
	if (!isSafeForToken(url)) {
		throw new WorkatoError(
			'not-https',
			`The token is not sent to ${url.host}: the way there is not https.`,
			'Choose the data centre again.',
		);
	}

	if (!tokenForm.test(token)) {
		throw new WorkatoError(
			'bad-token',
			'WORKATO_API_TOKEN holds spaces or other characters that no token has.',
			'Copy the token of the API client from Workato again.',
		);
	}

	const isHttps = url.protocol === 'https:';
	const agent = agentFor(isHttps, env);
	try {
		return await send(isHttps ? https.request : http.request, url, {
			method,
			agent,
			headers: {authorization: `Bearer ${token}`, accept: 'application/json'},
			signal: AbortSignal.timeout(patience),
		});
	} catch (error) {
		const isSlow = error instanceof Error && error.name === 'AbortError';
		throw new WorkatoError(
			'unreachable',
			isSlow
				? `${url.host} did not answer within ${Math.round(patience / 1000)} seconds.`
				: `${url.host} could not be reached.`,
			'Check the network, the proxy and the data centre, then try again.',
		);
	} finally {
		agent.destroy();
	}
}

function agentFor(isHttps: boolean, env: NodeJS.ProcessEnv) {
	try {
		return isHttps
			? new CompanyHttpsAgent(env, readCaBundle(env, namedBundle(env)))
			: new CompanyHttpAgent(env);
	} catch (error) {
		throw error instanceof NetworkSetupError
			? new WorkatoError('unreachable', error.message, error.hint)
			: error;
	}
}

async function send(
	request: typeof http.request,
	url: URL,
	options: http.RequestOptions,
): Promise<WorkatoAnswer> {
	const {promise, resolve, reject} = Promise.withResolvers<WorkatoAnswer>();
	request(url, options, (response) => {
		text(response)
			.then((body) => {
				resolve({status: response.statusCode ?? 0, body});
			})
			.catch(reject);
	})
		.on('error', reject)
		.end();
	return promise;
}
