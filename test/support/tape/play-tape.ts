import {constants} from 'node:fs';
import {access} from 'node:fs/promises';
import path from 'node:path';
import {childEnvironment, type ChildEnvironment} from '../child-environment.js';
import {openTerminal, type Terminal} from '../pseudo-terminal.js';
import type {Frame} from '../screen-to-svg.js';
import {tapePattern, type TapeCommand} from './tape-command.js';

/** Where a tape is played. */
export type TapeStage = {
	readonly cwd: string;
	readonly env: ChildEnvironment;
	readonly columns: number;
	readonly rows: number;
};

/** What a tape has shown: a frame for every Wait outside Hide and Show, and the last screen as text. */
export type PlayedTape = {
	readonly frames: readonly Frame[];
	readonly screen: string;
};

type WaitCommand = Extract<TapeCommand, {name: 'Wait'}>;
type WaitDefaults = {readonly pattern: string; readonly timeoutMs: number};

// How long a frame stays in a picture before any Sleep is added.
const frameSeconds = 1;

/** Plays a tape with bash in a pseudo-terminal. A Sleep takes no time; a Wait must find its text in its time, else the tape fails with the line and the screen. Set counts only for WaitTimeout and WaitPattern; Source, Copy and Paste are refused. */
export async function playTape(
	commands: readonly TapeCommand[],
	{cwd, env, columns, rows}: TapeStage,
): Promise<PlayedTape> {
	const shellEnv = {
		...env,
		...tapeEnvironment(commands),
		PS1: '> ',
		HISTFILE: '',
	};
	await using terminal = openTerminal({
		command: 'bash',
		args: ['--noprofile', '--norc'],
		env: shellEnv,
		cwd,
		columns,
		rows,
	});
	await terminal.waitFor(/^>/v);
	const frames: Frame[] = [];
	const defaults = waitDefaults(commands);
	let isRecording = true;
	for (const command of commands) {
		try {
			await perform(command, terminal, {defaults, env: shellEnv});
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			throw new Error(`Line ${command.line} of the tape, ${command.name}: ${reason}`, {
				cause: error,
			});
		}

		if (command.name === 'Hide' || command.name === 'Show') {
			isRecording = command.name === 'Show';
		} else if (isRecording) {
			await record(command, terminal, frames);
		}
	}

	await terminal.settled();
	return {frames, screen: terminal.screen()};
}

async function record(command: TapeCommand, terminal: Terminal, frames: Frame[]): Promise<void> {
	const last = frames.at(-1);
	if (command.name === 'Wait') {
		// What was waited for may be there before the rest of its screen.
		await terminal.settled();
		frames.push({screen: terminal.snapshot(), seconds: frameSeconds});
	} else if (last && command.name === 'Sleep') {
		const seconds = command.ms / 1000;
		frames[frames.length - 1] = {...last, seconds: last.seconds + seconds};
	}
}

async function perform(
	command: TapeCommand,
	terminal: Terminal,
	{defaults, env}: {defaults: WaitDefaults; env: ChildEnvironment},
): Promise<void> {
	switch (command.name) {
		case 'Type': {
			return terminal.type(command.text);
		}

		case 'Press': {
			return terminal.press(...command.keys);
		}

		case 'Wait': {
			return wait(command, terminal, defaults);
		}

		case 'Require': {
			return requireProgram(command.program, env);
		}

		case 'Source':
		case 'Copy':
		case 'Paste': {
			throw new Error('this command cannot be played.');
		}

		// Scrolling moves the view only, and pictures are not made here.
		case 'Scroll':
		case 'Sleep':
		case 'Hide':
		case 'Show':
		case 'Set':
		case 'Env':
		case 'Output':
		case 'Screenshot': {
			return undefined;
		}
	}
}

async function wait(
	{scope, timeoutMs, pattern}: WaitCommand,
	terminal: Terminal,
	defaults: WaitDefaults,
): Promise<void> {
	// The text may be there from before the last key: first let the program answer it.
	await terminal.settled();
	const expected = tapePattern(pattern ?? defaults.pattern);
	const [place, read] =
		scope === 'Line'
			? ['the line of the cursor', () => terminal.cursorLine()]
			: ['the screen', () => terminal.screen()];
	return terminal.waitUntil(
		() => expected.test(read()),
		`${place} to show ${String(expected)}`,
		timeoutMs ?? defaults.timeoutMs,
	);
}

// Env holds from the start, wherever it stands.
function tapeEnvironment(tape: readonly TapeCommand[]): Readonly<Record<string, string>> {
	const variables: Record<string, string> = {};
	for (const command of tape) {
		if (command.name === 'Env') {
			variables[command.key] = command.value;
		}
	}

	return variables;
}

function waitDefaults(tape: readonly TapeCommand[]): WaitDefaults {
	const settings = new Map<string, string>();
	for (const command of tape) {
		if (command.name === 'Set') {
			settings.set(command.setting, command.value);
		}
	}

	return {
		pattern: settings.get('WaitPattern') ?? '>$',
		timeoutMs: Number(settings.get('WaitTimeout') ?? 15_000),
	};
}

async function requireProgram(program: string, env: ChildEnvironment): Promise<void> {
	const folders = childEnvironment(env).PATH?.split(path.delimiter) ?? [];
	const tries = folders.map(async (folder) => access(path.join(folder, program), constants.X_OK));
	try {
		await Promise.any(tries);
	} catch {
		throw new Error(`${program} is not on the PATH.`);
	}
}
