import fs from 'node:fs';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import * as pty from '@lydell/node-pty';
import {childEnvironment, type ChildEnvironment} from '../support/child-environment.js';
import {EmulatedScreen} from '../support/emulated-screen.js';

const pollMs = 5;

/** Opens Node with these arguments in a pseudo-terminal of 100x30 that notes when what came. Use with `await using`. */
export function openTimedTerminal(args: readonly string[], env: ChildEnvironment): TimedTerminal {
	return new TimedTerminal(args, env);
}

/** A terminal for measuring: keys go out at once, and each output is stamped before it is looked at. */
export class TimedTerminal extends EmulatedScreen {
	readonly #pty: pty.IPty;
	readonly #ended: Promise<void>;
	#characters = 0;
	#lastOutputAt = 0;
	#hasEnded = false;

	constructor(args: readonly string[], env: ChildEnvironment) {
		super(100, 30);
		this.#pty = pty.spawn(process.execPath, [...args], {
			name: 'xterm-256color',
			cols: this.columns,
			rows: this.rows,
			env: childEnvironment(env),
		});
		this.#pty.onData((data) => {
			this.#lastOutputAt = performance.now();
			this.#characters += data.length;
			this.xterm.write(data);
		});
		this.#ended = new Promise((resolve) => {
			this.#pty.onExit(() => {
				this.#hasEnded = true;
				resolve();
			});
		});
	}

	get pid(): number {
		return this.#pty.pid;
	}

	/** How many characters the program has written so far. */
	get characters(): number {
		return this.#characters;
	}

	/** Milliseconds of processor time that the program's first thread has taken so far; nothing where the system does not tell. */
	work(): number | undefined {
		const file = `/proc/${this.pid}/schedstat`;
		if (!fs.existsSync(file)) {
			return undefined;
		}

		const [nanoseconds = ''] = fs.readFileSync(file, 'utf8').split(' ', 1);
		return Number(nanoseconds) / 1e6;
	}

	/** Waits until the screen shows it; fails after a minute, or when the program has ended. */
	async waitFor(pattern: RegExp): Promise<void> {
		const deadline = performance.now() + 60_000;
		while (!pattern.test(this.screen())) {
			if (this.#hasEnded || performance.now() > deadline) {
				throw new Error(`Waited for ${String(pattern)}:\n${this.screen()}`);
			}

			await delay(pollMs);
			await this.drawn();
		}
	}

	/** Waits until nothing has been written for so many milliseconds. */
	async quietFor(milliseconds: number): Promise<void> {
		while (performance.now() - this.#lastOutputAt < milliseconds) {
			await delay(pollMs);
		}
	}

	/** Sends keys without waiting for anything. */
	send(keys: string): void {
		this.#pty.write(keys);
	}

	/**
	Sends one key and waits until the screen shows what it did, and nothing more has come for `quiet` milliseconds. Returns the milliseconds
	from the key to the last of it. On a busy machine one frame may be that of two keys; each is told by what it shows.
	*/
	async press(key: string, shows: RegExp, quiet: number): Promise<number> {
		const start = performance.now();
		this.send(key);
		do {
			if (this.#hasEnded || performance.now() - start > 60_000) {
				throw new Error(`A key did not lead to ${String(shows)}:\n${this.screen()}`);
			}

			await delay(1);
			await this.drawn();
		} while (this.#lastOutputAt < start || !shows.test(this.screen()));

		await this.quietFor(quiet);
		return this.#lastOutputAt - start;
	}

	/** Waits until the program has ended. */
	async ended(): Promise<void> {
		await this.#ended;
	}

	/** Kills the program if it still runs. */
	async [Symbol.asyncDispose](): Promise<void> {
		if (!this.#hasEnded) {
			this.#pty.kill('SIGKILL');
		}

		await this.#ended;
		await this.drawn();
	}
}
