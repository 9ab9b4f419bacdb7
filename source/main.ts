import process from 'node:process';
import {type Writer} from './commands/context.js';
import {debugTrace} from './commands/debug-trace.js';
import {exitCodes, problemOf} from './commands/problems.js';
import {wait} from './changes/wait.js';
import {runCommand} from './commands/run-command.js';

/** Runs the command line of this process and returns the exit code. */
export async function main(): Promise<number> {
	const {stdin, stdout, stderr, env, argv} = process;
	process.on('uncaughtException', (error) => {
		const {message, hint} = problemOf(error);
		stderr.write(`${message}\n${hint}\n`);
		const {WORKATO_AWS_DEBUG: debug} = env;
		if (debug === '1') {
			stderr.write(`${debugTrace(error)}\n`);
		}

		process.exit(exitCodes.failed);
	});
	const {signal, release} = listenForSignals();
	try {
		return await runCommand(argv.slice(2), {
			env,
			stdin,
			stdout: openWriter(stdout),
			stderr: openWriter(stderr),
			isTty: stdin.isTTY && stdout.isTTY,
			windowSize: () => ({
				columns: stdout.columns || 80,
				rows: stdout.rows || 24,
			}),
			signal,
			releaseSignals: release,
			now: () => new Date(),
			wait,
		});
	} finally {
		release();
	}
}

// The first signal asks the command to stop where that is safe, the second one ends it.
function listenForSignals() {
	const controller = new AbortController();
	const stop = () => {
		if (controller.signal.aborted) {
			process.exit(exitCodes.cancelled); // eslint-disable-line unicorn/no-process-exit -- asked for twice
		}

		controller.abort();
	};

	const signals = ['SIGINT', 'SIGTERM'] as const;
	for (const name of signals) {
		process.on(name, stop);
	}

	return {
		signal: controller.signal,
		release() {
			for (const name of signals) {
				process.off(name, stop);
			}
		},
	};
}

// When the reader goes away (`| head`), the rest of the text has nowhere to go; the command itself goes on.
function openWriter(stream: NodeJS.WriteStream): Writer {
	let isOpen = true;
	stream.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') {
			throw error;
		}

		isOpen = false;
	});
	return {
		write(text) {
			if (isOpen) {
				stream.write(text);
			}
		},
	};
}
