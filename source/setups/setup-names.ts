import fs from 'node:fs';
import path from 'node:path';
import {formatValue} from '../terminal/foreign-text.js';
import {InputError} from './input-error.js';
import {checkSetupName, setupFileName, setupNameOfFile} from './setup-name.js';
import {systemReason} from './system-reason.js';

/** The names of the setups in a folder, in order; none when it is not there. Fails with `InputError` when it cannot be read. */
export function setupNames(folder: string): string[] {
	if (!fs.existsSync(folder)) {
		return [];
	}

	return filesIn(folder)
		.map((file) => setupNameOfFile(file))
		.filter((name) => name !== undefined)
		.toSorted();
}

/** Whether a folder has a setup of this name (in any case), readable or not. */
export function hasSetup(folder: string, name: string): boolean {
	return (
		checkSetupName(name) === undefined &&
		fs.existsSync(path.join(folder, setupFileName(name)))
	);
}

function filesIn(folder: string): string[] {
	try {
		return fs.readdirSync(folder);
	} catch (error) {
		throw new InputError(
			'setups-unreadable',
			`The saved setups in ${formatValue(folder, 60)} cannot be read: ${systemReason(error)}.`,
			'Make the folder readable, or set WORKATO_AWS_HOME to another folder.',
		);
	}
}
