import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {rmSync} from 'node:fs';
import {spawn} from 'node:child_process';
import {splitCommand} from './command-line.js';
import {NotTextError, readLimited} from './text-file.js';

/** The text as it was left in the editor, or why there is none, as a sentence. */
export type EditOutcome = {ok: true; text: string} | {ok: false; reason: string};

export type EditDeps = {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly platform?: NodeJS.Platform;
	/** Runs a program in this terminal until it ends; a real child process when left out. */
	readonly run?: (command: string, args: readonly string[]) => Promise<RunResult>;
	/** The file's name, which tells editors its language. */
	readonly fileName?: string;
	/** Where the private folder is made; the system's when left out. */
	readonly temporaryFolder?: string;
};

/**
Lets the person edit text in VISUAL, else EDITOR, else nano or vi (Notepad on Windows). The text lies in a private folder
(0700, file 0600) that is deleted however it ends. Run it while Ink is suspended: the editor has the terminal to itself.
*/
export async function editText(initial: string, deps: EditDeps): Promise<EditOutcome> {
	const {temporaryFolder = os.tmpdir(), fileName = 'statement.json'} = deps;
	let folder: string;
	try {
		folder = await fs.mkdtemp(path.join(temporaryFolder, 'workato-aws-'));
	} catch {
		return {
			ok: false,
			reason: 'No temporary file could be made for the editor.',
		};
	}

	const remove = () => {
		rmSync(folder, {recursive: true, force: true});
	};

	process.once('exit', remove);
	try {
		const file = path.join(folder, fileName);
		await fs.writeFile(file, initial, {mode: 0o600, flag: 'wx'});
		const problem = await runEditor(file, deps);
		return problem === undefined ? await readBack(file) : {ok: false, reason: problem};
	} catch {
		return {
			ok: false,
			reason: 'The text could not be passed to the editor and back.',
		};
	} finally {
		process.off('exit', remove);
		remove();
	}
}

async function runEditor(file: string, deps: EditDeps): Promise<string | undefined> {
	const {env, platform = process.platform} = deps;
	const run = deps.run ?? (async (command, args) => runInTerminal(command, args, {platform, env}));
	const editors = chosenEditors(env, platform);
	for (const [command = '', ...args] of editors) {
		const result = await run(command, [...args, file]);
		if (result.state === 'ended') {
			return result.code === 0
				? undefined
				: `The editor (${command}) ended with an error, so its text was not taken.`;
		}
	}

	const names = editors.map(([command = '']) => command).join(' and ');
	return `The editor (${names}) could not be started. Set VISUAL or EDITOR to one that is there.`;
}

function chosenEditors(env: EditDeps['env'], platform: NodeJS.Platform): string[][] {
	for (const name of ['VISUAL', 'EDITOR']) {
		const words = splitCommand(env[name] ?? '', platform);
		if (words.length > 0) {
			return [words];
		}
	}

	return platform === 'win32' ? [['notepad']] : [['nano'], ['vi']];
}

async function readBack(file: string): Promise<EditOutcome> {
	let text: string | undefined;
	try {
		text = await readLimited(file);
	} catch (error) {
		if (error instanceof NotTextError) {
			return {ok: false, reason: `The editor left ${error.whole}.`};
		}

		throw error;
	}

	return text === undefined
		? {
				ok: false,
				reason: 'The text is larger than 1 MB, too large to be used here.',
			}
		: {ok: true, text};
}

/** How a program ended; `code` is missing when a signal ended it. */
export type RunResult = {state: 'ended'; code?: number} | {state: 'not-started'};

/**
 Runs a program with this terminal as its own and waits for its end, without a time limit. `env` is its whole
environment. Never rejects.
*/
async function runInTerminal(
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
