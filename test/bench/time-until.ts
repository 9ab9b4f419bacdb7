import {spawn} from 'node:child_process';
import process from 'node:process';
import * as pty from '@lydell/node-pty';
import {childEnvironment, type ChildEnvironment} from '../support/child-environment.js';

/** What to start in a pseudo-terminal, and what it has to write. */
export type Start = {
	/** Node's arguments. */
	readonly args: readonly string[];
	readonly env: ChildEnvironment;
	readonly text: string;
	/** The keys that end it; left out, it ends by itself. */
	readonly leave?: string;
};

/** Starts Node with these arguments in a pseudo-terminal of 80x24; milliseconds until it has written the text. Then it is left as a person leaves it, so that Node keeps it compiled. */
export async function timeUntil({args, env, text, leave}: Start): Promise<number> {
	const start = performance.now();
	const child = pty.spawn(process.execPath, [...args], {
		name: 'xterm-256color',
		cols: 80,
		rows: 24,
		env: childEnvironment(env),
	});
	let written = '';
	let shown: number | undefined;
	child.onData((data) => {
		written += data;
		if (!(shown === undefined && written.includes(text))) {
			return;
		}

		shown = performance.now() - start;
		if (leave !== undefined) {
			child.write(leave);
		}
	});
	await new Promise<void>((resolve) => {
		child.onExit(() => {
			resolve();
		});
	});
	if (shown === undefined) {
		throw new Error(`It ended before it wrote “${text}”:\n${written}`);
	}

	return shown;
}

/** Runs Node with these arguments, without a terminal; milliseconds until it has ended. Fails when it ends with an error. */
export async function timeUntilExit(
	args: readonly string[],
	env: ChildEnvironment,
): Promise<number> {
	const start = performance.now();
	const child = spawn(process.execPath, [...args], {
		env: childEnvironment(env),
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', resolve);
	});
	if (code !== 0) {
		throw new Error(`${args.join(' ')} ended with ${code ?? 'a signal'}.`);
	}

	return performance.now() - start;
}
