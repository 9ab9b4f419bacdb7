import {Buffer} from 'node:buffer';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import * as z from 'zod';
import {jsonAnswer, type Answer} from './answer.js';
import {answerControl} from './control.js';
import {answerAwsCall, type HttpRequest} from './aws-call.js';
import {seededState} from './seeded-account.js';
import {answerIdentityCenter} from './identity-center/answer-request.js';
import {openStateFile} from './state-file.js';
import {freshState, sandboxAccessKey} from './state.js';
import {answerWorkatoPage, answerDeveloperApi} from './workato/developer-api.js';
import {newWorld, type World} from './world.js';

/** A running sandbox. */
export type Sandbox = {
	/** `http://127.0.0.1:PORT`, without a slash at the end. */
	url: string;
	/** Environment variables that point the AWS SDK or the aws CLI at it. */
	environment: Record<string, string>;
	/** Stops at once, whatever is under way. */
	close: () => Promise<void>;
};

/** The largest body that is read, in bytes. */
const largestBody = 1_048_576;

const isLoopback = (host: string | undefined): boolean =>
	/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/v.test(host ?? '');

/** A page in a browser must not reach the sandbox: neither from its own site, nor through a host name of its own. */
const isFromHere = ({headers: {host, origin}}: IncomingMessage): boolean =>
	isLoopback(host) && (origin === undefined || origin === `http://${host}`);

const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		if (chunk instanceof Buffer) {
			chunks.push(chunk);
			size += chunk.length;
		}

		if (size > largestBody) {
			return undefined;
		}
	}

	return Buffer.concat(chunks).toString('utf8');
};

const answerOwn = async (
	world: World,
	{method, target, headers, body}: HttpRequest,
): Promise<Answer> => {
	const url = new URL(target, 'http://127.0.0.1');
	// A browser sends JSON to another site only with that site's leave.
	if (method === 'POST' && !/^application\/json(?:;|$)/iv.test(headers['content-type'] ?? '')) {
		return jsonAnswer({error: 'Send the content type application/json.'}, 415);
	}

	try {
		const input: unknown = body === '' ? {} : JSON.parse(body);
		return url.pathname.startsWith('/_workato/')
			? await answerWorkatoPage(world, method, url, input)
			: ((await answerControl(world, method, url, input)) ??
					jsonAnswer({error: 'No such endpoint.'}, 404));
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof z.ZodError) {
			return jsonAnswer({error: error.message}, 400);
		}

		throw error;
	}
};

const deliver = (response: ServerResponse, {status, headers, body, delivery}: Answer): void => {
	if (delivery === 'hang') {
		return;
	}

	if (delivery === 'reset') {
		response.destroy();
		return;
	}

	const bytes = Buffer.from(body);
	response.writeHead(status, {...headers, 'content-length': bytes.length});
	if (delivery === 'truncated') {
		response.write(bytes.subarray(0, bytes.length / 2), () => {
			response.destroy();
		});
		return;
	}

	response.end(bytes);
};

const answer = async (world: World, request: IncomingMessage): Promise<Answer> => {
	if (!isFromHere(request)) {
		return {
			status: 403,
			headers: {},
			body: 'The sandbox answers this machine only.\n',
		};
	}

	const body = await readBody(request);
	if (body === undefined) {
		return {status: 413, headers: {connection: 'close'}, body: ''};
	}

	const {method = 'GET', url: target = '/', headers: raw} = request;
	const headers = Object.fromEntries(
		Object.entries(raw).map(([name, value]) => [name, [value].flat()[0]]),
	);
	const call = {method, target, headers, body};
	const isOwn = target.startsWith('/_sandbox/') || target.startsWith('/_workato/');
	if (target.startsWith('/api/')) {
		return answerDeveloperApi(world, call);
	}

	return isOwn
		? answerOwn(world, call)
		: ((await answerIdentityCenter(world, call)) ?? answerAwsCall(world, call));
};

const handle = async (
	world: World,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> => {
	try {
		deliver(response, await answer(world, request));
	} catch (error) {
		// Such as a state file that someone broke: said plainly, in the shape of a failure inside AWS.
		const message = error instanceof Error ? error.message : String(error);
		deliver(response, {
			status: 500,
			headers: {'content-type': 'application/x-amz-json-1.1'},
			body: JSON.stringify({__type: 'InternalFailure', message}),
		});
	}
};

/**
Starts the embedded AWS and Workato on 127.0.0.1. `stateFile` is where its state is kept between runs, and processes may
share it; `port` 0, the default, takes any free port; `fresh` empties the state first. A new state is bare; with `seeded`
it has the secrets and roles of an account that people work in.
@throws {Error} when the state cannot be read or the port is taken.
*/
export const startSandbox = async ({
	stateFile,
	port = 0,
	fresh: isFresh = false,
	seeded: isSeeded = false,
}: {
	stateFile: string;
	port?: number;
	fresh?: boolean;
	seeded?: boolean;
}): Promise<Sandbox> => {
	const initial = isSeeded ? seededState : freshState;
	const world = newWorld(openStateFile(stateFile, isFresh, initial));
	const server = createServer((request, response) => {
		void handle(world, request, response);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen({port, host: '127.0.0.1'}, resolve);
	});
	const address = server.address();
	const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`;
	const credentials = freshState().callers[sandboxAccessKey];
	return {
		url,
		environment: {
			AWS_ENDPOINT_URL: url,
			AWS_ACCESS_KEY_ID: sandboxAccessKey,
			AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? '',
			AWS_SESSION_TOKEN: credentials?.sessionToken ?? '',
			AWS_REGION: 'us-east-1',
			AWS_DEFAULT_REGION: 'us-east-1',
		},
		close: async () =>
			new Promise((resolve) => {
				server.close(() => {
					resolve();
				});
				server.closeAllConnections();
			}),
	};
};
