import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {childEnvironment} from '../support/child-environment.js';
import type {FreshHome} from '../support/fresh-home.js';
import {openTerminal, type Terminal} from '../support/pseudo-terminal.js';

/** The built program; `npm run build` makes it. */
export const program = fileURLToPath(new URL('../../build/cli.js', import.meta.url));

let installed: string | undefined;

// Under the name that an installed program has: hints repeat how it was started.
function asInstalled(): string {
	if (installed === undefined) {
		const folder = mkdtempSync(path.join(os.tmpdir(), 'workato-aws-bin-'));
		installed = path.join(folder, 'workato-aws');
		symlinkSync(program, installed);
		process.on('exit', () => {
			rmSync(folder, {recursive: true, force: true});
		});
	}

	return installed;
}

/** What a command printed on its two streams, and its exit code. */
export type Printed = {
	readonly code: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
};

/** How the program is started: in the sandbox of its own home, unless told otherwise. */
export type Start = {
	readonly args?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	readonly columns?: number;
	readonly rows?: number;
};

/** Starts the program in a new pseudo-terminal. */
export function openProgram(
	home: FreshHome,
	{args = ['--sandbox'], env, columns, rows}: Start = {},
): Terminal {
	return openTerminal({
		command: process.execPath,
		args: [asInstalled(), ...args],
		env: {...home.env, ...env},
		cwd: home.home,
		...(columns && {columns}),
		...(rows && {rows}),
	});
}

/** Runs the program without a terminal until it ends. */
export async function runProgram(
	home: FreshHome,
	args: readonly string[],
	{
		env,
		stdin = '',
		listen,
	}: {
		readonly env?: Readonly<Record<string, string>>;
		readonly stdin?: string;
		/** Hears what was printed so far each time there is more, and may send the program a signal. */
		readonly listen?: (
			printed: Readonly<Pick<Printed, 'stdout' | 'stderr'>>,
			kill: (signal: NodeJS.Signals) => void,
		) => void;
	} = {},
): Promise<Printed> {
	const child = spawn(process.execPath, [asInstalled(), ...args], {
		cwd: home.home,
		env: childEnvironment({...home.env, ...env}),
	});
	const printed = {stdout: '', stderr: ''};
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', (text: string) => {
			printed[name] += text;
			listen?.(printed, (signal) => {
				child.kill(signal);
			});
		});
	}

	child.stdin.on('error', () => {
		// A command that asks for nothing may have ended already.
	});
	child.stdin.end(stdin);
	const code = await new Promise<number | undefined>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (exitCode) => {
			resolve(exitCode ?? undefined);
		});
	});
	return {...printed, code};
}
