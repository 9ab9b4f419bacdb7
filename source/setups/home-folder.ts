import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {errorCode, InputError} from '../diagnostic.js';
import {formatValue} from '../terminal/foreign-text.js';

type Environment = Readonly<Record<string, string | undefined>>;
type Machine = {readonly platform: NodeJS.Platform; readonly home: string};

/** The folder name that `conf` gives a project called workato-aws. */
const projectFolder = 'workato-aws-nodejs';

/**
The folder for everything we keep: WORKATO_AWS_HOME, or the platform's config folder (the one `conf` uses). What the
sandbox keeps lies apart in `sandbox` inside it. The folder need not exist yet.
*/
export function homeFolder(
	env: Environment,
	isSandbox: boolean,
	machine: Machine = thisMachine(),
): string {
	const {resolve, join} = pathsOf(machine);
	const home = resolve(setting(env, 'WORKATO_AWS_HOME') ?? configFolder(env, machine));
	return isSandbox ? join(home, 'sandbox') : home;
}

/** The folder with one file for each saved setup. */
export function setupsFolder(env: Environment, isSandbox: boolean): string {
	return path.join(homeFolder(env, isSandbox), 'setups');
}

/** The file in which the sandbox keeps its AWS between runs. */
export function sandboxStateFile(env: Environment): string {
	return path.join(homeFolder(env, true), 'state.json');
}

/**
Makes the folder and those above it where they are missing, for their owner only (0700). One by one: Node's own way to make
them all at once hides what the system said, and never ends where the uppermost cannot be made (/proc).
*/
export function makePrivateFolder(folder: string): void {
	const missing: string[] = [];
	for (
		let at = path.resolve(folder);
		!fs.statSync(at, {throwIfNoEntry: false});
		at = path.dirname(at)
	) {
		missing.unshift(at);
	}

	for (const each of missing) {
		try {
			fs.mkdirSync(each, {mode: 0o700});
		} catch (error) {
			// Another process may have made it just now.
			if (!fs.existsSync(each)) {
				throw error;
			}
		}
	}
}

function pathsOf({platform}: Pick<Machine, 'platform'>) {
	return platform === 'win32' ? path.win32 : path.posix;
}

function configFolder(env: Environment, machine: Machine): string {
	const {platform, home} = machine;
	const {join} = pathsOf(machine);
	if (platform === 'darwin') {
		return join(home, 'Library', 'Preferences', projectFolder);
	}

	return platform === 'win32'
		? join(setting(env, 'APPDATA') ?? join(home, 'AppData', 'Roaming'), projectFolder, 'Config')
		: join(setting(env, 'XDG_CONFIG_HOME') ?? join(home, '.config'), projectFolder);
}

/** A variable's value; set but empty counts as not set. */
function setting(env: Environment, name: string): string | undefined {
	return env[name] === '' ? undefined : env[name];
}

function thisMachine(): Machine {
	return {platform: process.platform, home: os.homedir()};
}

/** The code of a file of which only a part could be written, although the system said nothing. */
export const cutShort = 'CUT_SHORT';

/** The code of a file that is too large to be a saved setup. */
export const tooLarge = 'TOO_LARGE';

/** What the system said about a file or folder, in a few words. */
export function systemReason(error: unknown): string {
	const code = errorCode(error) || 'unknown error';
	const reasons: Record<string, string> = {
		EACCES: 'permission was refused',
		EPERM: 'permission was refused',
		ENOSPC: 'the disk is full',
		EDQUOT: 'there is no room left for you on the disk',
		[cutShort]: 'the disk took only a part of it',
		[tooLarge]: 'it is larger than 64 MB',
		EFBIG: 'files may not grow that large here',
		EROFS: 'the disk is read-only',
		ENOTDIR: 'a part of the path is a file',
		EEXIST: 'a file stands where the folder belongs',
		ENOENT: 'a part of the path is not there',
		ENAMETOOLONG: 'the path is too long',
		ELOOP: 'a link in the path leads back to itself',
		EIO: 'the disk has a fault',
		EISDIR: 'a folder stands where the file belongs',
	};
	return reasons[code] ?? code;
}

/** The error for a setup that could not be written, by what the system said. */
export function notWritten(folder: string, name: string, error: unknown): InputError {
	return new InputError(
		'setup-not-saved',
		`The setup "${name}" could not be saved in ${formatValue(folder, 60)}: ${systemReason(error)}.`,
		'Make the folder writable and give it room, or set WORKATO_AWS_HOME to another folder.',
	);
}
