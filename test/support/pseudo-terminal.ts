import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import * as pty from '@lydell/node-pty';
import {whileBusy} from './busy-process.js';
import {childEnvironment, type ChildEnvironment} from './child-environment.js';
import {EmulatedScreen} from './emulated-screen.js';
import {describeState, exitState, type ExitState} from './exit-state.js';
import {keyBytes, type Key} from './key-bytes.js';

/** What to run and in what kind of terminal. */
export type TerminalOptions = {
	readonly command: string;
	readonly args?: readonly string[];
	readonly env: ChildEnvironment;
	readonly cwd?: string;
	readonly columns?: number;
	readonly rows?: number;
};

const pollMs = 12;
const pollsWithoutOutput = 8;
// Closer together, the terminal joins keys into one chunk, and an Enter inside a chunk is text.
const keyGapMs = 12;
// Longer than programs wait for the rest of an escape sequence.
const escapeGapMs = 60;
// How long a program may take to show a key before the next one is sent all the same.
const echoMs = 250;
// Ink draws at most every 33 ms, so a shorter silence may be the one between two frames.
const quietMs = 60;

/** Starts a program in a new pseudo-terminal of 80x24 or the given size. Use with `await using`: it is killed at the end of the block. */
export function openTerminal(options: TerminalOptions): Terminal {
	return new Terminal(options);
}

/** A running program, the keys it is sent and the screen it draws. */
export class Terminal extends EmulatedScreen {
	readonly #pty: pty.IPty;
	readonly #chunks: string[] = [];
	readonly #exited: Promise<ExitState>;
	#exit: ExitState | undefined;
	#input: Promise<void> = Promise.resolve();
	#lastInputAt = 0;
	#lastOutputAt = 0;

	constructor({command, args, env, cwd, columns, rows}: TerminalOptions) {
		super(columns ?? 80, rows ?? 24);
		this.#pty = pty.spawn(command, [...(args ?? [])], {
			name: 'xterm-256color',
			cols: this.columns,
			rows: this.rows,
			cwd: cwd ?? process.cwd(),
			env: childEnvironment(env),
		});
		this.#pty.onData((data) => {
			this.#chunks.push(data);
			this.#lastOutputAt = performance.now();
			this.xterm.write(data);
		});
		// The terminal answers queries (cursor position, device attributes) as a real one does.
		this.xterm.onData((answer) => {
			this.#write(answer);
		});
		// The test run may be stopped before the end of the block is reached.
		const abandon = () => {
			this.#pty.kill('SIGKILL');
		};

		process.on('exit', abandon);
		this.#exited = new Promise((resolve) => {
			this.#pty.onExit(({exitCode, signal}) => {
				process.off('exit', abandon);
				this.#exit = exitState(exitCode, signal);
				resolve(this.#exit);
			});
		});
	}

	// Keys wait in one queue: they keep their order and distance even where a caller does not await.
	async #send(bytes: string, gapMs: number, answerMs = 0): Promise<void> {
		const before = this.#input;
		this.#input = (async () => {
			await before;
			await this.#answered(answerMs);
			await whileBusy(this.#pty.pid);
			this.#write(bytes);
			this.#lastInputAt = performance.now();
			await delay(gapMs);
		})();
		return this.#input;
	}

	// Until the program has written something since the last key and is quiet again, or the time is over.
	async #answered(limitMs: number, silenceMs = keyGapMs): Promise<void> {
		const deadline = performance.now() + limitMs;
		while (!this.#exit && performance.now() < deadline) {
			const isQuiet = performance.now() - this.#lastOutputAt > silenceMs;
			if (isQuiet && this.#lastOutputAt > this.#lastInputAt) {
				return;
			}

			await delay(pollMs / 2);
		}
	}

	#write(bytes: string): void {
		if (!this.#exit) {
			this.#pty.write(bytes);
		}
	}

	#failure(description: string, timeoutMs: number): Error {
		const state = describeState(this.#exit, timeoutMs);
		const frame = this.screen().replaceAll(/^/gmv, '  │ ');
		return new Error(
			`Waited for ${description}. ${state} The screen, ${this.columns}x${this.rows}:\n${frame}`,
		);
	}

	get pid(): number {
		return this.#pty.pid;
	}

	/** How the program ended; undefined while it runs. */
	get exit(): ExitState | undefined {
		return this.#exit;
	}

	/** All that the program has written, escape sequences included. */
	output(): string {
		return this.#chunks.join('');
	}

	/** Waits until the screen shows the text or matches the pattern and returns the screen. Fails after the time, or at once when the program has ended. */
	async waitFor(pattern: string | RegExp, timeoutMs = 20_000): Promise<string> {
		await this.waitUntil(
			() =>
				typeof pattern === 'string'
					? this.screen().includes(pattern)
					: this.screen().search(pattern) !== -1,
			`the screen to show ${String(pattern)}`,
			timeoutMs,
		);
		return this.screen();
	}

	/** Waits until a condition holds; fails, saying what was waited for, after the time or when the program has ended. */
	async waitUntil(isTrue: () => boolean, description: string, timeoutMs = 20_000): Promise<void> {
		await this.#input;
		const deadline = performance.now() + timeoutMs;
		let seen = -1;
		for (let polls = 0; ; polls++) {
			const isLast = this.#exit !== undefined || performance.now() > deadline;
			// To read the screen costs more than to wait: it is read when more was written. What else is asked for is looked at now and then.
			if (isLast || this.#chunks.length !== seen || polls % pollsWithoutOutput === 0) {
				seen = this.#chunks.length;
				await this.drawn();
				if (isTrue()) {
					return;
				}
			}

			if (isLast) {
				throw this.#failure(description, timeoutMs);
			}

			await delay(pollMs);
		}
	}

	/** Waits until the program has ended and its last words are on the screen. */
	async waitForExit(timeoutMs = 20_000): Promise<ExitState> {
		await this.#input;
		const timer = new AbortController();
		const exit = await Promise.race([
			this.#exited,
			delay(timeoutMs, undefined, {signal: timer.signal}),
		]);
		timer.abort();
		await this.drawn();
		if (!exit) {
			throw this.#failure('the program to end', timeoutMs);
		}

		return exit;
	}

	/** Types a text key by key. A line break is the Enter key. */
	async type(text: string): Promise<void> {
		for (const {segment} of new Intl.Segmenter().segment(text)) {
			void (['\n', '\r\n'].includes(segment) ? this.press('enter') : this.#send(segment, keyGapMs));
		}

		return this.#input;
	}

	/** Presses keys one after the other, each when the program has shown the one before. */
	async press(...keys: readonly Key[]): Promise<void> {
		for (const key of keys) {
			const gapMs = key === 'escape' ? escapeGapMs : keyGapMs;
			void this.#send(keyBytes(key), gapMs, echoMs);
		}

		return this.#input;
	}

	/** Pastes as terminals do that mark a paste. */
	async paste(text: string): Promise<void> {
		return this.#send(`\u{1B}[200~${text}\u{1B}[201~`, keyGapMs, echoMs);
	}

	/** Pastes as terminals do that know no marks: one write, line breaks as carriage returns. */
	async pasteRaw(text: string): Promise<void> {
		return this.#send(text.replaceAll(/\r?\n/gv, '\r'), keyGapMs, echoMs);
	}

	/** Changes the size of the window and waits until the program has drawn itself anew. Of several sizes, only the last is there long enough for the program to see. */
	async resize(...sizes: ReadonlyArray<readonly [columns: number, rows: number]>): Promise<void> {
		await this.settled();
		if (this.#exit) {
			return;
		}

		for (const [columns, rows] of sizes) {
			this.setSize(columns, rows);
			this.#pty.resize(columns, rows);
		}

		this.#lastInputAt = performance.now();
		await this.settled();
	}

	/** Waits until the program has answered the last key and is quiet. For what should NOT be on the screen; waitFor is surer for the rest. */
	async settled(): Promise<void> {
		await this.#input;
		await this.#answered(2 * echoMs, quietMs);
		await this.drawn();
	}

	/** Sends the program a signal. */
	kill(signal: NodeJS.Signals = 'SIGTERM'): void {
		if (!this.#exit) {
			this.#pty.kill(signal);
		}
	}

	/** Kills the program if it still runs. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.kill('SIGKILL');
		await this.#exited;
		await this.drawn();
	}
}
