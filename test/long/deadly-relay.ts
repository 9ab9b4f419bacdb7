import {Buffer} from 'node:buffer';
import {createServer, request, type IncomingMessage} from 'node:http';

/** When a program dies around one of its writes: before AWS hears of it, after AWS acted but before the answer, or with the answer just sent. */
export type Moment = 'leaves' | 'acted' | 'answered';

/** A way to the practice AWS that ends the program behind it at one of its calls to IAM or KMS that change something. */
export type DeadlyRelay = AsyncDisposable & {
	readonly url: string;
	/** How many such calls have come. */
	readonly writes: () => number;
};

const iamWrite = /(?:^|&)Action=(?:Create|Update|Put|Delete)\w+(?:&|$)/v;
const kmsWrite =
	/^TrentService\.(?:Create|Update|Put|Delete|Enable|Disable|Schedule)/v;

/** Stands between a program and the AWS at `target`; at the moment of the call of this number, counted from 1, `kill` is called and nothing passes any more. */
export async function deadlyRelay(
	target: string,
	{call, moment}: {readonly call: number; readonly moment: Moment},
	kill: () => void,
): Promise<DeadlyRelay> {
	let writes = 0;
	let isDead = false;
	const die = () => {
		isDead = true;
		kill();
	};

	const server = createServer((incoming, outgoing) => {
		const pass = async () => {
			const body = await readAll(incoming);
			const isWrite =
				iamWrite.test(body.toString('utf8')) ||
				kmsWrite.test(String(incoming.headers['x-amz-target'] ?? ''));
			writes += isWrite ? 1 : 0;
			const isFatal = isWrite && writes === call;
			if (isFatal && moment === 'leaves') {
				die();
			}

			if (isDead) {
				outgoing.destroy();
				return;
			}

			const onward = request(
				new URL(incoming.url ?? '/', target),
				{method: incoming.method ?? 'GET', headers: incoming.headers},
				(answer) => {
					const finish = async () => {
						const text = await readAll(answer);
						if (isFatal && moment === 'acted') {
							die();
						}

						if (isDead) {
							outgoing.destroy();
							return;
						}

						outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
						outgoing.end(text, () => {
							if (isFatal) {
								die();
							}
						});
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
		writes: () => writes,
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
