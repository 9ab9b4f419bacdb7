import {connect, createServer, type Socket} from 'node:net';

/** A way to an AWS that is far away. */
export type SlowRelay = AsyncDisposable & {
	readonly url: string;
	/** Connections that were opened so far. */
	readonly connections: () => number;
};

/** Stands between a program and the AWS at `target`: whatever comes back from there is `latency` milliseconds late. */
export async function openSlowRelay(target: string, latency: number): Promise<SlowRelay> {
	const {hostname, port} = new URL(target);
	const open = new Set<Socket>();
	let connections = 0;
	const server = createServer((near) => {
		connections++;
		const far = connect(Number(port), hostname);
		for (const socket of [near, far]) {
			open.add(socket);
			// One side going away ends the other.
			socket.on('error', () => {
				near.destroy();
				far.destroy();
			});
			socket.on('close', () => {
				open.delete(socket);
			});
		}

		near.pipe(far);
		far.on('data', (chunk) => {
			setTimeout(() => {
				near.write(chunk);
			}, latency);
		});
		far.on('end', () => {
			setTimeout(() => {
				near.end();
			}, latency);
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	const own = typeof address === 'object' && address ? address.port : 0;
	return {
		url: `http://127.0.0.1:${own}`,
		connections: () => connections,
		async [Symbol.asyncDispose]() {
			for (const socket of open) {
				socket.destroy();
			}

			await new Promise((resolve) => {
				server.close(resolve);
			});
		},
	};
}
