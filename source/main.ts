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
	const {signal, halt, release} = listenForSignals();
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
			halt,
			releaseSignals: release,
			now: () => new Date(),
			wait,
		});
	} finally {
		release();
	}
}

// npm passes a signal on that the terminal has sent already: what comes as soon as that is no second wish.
const echo = 500;
// How long a call under way may take until a command that was asked to stop ends without its answer. A supervisor's patience is ten seconds.
const grace = 5000;

// The first signal asks the command to stop where that is safe; the second one, or a while without an end, to say at once what was done.
function listenForSignals() {
	const stopping = new AbortController();
	const halting = new AbortController();
	let first = 0;
	let timer: NodeJS.Timeout | undefined;
	const stop = () => {
		const now = performance.now();
		if (!stopping.signal.aborted) {
			first = now;
			timer = setTimeout(() => {
				halting.abort();
			}, grace);
			stopping.abort();
		} else if (halting.signal.aborted) {
			process.exit(exitCodes.cancelled); // eslint-disable-line unicorn/no-process-exit -- asked for three times
		} else if (now - first > echo) {
			halting.abort();
		}
	};

	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	for (const name of signals) {
		process.on(name, stop);
	}

	return {
		signal: stopping.signal,
		halt: halting.signal,
		release() {
			clearTimeout(timer);
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
