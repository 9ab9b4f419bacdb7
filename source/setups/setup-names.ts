import fs from 'node:fs';
import path from 'node:path';
import {formatValue} from '../terminal/foreign-text.js';
import {InputError} from './input-error.js';
import {checkSetupName, setupFileName, setupNameOfFile} from './setup-name.js';
import {systemReason} from './system-reason.js';

/** The names of the setups in a folder, in order; none when it is not there. Fails with `InputError` when it cannot be read. */
export function setupNames(folder: string): string[] {
	return filesIn(folder)
		.map((file) => setupNameOfFile(file))
		.filter((name) => name !== undefined)
		.toSorted();
}

/** Whether a folder has a setup of this name (in any case), readable or not. Fails with `InputError` when that cannot be looked at. */
export function hasSetup(folder: string, name: string): boolean {
	if (checkSetupName(name) !== undefined) {
		return false;
	}

	try {
		const file = path.join(folder, setupFileName(name));
		return fs.statSync(file, {throwIfNoEntry: false}) !== undefined;
	} catch (error) {
		throw unreadable(folder, error);
	}
}

function filesIn(folder: string): string[] {
	try {
		return fs.readdirSync(folder);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return [];
		}

		throw unreadable(folder, error);
	}
}

// A folder that may not be looked into is not one without setups.
function unreadable(folder: string, error: unknown): InputError {
	return new InputError(
		'setups-unreadable',
		`The saved setups in ${formatValue(folder, 60)} cannot be read: ${systemReason(error)}.`,
		'Make the folder readable, or set WORKATO_AWS_HOME to another folder.',
	);
}
