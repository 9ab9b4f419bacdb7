import process from 'node:process';
import {isatty} from 'node:tty';
import {normalizeEnvironment} from './aws/profiles/config-file.js';
import {type Writer, type CommandContext, openOutput} from './cli/context.js';
import {debugTrace, exitCodes, problemOf, unlessHalted} from './cli/problems.js';
import {wait} from './engine/wait.js';
import {systemReason} from './setups/home-folder.js';
import {programOf, rememberStart} from './terminal/command-line.js';
import {isAccessible} from './terminal/symbols.js';
import {assistant} from './cli/assistant.js';
import {
	defaultFlags,
	hasAccessibleFlag,
	hasJsonFlag,
	worldOf,
	type Invocation,
} from './cli/command.js';

/** Runs the command line of this process and returns the exit code. */
export async function main(): Promise<number> {
	const {stdout, stderr, env, argv} = process;
	const [out, errors] = [openWriter(stdout), openWriter(stderr)];
	process.on('uncaughtException', (error) => {
		const {message, hint} = problemOf(error);
		stderr.write(`${message}\n${hint}\n`);
		const {WORKATO_AWS_DEBUG: debug} = env;
		if (debug === '1') {
			stderr.write(`${debugTrace(error)}\n`);
		}

		process.exit(exitCodes.failed);
	});
	normalizeEnvironment(env);
	rememberStart({program: programOf(argv, env, process.cwd())});
	const {signal, halt, release} = listenForSignals();
	try {
		const exitCode = await runCommand(argv.slice(2), {
			env,
			// Opened once something is read.
			get stdin() {
				return process.stdin;
			},
			stdout: out,
			stderr: errors,
			isTty: isatty(0) && stdout.isTTY,
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
		const fault = await out.end();
		if (fault) {
			errors.write(
				`What was printed is not whole: it could not be written, ${systemReason(fault)}.\n`,
			);
		}

		await errors.end();
		return exitCode === exitCodes.done && fault ? exitCodes.failed : exitCode;
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

// The reader went away (`| head`), or the terminal did.
const goneCodes: ReadonlySet<unknown> = new Set(['EPIPE', 'EIO', 'ECONNRESET']);

/*
Where nothing can be written any more, the rest of the text has nowhere to go; the command itself goes on. The end waits for what
is on its way, and gives why something was not written, unless nobody wanted it.
*/
function openWriter(stream: NodeJS.WriteStream) {
	let isOpen = true;
	let fault: Error | undefined;
	const close = (error: Error) => {
		isOpen = false;
		fault ??= 'code' in error && goneCodes.has(error.code) ? undefined : error;
	};

	stream.on('error', close);
	const writer: Writer & {end(): Promise<Error | undefined>} = {
		write(text) {
			if (isOpen) {
				stream.write(text);
			}
		},
		columns: () => (stream.isTTY ? stream.columns : undefined),
		async end() {
			if (isOpen) {
				await new Promise((resolve) => {
					stream.write('', resolve);
				});
			}

			return fault;
		},
	};
	return writer;
}

/**
Runs one command line (without `node` and the script) and returns its exit code. Whatever goes wrong is said in words;
WORKATO_AWS_DEBUG=1 adds where it happened.
*/
export async function runCommand(
	args: readonly string[],
	context: CommandContext,
): Promise<number> {
	rememberStart(worldOf(args));
	const output = openOutput(context, {
		isJson: hasJsonFlag(args),
		isScreenReader: hasAccessibleFlag(args) || isAccessible(context.env),
		platform: process.platform,
	});
	try {
		const invocation = await invocationOf(args);
		return await unlessHalted(invocation.run(context, output), context.halt);
	} catch (error) {
		const problem = problemOf(error);
		output.problem(problem);
		const {WORKATO_AWS_DEBUG: debug} = context.env;
		if (debug === '1' && error instanceof Error) {
			context.stderr.write(`${debugTrace(error)}\n`);
		}

		return problem.exitCode;
	}
}

// No words at all mean the assistant; only more than that needs the parser, which would delay the first screen.
async function invocationOf(args: readonly string[]): Promise<Invocation> {
	if (args.length === 0) {
		return assistant.invoke({
			words: [],
			has: () => false,
			text: () => undefined,
			flags: defaultFlags,
		});
	}

	const {parseCommandLine} = await import('./cli/program.js');
	return parseCommandLine(args);
}
