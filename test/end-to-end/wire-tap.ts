import {Buffer} from 'node:buffer';
import {createServer, request, type IncomingMessage} from 'node:http';
import {parse} from 'node:querystring';

/** A way to the practice AWS that hears every word of it, and so knows every secret that went over the wire. */
export type WireTap = AsyncDisposable & {
	readonly url: string;
	/** Secrets by the name of their field, each once. */
	readonly secrets: () => ReadonlyMap<string, string>;
};

// Fields of Identity Center's and STS's calls and answers. A user code is there to be read out, so it is none.
const secretFields = [
	'accessToken',
	'refreshToken',
	'clientSecret',
	'deviceCode',
	'codeVerifier',
	'code',
	'secretAccessKey',
	'sessionToken',
	'SecretAccessKey',
	'SessionToken',
	'TokenCode',
];

/** Stands between a program and the AWS at `target`. */
export async function tapWire(target: string): Promise<WireTap> {
	const found = new Map<string, string>();
	const listen = (text: string) => {
		for (const field of secretFields) {
			const pattern = new RegExp(
				`"${field}":"(?<json>[^"]+)"|<${field}>(?<xml>[^<]+)</${field}>`,
				'gv',
			);
			for (const {groups} of text.matchAll(pattern)) {
				found.set(groups?.json ?? groups?.xml ?? '', field);
			}

			const value = parse(text)[field];
			if (typeof value === 'string') {
				found.set(value, field);
			}
		}
	};

	const server = createServer((incoming, outgoing) => {
		const pass = async () => {
			const body = await readAll(incoming);
			listen(body.toString('utf8'));
			const bearer = incoming.headers['x-amz-sso_bearer_token'];
			const token = incoming.headers['x-amz-security-token'];
			for (const value of [bearer, token].flat()) {
				if (value !== undefined && !found.has(value)) {
					found.set(value, 'header');
				}
			}

			const onward = request(
				new URL(incoming.url ?? '/', target),
				{method: incoming.method ?? 'GET', headers: incoming.headers},
				(answer) => {
					const finish = async () => {
						const text = await readAll(answer);
						listen(text.toString('utf8'));
						outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
						outgoing.end(text);
					};

					void finish();
				},
			);
			onward.on('error', () => {
				outgoing.destroy();
			});
			onward.end(body);
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
		secrets: () => found,
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
