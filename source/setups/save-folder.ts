import {randomUUID} from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import {errorCode, InputError} from '../diagnostic.js';
import {homePath} from '../terminal/command-line.js';
import {formatValue} from '../terminal/foreign-text.js';

/** A file of a folder, by its bare name. */
export type NamedText = {name: string; text: string};

/**
Writes files into a folder that the person named (`~/` is home); one that is not there is made. All are written beside their places
first, so that a full disk leaves what was there. `mayReplace` is asked once for all that would be replaced, and rejects when they are to
stay. Gives the whole path. Rejects with `InputError`.
*/
export async function saveFolder(
	name: string,
	files: readonly NamedText[],
	mayReplace: (names: readonly string[]) => Promise<void>,
): Promise<string> {
	const folder = path.resolve(homePath(name));
	const isNew = await makeFolder(folder, name);
	const drafts: Array<{draft: string; file: string; name: string}> = [];
	const placed: string[] = [];
	try {
		const there = await filesThere(folder, files);
		if (there.length > 0) {
			await mayReplace(there);
		}

		for (const file of files) {
			const draft = path.join(folder, `.${file.name}.${randomUUID()}.tmp`);
			drafts.push({draft, file: path.join(folder, file.name), name: file.name});

			await fs.writeFile(draft, file.text, {flag: 'wx'});
		}

		for (const each of drafts) {
			await fs.rename(each.draft, each.file);
			placed.push(each.name);
		}

		return folder;
	} catch (error) {
		await Promise.all(drafts.map(async ({draft}) => fs.rm(draft, {force: true})));
		if (isNew) {
			await fs.rm(folder, {recursive: true, force: true});
		}

		throw error instanceof Error && 'code' in error && typeof error.code === 'string'
			? error instanceof InputError
				? error
				: notWritten(name, error.code, isNew ? [] : placed)
			: error;
	}
}

/** The same for a screen, where nothing is replaced: the whole path, or why it is not written. */
export async function saveNewFolder(
	name: string,
	files: readonly NamedText[],
): Promise<{ok: true; path: string} | {ok: false; reason: string}> {
	try {
		const folder = await saveFolder(name, files, async ([first = '']) => {
			throw new InputError(
				'export-not-written',
				`${formatValue(path.join(name, first))} is there already, and is left as it is.`,
				'Give another folder.',
			);
		});
		return {ok: true, path: folder};
	} catch (error) {
		if (error instanceof InputError) {
			return {ok: false, reason: `${error.message} ${error.hint}`};
		}

		throw error;
	}
}

// Makes the folder where there is none; true when it did.
async function makeFolder(folder: string, name: string): Promise<boolean> {
	try {
		const there = await fs.stat(folder).catch(() => undefined);
		if (there && !there.isDirectory()) {
			throw Object.assign(new Error('no folder'), {code: 'EEXIST'});
		}

		if (!there) {
			await fs.mkdir(folder);
		}

		return !there;
	} catch (error) {
		throw notWritten(name, errorCode(error), []);
	}
}

// The names that are taken, whatever stands there. A folder in the place of a file stops it.
async function filesThere(folder: string, files: readonly NamedText[]): Promise<string[]> {
	const there: string[] = [];
	for (const {name} of files) {
		const stat = await fs.lstat(path.join(folder, name)).catch((error: unknown) => {
			if (errorCode(error) === 'ENOENT') {
				return undefined;
			}

			throw error;
		});
		if (stat?.isDirectory()) {
			throw new InputError(
				'export-not-written',
				`${formatValue(path.join(folder, name))} is a folder, and a file belongs there. Nothing was written.`,
				'Move it away, or give another folder.',
			);
		}

		if (stat) {
			there.push(name);
		}
	}

	return there;
}

function notWritten(name: string, code: string, placed: readonly string[]): InputError {
	return new InputError(
		'export-not-written',
		`${formatValue(name, 60)} cannot be written: ${reasons[code] ?? code}. ${
			placed.length === 0 ? 'Nothing was written.' : `Only this was: ${placed.join(', ')}.`
		}`,
		'Give another folder, or make room there.',
	);
}

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'permission was refused',
	EPERM: 'permission was refused',
	ENOSPC: 'the disk is full',
	EDQUOT: 'there is no room left for you on the disk',
	EROFS: 'the disk is read-only',
	EEXIST: 'a file stands where the folder belongs',
	ENOENT: 'the folder that it would be in is not there',
	ENOTDIR: 'a part of the path is a file',
	ENAMETOOLONG: 'the path is too long',
	ELOOP: 'a link in the path leads back to itself',
};
