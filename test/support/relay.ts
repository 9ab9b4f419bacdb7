import {Buffer} from 'node:buffer';
import {createServer, request, type IncomingMessage} from 'node:http';
import {type HttpRequest} from '../../source/sandbox/aws-call.js';

/** What is done with what passes. Nothing passes on that `onRequest` or `onAnswer` says false to. */
export type Relaying = {
	readonly onRequest?: (request: HttpRequest) => boolean | void;
	readonly onAnswer?: (request: HttpRequest, answer: string) => boolean | void;
};

/** A way to an AWS, with an address of its own. */
export type Relay = AsyncDisposable & {readonly url: string};

/** Stands between a program and the AWS at `target`, and hears every word. */
export async function openRelay(target: string, {onRequest, onAnswer}: Relaying): Promise<Relay> {
	const server = createServer((incoming, outgoing) => {
		const pass = async () => {
			const {method = 'GET', url = '/'} = incoming;
			const headers = Object.fromEntries(
				Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat()[0]]),
			);
			const bytes = await readAll(incoming);
			const call = {method, target: url, headers, body: bytes.toString('utf8')};
			if (onRequest?.(call) === false) {
				outgoing.destroy();
				return;
			}

			const onward = request(
				new URL(url, target),
				{method, headers: incoming.headers},
				(answer) => {
					const finish = async () => {
						const text = await readAll(answer);
						if (onAnswer?.(call, text.toString('utf8')) === false) {
							outgoing.destroy();
							return;
						}

						outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
						outgoing.end(text);
					};

					void finish();
				},
			);
			onward.on('error', () => {
				outgoing.destroy();
			});
			onward.end(bytes);
		};

		void pass();
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}`,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((resolve) => {
				server.close(resolve);
			});
		},
	};
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) {
		if (chunk instanceof Buffer) {
			chunks.push(chunk);
		}
	}

	return Buffer.concat(chunks);
}
