import {Readable} from 'node:stream';
import {runCommand} from '../../source/main.js';
import type {FreshHome} from '../support/fresh-home.js';
import type {Printed} from '../end-to-end/run-program.js';

// How far long work has come says nothing about how it ends.
const progress = /^(?:Asking AWS, |\d+ of \d+ calls)/v;

/** Runs a command of the program in this process, without a terminal and without waiting between its tries; its progress is left out. Several may run at a time. */
export async function runHere(
	home: FreshHome,
	args: readonly string[],
	env: Readonly<Record<string, string>>,
): Promise<Printed & {readonly code: number}> {
	let stdout = '';
	let stderr = '';
	const code = await runCommand(args, {
		env: {...home.env, LANG: 'C.UTF-8', ...env},
		stdin: Readable.from(['']),
		stdout: {
			write(text) {
				stdout += text;
			},
		},
		stderr: {
			write(text) {
				stderr += progress.test(text) ? '' : text;
			},
		},
		isTty: false,
		windowSize: () => ({columns: 80, rows: 24}),
		signal: new AbortController().signal,
		halt: new AbortController().signal,
		releaseSignals: () => undefined,
		now: () => new Date(),
		wait: async () => undefined,
	});
	return {code, stdout, stderr};
}
