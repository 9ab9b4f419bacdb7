import http from 'node:http';
import https from 'node:https';
import {text} from 'node:stream/consumers';
import * as z from 'zod';
import {isLoopback, NetworkSetupError, namedBundle} from '../aws/settings.js';
import {readCaBundle, CompanyHttpAgent, CompanyHttpsAgent} from '../aws/network.js';
import {dataCentres, workatoHost} from './data-centres.js';

/** Why Workato's Developer API gave no answer. */
type WorkatoTrouble =
	| 'bad-token'
	| 'not-allowed'
	| 'not-found'
	| 'too-fast'
	| 'unreachable'
	| 'not-https'
	| 'not-agreed'
	| 'failed';

/** A call to Workato's Developer API that did not work: what happened, and the next thing to do. Never holds the token. */
export class WorkatoError extends Error {
	override readonly name = 'WorkatoError';
	readonly reason: WorkatoTrouble;
	readonly hint: string;

	constructor(reason: WorkatoTrouble, message: string, hint: string) {
		super(message);
		this.reason = reason;
		this.hint = hint;
	}
}

/** What an HTTP status of Workato means; `privilege` is the one in the client role that the call needs. */
function errorOfStatus(status: number, privilege: string): WorkatoError {
	switch (status) {
		case 401: {
			return new WorkatoError(
				'bad-token',
				'Workato does not take the token of WORKATO_API_TOKEN, or its client role does not allow this (401).',
				`Check the token and the data centre, and give its client role the privilege ${privilege}.`,
			);
		}

		case 403: {
			return new WorkatoError(
				'not-allowed',
				'The API client of this token may not do this (403).',
				`Give its client role in Workato the privilege ${privilege}.`,
			);
		}

		case 404: {
			return new WorkatoError(
				'not-found',
				'There is no such call at this address (404).',
				'Check the data centre; a workspace of another one is not known here.',
			);
		}

		case 429: {
			return new WorkatoError(
				'too-fast',
				'Workato asks for a slower pace (429): it takes 60 calls a minute.',
				'Wait a minute and try again.',
			);
		}

		default: {
			return new WorkatoError(
				'failed',
				`Workato answered with status ${status}.`,
				'Wait a moment and try again.',
			);
		}
	}
}

// Workato's API documentation gives the United States another host for the API than for the app.
const apiHosts: ReadonlyMap<string, string> = new Map([['app.workato.com', 'www.workato.com']]);

/**
The address of Workato's Developer API for a data centre's id or a host of one's own, always https. Nothing when the
data centre's host is not known.
*/
export function apiAddress(choice: string): URL | undefined {
	const host = workatoHost(choice);
	return host === undefined ? undefined : new URL(`https://${apiHosts.get(host) ?? host}/`);
}

/** Whether a host of the API is one of Workato's own data centres; a private Workato's, or a stranger's, is not. */
export function isDataCentre(host: string): boolean {
	return dataCentres.some(
		(centre) => centre.host !== undefined && (apiHosts.get(centre.host) ?? centre.host) === host,
	);
}

/** The data centre that a token itself names; nothing when it does not say. */
export function dataCentreOfToken(token: string): string | undefined {
	return token.startsWith('wrkatrial-') ? 'trial' : undefined;
}

/** Whether a token may be sent there: over https, or to this computer, where the sandbox is. */
export function isSafeForToken({protocol, hostname}: URL): boolean {
	return (
		protocol === 'https:' ||
		(protocol === 'http:' && isLoopback(hostname.replaceAll(/[\[\]]/gv, '')))
	);
}

/** Where the API is, the token, and the environment with its proxies. The token goes nowhere else. */
type WorkatoAccess = {
	address: URL;
	token: string;
	env: NodeJS.ProcessEnv;
	/** Milliseconds until a call gives up; 15 seconds when left out. */
	giveUpAfter?: number;
};

type WorkatoAnswer = {status: number; body: string};

// An API client's token is printable ASCII; what is not would be refused as a header, with the token in the error.
const tokenForm = /^[\u{21}-\u{7E}]+$/v;

/**
Sends one call to Workato's Developer API and gives the answer as it is. Follows no redirect, so that the token reaches
only the host it is for. Rejects with a `WorkatoError` when there is no answer.
*/
async function askWorkato(
	method: 'GET' | 'POST',
	path: string,
	{address, token, env, giveUpAfter = 15_000}: WorkatoAccess,
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
			signal: AbortSignal.timeout(giveUpAfter),
		});
	} catch (error) {
		const isSlow = error instanceof Error && error.name === 'AbortError';
		throw new WorkatoError(
			'unreachable',
			isSlow
				? `${url.host} did not answer within ${Math.round(giveUpAfter / 1000)} seconds.`
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

/** The workspace, or the environment of it, that a token belongs to. */
type Workspace = {id: string; name: string};

/** A project of Workato. Its ID, not its folder's, stands in the external ID. */
type WorkatoProject = {id: string; folderId: string; name: string};

/** What the assistant asks of Workato's Developer API. Each call rejects with a `WorkatoError` in plain words. */
type DeveloperApi = {
	me: () => Promise<Workspace>;
	/** Every project that the token may see; `update` hears them page by page. */
	projects: (update?: (projects: WorkatoProject[]) => void) => Promise<WorkatoProject[]>;
	/** Makes Workato read every secret afresh. */
	clearCache: () => Promise<void>;
};

const anyId = z.union([z.string(), z.int()]).transform(String);
const workspace = z.object({id: anyId, name: z.string().catch('')});
const project = z
	.object({id: anyId, folder_id: anyId, name: z.string()})
	.transform(({id, folder_id: folderId, name}) => ({id, folderId, name}));
// Workato's own limit of a page.
const pageSize = 100;
// A server that never gives a short page must not keep us for ever.
const mostPages = 100;

/** The Developer API at one address. Makes no call yet. */
export function developerApi(access: WorkatoAccess): DeveloperApi {
	return {
		me: async () => readAnswer(await call('GET', '/api/users/me', getDetails, access), workspace),
		async projects(update) {
			const found: WorkatoProject[] = [];
			for (let page = 1; page <= mostPages; page++) {
				const path = `/api/projects?page=${page}&per_page=${pageSize}`;
				const some = readAnswer(await call('GET', path, listProjects, access), z.array(project));
				found.push(...some);
				update?.([...found]);
				if (some.length < pageSize) {
					break;
				}
			}

			return found;
		},
		async clearCache() {
			const path = '/api/secrets_management/clear_cache';
			readAnswer(
				await call('POST', path, clearSecrets, access),
				z.object({success: z.literal(true)}),
			);
		},
	};
}

const getDetails = 'Admin > Workspace details > Get details';
const listProjects = 'Projects > Project assets > Projects & folders > List projects';
const clearSecrets = 'Environment management > Secrets management > Clear secrets cache';

async function call(
	method: 'GET' | 'POST',
	path: string,
	privilege: string,
	access: WorkatoAccess,
): Promise<string> {
	const {status, body} = await askWorkato(method, path, access);
	if (status < 200 || status > 299) {
		throw errorOfStatus(status, privilege);
	}

	return body;
}

function readAnswer<S extends z.ZodType>(body: string, shape: S): z.output<S> {
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		throw notWorkato();
	}

	const parsed = shape.safeParse(value);
	if (!parsed.success) {
		throw notWorkato();
	}

	return parsed.data;
}

function notWorkato(): WorkatoError {
	return new WorkatoError(
		'failed',
		'What came back is not an answer of Workato’s API.',
		'Check the data centre, and whether a proxy answers in its place.',
	);
}
