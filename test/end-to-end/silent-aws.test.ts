import {createServer, type Socket} from 'node:net';
import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {openProgram} from './run-program.js';

vi.setConfig({testTimeout: 60_000});

/** An AWS that takes every connection and never says a word. */
async function silentAws(): Promise<
	AsyncDisposable & {readonly url: string; readonly isAsked: () => boolean}
> {
	const open = new Set<Socket>();
	const server = createServer((socket) => {
		open.add(socket);
		socket.resume();
		socket.on('error', () => {
			socket.destroy();
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}`,
		isAsked: () => open.size > 0,
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

test('AWS never answers: the first screen stands all the same, and its keys work', async () => {
	await using home = await freshHome();
	await using aws = await silentAws();
	await using terminal = openProgram(home, {
		args: [],
		env: {
			AWS_ENDPOINT_URL: aws.url,
			AWS_REGION: 'us-east-1',
			AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMP1234',
			AWS_SECRET_ACCESS_KEY: 'never-sent-anywhere',
		},
	});
	await terminal.waitFor('Connect AWS to Workato');
	await terminal.waitUntil(aws.isAsked, 'a call to AWS');
	expect(terminal.screen()).toMatch(/Asking AWS who you are/v);
	await terminal.press('enter');
	await terminal.waitFor('Name of the environment');
	expect(terminal.screen()).toMatch(/Asking AWS who you are/v);
	await terminal.press('ctrl+c');
	expect(await terminal.waitForExit()).toMatchObject({exitCode: 130});
});
