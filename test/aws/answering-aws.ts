import {once} from 'node:events';
import http from 'node:http';
import {text} from 'node:stream/consumers';
import {onTestFinished} from 'vitest';
import {openSession, type AwsSession} from '../../source/aws/session.js';

/** What a call asks for: its operation and its input, as far as it is flat. */
export type Asked = {
	operation: string;
	input: Readonly<Record<string, string>>;
};

/** An answer of AWS: the body, or an error with its code. */
export type Answer = {body: string} | {error: string; status?: number};

/** A stand-in for IAM and Secrets Manager that answers as the test says, and a session that asks it. */
export async function openAnsweringAws(
	answer: (asked: Asked) => Answer,
): Promise<{session: AwsSession; calls: Asked[]}> {
	const calls: Asked[] = [];
	const respond = async (request: http.IncomingMessage, response: http.ServerResponse) => {
		const body = await text(request);
		const target = String(request.headers['x-amz-target'] ?? '');
		const isJson = target !== '';
		const asked = isJson
			? {operation: target.split('.', 2)[1] ?? '', input: flat(body)}
			: askedByForm(body);
		calls.push(asked);
		const given = answer(asked);
		response.statusCode = 'error' in given ? (given.status ?? 400) : 200;
		response.setHeader('content-type', isJson ? 'application/x-amz-json-1.1' : 'text/xml');
		response.end(
			'body' in given
				? isJson
					? given.body
					: `<${asked.operation}Response><${asked.operation}Result>${given.body}</${asked.operation}Result></${asked.operation}Response>`
				: isJson
					? JSON.stringify({__type: given.error, message: given.error})
					: `<ErrorResponse><Error><Code>${given.error}</Code><Message>${given.error}</Message></Error></ErrorResponse>`,
		);
	};

	const server = http.createServer((request, response) => {
		void respond(request, response);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
	const session = openSession({
		region: 'us-east-1',
		env: {},
		sandbox: {
			url: `http://127.0.0.1:${port}`,
			environment: {
				AWS_ACCESS_KEY_ID: 'ASIAPRACTICEEXAMPLE1',
				AWS_SECRET_ACCESS_KEY: 'practice-only',
			},
		},
	});
	onTestFinished(async () => {
		session.close();
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	});
	return {session, calls};
}

function askedByForm(body: string): Asked {
	const {Action = '', ...input} = Object.fromEntries(new URLSearchParams(body));
	return {operation: Action, input};
}

function flat(body: string): Record<string, string> {
	const value: unknown = JSON.parse(body);
	return typeof value === 'object' && value !== null
		? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, String(inner)]))
		: {};
}
