import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {text} from 'node:stream/consumers';

/** What the fake hands out; a test searches for these where none may be. */
export const fakeSecrets = {
	clientSecret: 'CLIENT-SECRET-do-not-show',
	deviceCode: 'DEVICE-CODE-do-not-show',
	accessToken: 'ACCESS-TOKEN-do-not-show',
	refreshToken: 'REFRESH-TOKEN-do-not-show',
	code: 'AUTH-CODE-do-not-show',
} as const;

type Call = 'register' | 'authorize' | 'token' | 'accounts' | 'roles' | 'logout';

type Failure = {
	readonly name: string;
	readonly status?: number;
	readonly body?: Readonly<Record<string, unknown>>;
};

/** What something else than AWS answers, as it is. */
export type ForeignAnswer = {
	readonly status: number;
	readonly page: string;
	readonly headers?: Readonly<Record<string, string>>;
};

export type Request = {
	readonly call: string;
	readonly body: Readonly<Record<string, unknown>>;
	readonly query: URLSearchParams;
	readonly headers: IncomingMessage['headers'];
};

type Reply = {
	status: number;
	headers?: Record<string, string>;
	body: unknown;
	/** Stands in place of the body. */
	page?: string;
};

const routes: Readonly<Record<string, string>> = {
	'POST /client/register': 'register',
	'POST /device_authorization': 'authorize',
	'POST /token': 'token',
	'GET /authorize': 'page',
	'GET /assignment/accounts': 'accounts',
	'GET /assignment/roles': 'roles',
	'GET /federation/credentials': 'credentials',
	'POST /logout': 'logout',
};

/** A small Identity Center on loopback: says yes to everything except what `fail` asks it to refuse. */
export class FakeIdentityCenter {
	readonly #failures = new Map<string, Array<Failure | ForeignAnswer>>();
	readonly #server = createServer((request, response) => {
		void this.#serve(request, response);
	});

	#challenge = '';
	readonly requests: Request[] = [];
	/** What the consent page sends back besides the true state; `state` here overrides it. */
	consent: Record<string, string> = {code: fakeSecrets.code};
	accounts: Array<Record<string, string | undefined>> = [];
	roles: string[] = [];
	/** Left out of the answer when false. */
	givesRefreshToken = true;
	interval: number | undefined = 5;
	expiresIn = 600;
	verificationUri = 'https://device.sso.us-east-1.amazonaws.com/';
	async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const reply = await this.#answer(request);
		const {status, headers, body} = reply;
		response.writeHead(status, {
			'Content-Type': 'application/json',
			...headers,
		});
		response.end(reply.page ?? (body === undefined ? '' : JSON.stringify(body)));
	}

	async #answer(request: IncomingMessage): Promise<Reply> {
		const url = new URL(request.url ?? '/', this.url);
		const call = routes[`${request.method} ${url.pathname}`] ?? 'unknown';
		const raw = await text(request);
		const body = readBody(raw);
		this.requests.push({
			call,
			body,
			query: url.searchParams,
			headers: request.headers,
		});
		const failure = this.#failures.get(call)?.shift();
		if (failure && 'page' in failure) {
			return {...failure, body: undefined};
		}

		if (failure) {
			return {
				status: failure.status ?? 400,
				headers: {'x-amzn-errortype': failure.name},
				body: failure.body ?? {},
			};
		}

		return this.#reply(call, body, url.searchParams);
	}

	#reply(call: string, body: Request['body'], query: URLSearchParams): Reply {
		switch (call) {
			case 'register': {
				return ok({
					clientId: 'client-1',
					clientSecret: fakeSecrets.clientSecret,
					clientIdIssuedAt: 1_790_000_000,
					clientSecretExpiresAt: 4_000_000_000,
				});
			}

			case 'authorize': {
				return ok({
					deviceCode: fakeSecrets.deviceCode,
					userCode: 'ABCD-EFGH',
					verificationUri: this.verificationUri,
					verificationUriComplete: `${this.verificationUri}?user_code=ABCD-EFGH`,
					expiresIn: this.expiresIn,
					...(this.interval !== undefined && {interval: this.interval}),
				});
			}

			case 'page': {
				return this.#consentPage(query);
			}

			case 'token': {
				return this.#token(body);
			}

			case 'accounts': {
				return page('accountList', this.accounts, query);
			}

			case 'roles': {
				const list = this.roles.map((roleName) => ({roleName}));
				return page('roleList', list, query);
			}

			case 'credentials': {
				return ok({
					roleCredentials: {
						accessKeyId: 'AKIAFAKE',
						secretAccessKey: 'fake',
						sessionToken: 'fake',
						expiration: Date.now() + 3_600_000,
					},
				});
			}

			case 'logout': {
				return {status: 200, body: undefined};
			}

			default: {
				return {status: 404, body: {}};
			}
		}
	}

	#consentPage(query: URLSearchParams): Reply {
		this.#challenge = query.get('code_challenge') ?? '';
		const back = new URL(query.get('redirect_uri') ?? '');
		const state = query.get('state') ?? '';
		for (const [key, value] of Object.entries({state, ...this.consent})) {
			back.searchParams.set(key, value);
		}

		return {status: 302, headers: {location: back.href}, body: undefined};
	}

	#token({grantType, codeVerifier}: Request['body']): Reply {
		const proof = createHash('sha256').update(String(codeVerifier)).digest('base64url');
		if (grantType === 'authorization_code' && proof !== this.#challenge) {
			return {
				status: 400,
				headers: {'x-amzn-errortype': 'InvalidGrantException'},
				body: {error: 'invalid_grant'},
			};
		}

		return ok({
			accessToken: fakeSecrets.accessToken,
			tokenType: 'Bearer',
			expiresIn: 28_800,
			...(this.givesRefreshToken && {refreshToken: fakeSecrets.refreshToken}),
		});
	}

	/** The environment that points the clients here. */
	get env(): Record<string, string> {
		const {url} = this;
		return {AWS_ENDPOINT_URL_SSO_OIDC: url, AWS_ENDPOINT_URL_SSO: url};
	}

	get url(): string {
		const at = this.#server.address();
		return typeof at === 'object' && at ? `http://127.0.0.1:${at.port}` : '';
	}

	async start(): Promise<this> {
		this.#server.listen(0, '127.0.0.1');
		await once(this.#server, 'listening');
		return this;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#server.close();
		this.#server.closeAllConnections();
	}

	/** Refuses the next calls of this kind, one after the other. */
	fail(call: Call, ...failures: Array<Failure | ForeignAnswer>): void {
		this.#failures.set(call, [...(this.#failures.get(call) ?? []), ...failures]);
	}

	/** The bodies of every call of one kind. */
	sent(call: string): Array<Request['body']> {
		return this.requests.filter((request) => request.call === call).map(({body}) => body);
	}
}

function ok(body: unknown): Reply {
	return {status: 200, body};
}

function page(name: string, list: unknown[], query: URLSearchParams): Reply {
	const size = Number(query.get('max_result') ?? '100');
	const from = Number(query.get('next_token') ?? '0');
	const next = from + size;
	return ok({
		[name]: list.slice(from, next),
		...(next < list.length && {nextToken: String(next)}),
	});
}

function readBody(raw: string): Request['body'] {
	const value: unknown = raw === '' ? {} : JSON.parse(raw);
	return typeof value === 'object' && value !== null ? {...value} : {};
}
