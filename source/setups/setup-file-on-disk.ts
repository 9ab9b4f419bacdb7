import fs from 'node:fs';
import path from 'node:path';
import Conf from 'conf';
import {type JsonObject} from '../json.js';
import {checkShape} from './check-shape.js';
import {InputError} from './input-error.js';
import {migrateSavedSetup} from './migrate-saved-setup.js';
import {plainWord} from './quote-value.js';
import {savedSetupSchema} from './saved-setup-schema.js';
import {type SavedSetup} from './saved-setup.js';
import {setupFileName} from './setup-name.js';

/** What stands on disk for a name. `newer`: a later version of this program wrote it, so it is not ours to touch. */
export type OnDisk =
	| {state: 'absent'}
	| {state: 'saved'; saved: SavedSetup}
	| {state: 'newer' | 'broken'; reason: string};

/** Reads a setup's file. Never throws for what is in the file, and never writes. */
export function readSetupOnDisk(folder: string, name: string): OnDisk {
	if (!fs.existsSync(path.join(folder, setupFileName(name)))) {
		return {state: 'absent'};
	}

	let content: JsonObject;
	try {
		content = confFile(folder, name).store;
	} catch (error) {
		return {state: 'broken', reason: whyUnreadable(error)};
	}

	const migrated = migrateSavedSetup(content);
	if (migrated.state === 'newer') {
		return {
			state: 'newer',
			reason: `a newer version of workato-aws saved it (format ${migrated.version})`,
		};
	}

	if (migrated.state === 'unreadable') {
		return {state: 'broken', reason: migrated.reason};
	}

	try {
		const saved = checkShape(
			migrated.value,
			savedSetupSchema,
			setupFileName(name),
		);
		return saved.setup.name.toLowerCase() === name.toLowerCase()
			? {state: 'saved', saved}
			: {
					state: 'broken',
					reason: `it holds the setup "${plainWord(saved.setup.name)}" instead`,
				};
	} catch (error) {
		const [problem] = error instanceof InputError ? error.problems : [];
		return {state: 'broken', reason: problem ?? 'it could not be understood'};
	}
}

/**
Writes a setup's file whole: beside it first, then in its place, mode 0600. Fails with `InputError` in words, and with a
plain error when the setup is not one that could be read back.
*/
export function writeSetupOnDisk(folder: string, saved: SavedSetup): void {
	const content = savedSetupSchema.parse(saved);
	try {
		confFile(folder, saved.setup.name).store = content;
	} catch (error) {
		throw notWritten(folder, saved.setup.name, error);
	}
}

/** The error for a setup that could not be written, by what the system said. */
export function notWritten(
	folder: string,
	name: string,
	error: unknown,
): InputError {
	return new InputError(
		'setup-not-saved',
		`The setup "${name}" could not be saved in ${plainWord(folder)}: ${systemReason(error)}.`,
		'Make the folder writable and give it room, or set WORKATO_AWS_HOME to another folder.',
	);
}

function confFile(folder: string, name: string): Conf<JsonObject> {
	return new Conf<JsonObject>({
		cwd: folder,
		configName: path.parse(setupFileName(name)).name,
		configFileMode: 0o600,
		// Answers may hold names with dots; they are never paths here.
		accessPropertiesByDotNotation: false,
	});
}

function whyUnreadable(error: unknown): string {
	return error instanceof SyntaxError
		? 'it is not whole JSON'
		: systemReason(error);
}

function systemReason(error: unknown): string {
	const code =
		error instanceof Error && 'code' in error
			? String(error.code)
			: 'unknown error';
	const reasons: Record<string, string> = {
		EACCES: 'permission was refused',
		EPERM: 'permission was refused',
		ENOSPC: 'the disk is full',
		EROFS: 'the disk is read-only',
		ENOTDIR: 'a part of the path is a file',
		EISDIR: 'a folder stands where the file belongs',
	};
	return reasons[code] ?? code;
}
