import {spawn} from 'node:child_process';

/** How a program ended; `code` is missing when a signal ended it. */
export type RunResult =
	{state: 'ended'; code?: number} | {state: 'not-started'};

/**
 Runs a program with this terminal as its own and waits for its end, without a time limit. `env` is its whole
environment. Never rejects.
*/
export async function runInTerminal(
	command: string,
	args: readonly string[],
	{
		platform,
		env,
	}: {
		platform: NodeJS.Platform;
		env: Readonly<Record<string, string | undefined>>;
	},
): Promise<RunResult> {
	const {promise, resolve} = Promise.withResolvers<RunResult>();
	// On Windows most editors are scripts (code.cmd), which only the shell can start; it needs its words quoted.
	const isWindows = platform === 'win32';
	const quote = (word: string) => (isWindows ? `"${word}"` : word);
	const child = spawn(
		quote(command),
		args.map((word) => quote(word)),
		{stdio: 'inherit', shell: isWindows, env},
	);
	child.once('error', () => {
		resolve({state: 'not-started'});
	});
	child.once('exit', (code) => {
		resolve({state: 'ended', ...(code !== null && {code})});
	});
	return promise;
}
