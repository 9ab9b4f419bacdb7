import {type Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {formatValue} from '../terminal/foreign-text.js';
import {errorCode, InputError} from '../diagnostic.js';
import {isDeeperThan, mostLevels} from '../json.js';
import {systemReason, tooLarge} from './home-folder.js';

/** The version of a saved setup that this program writes. */
export const currentVersion = 1;

const longest = 64;

/** Names that Windows keeps for devices, with or without an ending. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iv;

/** What we add to the name of a file that could not be read and was moved aside. */
const movedAside = /\.broken-\d/iv;

/**
What is wrong with a setup's name, in words; nothing when it can be used. A name has 1 to 64 letters, digits, spaces,
dots, dashes and underscores, and is safe as a file name on every platform.
*/
export function checkSetupName(name: string): string | undefined {
	if (name === '') {
		return 'A setup needs a name.';
	}

	if (name.length > longest) {
		return `A setup's name has at most ${longest} characters; this one has ${name.length}.`;
	}

	if (!/^[\w \-.]+$/v.test(name)) {
		return "A setup's name is made of the letters a to z, digits, spaces, dots, dashes and underscores.";
	}

	if (!/^\w/v.test(name)) {
		return "A setup's name starts with a letter, a digit or an underscore.";
	}

	if (/[ .]$/v.test(name)) {
		return "A setup's name does not end with a dot or a space.";
	}

	if (deviceName.test(name)) {
		return 'Windows keeps this name for itself; choose another one.';
	}

	return movedAside.test(name)
		? 'A name with ".broken-" is kept for files that could not be read.'
		: undefined;
}

/**
A setup's name as one word of letters, digits, dashes and `others`, for what is called after it: no two setups share one, though one is
called `a b` and another `a-b`. Two dashes never follow one another in it.
*/
export function setupWord(name: string, others = ''): string {
	const isPlain =
		[...name].every((sign) => /[\d\-a-z]/iv.test(sign) || others.includes(sign)) &&
		!name.includes('--') &&
		// So end those that are no such word.
		!/(?:^|-)[\da-f]{8}$/iv.test(name);
	const mark = () => createHash('sha256').update(name.toLowerCase()).digest('hex').slice(0, 8);
	return isPlain ? name : [...(name.match(/[\da-z]+/giv) ?? []), mark()].join('-');
}

// Far beyond a journal of thousands of projects.
const mostBytes = 64 * 1024 * 1024;

/** The bytes of a saved setup's file. Fails as the file system does, and where it is too large to be one. */
export function readSetupBytes(file: string): Buffer {
	if (fs.statSync(file).size > mostBytes) {
		throw Object.assign(new Error('too large'), {code: tooLarge});
	}

	return fs.readFileSync(file);
}

/** What a saved setup holds may be nested as deep as what a setup file holds, and stands a few levels further in. */
export function isNestedTooDeeply(content: unknown): boolean {
	return isDeeperThan(content, mostLevels + 10);
}

/** The file of a setup inside the setups folder. Lower case, so that names are unique whatever their case. */
export function setupFileName(name: string): string {
	return `${name.toLowerCase()}.json`;
}

/** The setup's name that a file in the setups folder stands for; nothing when the file is not a saved setup's. */
export function setupNameOfFile(file: string): string | undefined {
	const name = file.endsWith('.json') ? file.slice(0, -'.json'.length) : '';
	return checkSetupName(name) === undefined && setupFileName(name) === file ? name : undefined;
}

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
		if (errorCode(error) === 'ENOENT') {
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
