import {Buffer} from 'node:buffer';
import {randomUUID} from 'node:crypto';
import {type Stats} from 'node:fs';
import fs, {type FileHandle} from 'node:fs/promises';
import path from 'node:path';
import {errorCode} from '../../diagnostic.js';
import {cleanLine} from '../../terminal/text.js';

/**
What became of the file: where the copy of the old one is, if there was one; or why nothing was changed. `isChanged`: somebody
else has written it since it was read, so it is to be read again.
*/
export type ConfigWritten =
	{ok: true; backup?: string} | {ok: false; isChanged: boolean; problem: string};

/**
Writes the config file whole: a copy of the old one beside it, the new one beside it, then in its place, through links and
with the old one's mode and owner. Where the file cannot be replaced without losing what it is (a hard link, a mount of this
one file, somebody else's), it is written in place behind its copy. A new file is 0600, a new folder 0700. Refuses a file that is
read-only, or not `before` any more (nothing: there was none). Never rejects; when it says no, the file is as it was and nothing
is left beside it.
*/
export async function writeConfig(
	file: string,
	text: string,
	before: string | undefined,
): Promise<ConfigWritten> {
	try {
		return await write(file, text, before);
	} catch (error) {
		return refused(
			error instanceof DamagedError
				? error.message
				: `${cleanLine(file)} could not be written (${errorCode(error) || 'unknown error'}). It is as it was.`,
		);
	}
}

function refused(problem: string, isChanged = false): ConfigWritten {
	return {ok: false, isChanged, problem};
}

async function write(
	file: string,
	text: string,
	before: string | undefined,
): Promise<ConfigWritten> {
	const target = await realFile(file);
	if (target === undefined) {
		return refused(
			`${cleanLine(file)} is a link to a file that is not there. Mend the link first.`,
		);
	}

	const now = await readOrNothing(target);
	// Compared as bytes: what is not UTF-8 text would be lost in a rewrite.
	const isSame =
		now === undefined || before === undefined ? now === before : now.equals(Buffer.from(before));
	if (!isSame) {
		return refused(`${cleanLine(file)} was changed meanwhile, so it is left alone.`, true);
	}

	await fs.mkdir(path.dirname(target), {recursive: true, mode: 0o700});
	const content = Buffer.from(text);
	if (now === undefined) {
		await replaceFile(target, content);
		return {ok: true};
	}

	const old = await fs.stat(target);
	if (await isReadOnly(target, old)) {
		return refused(
			`${cleanLine(file)} is read-only, so it is left alone. Make it writable for you, or have the lines added by whoever keeps it.`,
		);
	}

	const backup = `${target}.before-workato-aws`;
	if (!(await replaceFile(backup, now, old))) {
		await replaceFile(backup, now);
	}

	try {
		await replaceOrRewrite(target, {content, now, old, backup});
	} catch (error) {
		if (!(error instanceof DamagedError)) {
			await fs.rm(backup, {force: true});
		}

		throw error;
	}

	return {ok: true, backup};
}

/** The file could neither be written whole nor put back. */
class DamagedError extends Error {}

// The superuser may write what nobody may: the mode alone says what is meant.
async function isReadOnly(file: string, {mode}: Stats): Promise<boolean> {
	const isWritableByMode = Math.trunc(mode / 0o200) % 2 === 1;
	try {
		await fs.access(file, fs.constants.W_OK);
		return !isWritableByMode;
	} catch {
		return true;
	}
}

type Rewrite = {
	readonly content: Uint8Array;
	readonly now: Uint8Array;
	readonly old: Stats;
	readonly backup: string;
};

async function replaceOrRewrite(target: string, rewrite: Rewrite): Promise<void> {
	const {content, old} = rewrite;
	if (old.nlink === 1) {
		const isReplaced = await replaceFile(target, content, old);
		if (isReplaced) {
			return;
		}
	}

	await writeInPlace(target, rewrite);
}

async function writeInPlace(target: string, {content, now, backup}: Rewrite): Promise<void> {
	const put = async (bytes: Uint8Array) => {
		await fs.writeFile(target, bytes, {flag: 'r+', flush: true});
		await fs.truncate(target, bytes.length);
	};

	try {
		await put(content);
	} catch (error) {
		try {
			await put(now);
		} catch {
			throw new DamagedError(
				`${cleanLine(target)} could not be written whole (${errorCode(error) || 'unknown error'}), nor put back. What it was is in ${cleanLine(backup)}.`,
			);
		}

		throw error;
	}
}

// Where a file really is; the path itself when nothing is there, nothing when a link leads nowhere.
async function realFile(file: string): Promise<string | undefined> {
	try {
		return await fs.realpath(file);
	} catch (error) {
		if (!isAbsent(error)) {
			throw error;
		}
	}

	try {
		await fs.lstat(file);
		return undefined;
	} catch (error) {
		if (!isAbsent(error)) {
			throw error;
		}

		return file;
	}
}

async function readOrNothing(file: string): Promise<Buffer | undefined> {
	try {
		return await fs.readFile(file);
	} catch (error) {
		if (isAbsent(error)) {
			return undefined;
		}

		throw error;
	}
}

/**
Puts a new file, 0600, where one is or none is, whole or not at all. With `old`, it has that file's mode and owner; false, and nothing done, where it cannot have them or
the file cannot be replaced (a mount of this one file).
*/
export async function replaceFile(
	file: string,
	content: string | Uint8Array,
	old?: Stats,
): Promise<boolean> {
	const temporary = `${file}.${randomUUID()}.tmp`;
	try {
		const handle = await fs.open(temporary, 'wx', 0o600);
		try {
			await handle.writeFile(content);
			if (old) {
				await likeBefore(handle, old);
			}

			await handle.sync();
		} finally {
			await handle.close();
		}

		await fs.rename(temporary, file);
		return true;
	} catch (error) {
		await fs.rm(temporary, {force: true});
		if (old && ['EBUSY', 'EPERM', 'EXDEV'].includes(errorCode(error))) {
			return false;
		}

		throw error;
	}
}

// The owner first: a change of it may take bits of the mode away.
async function likeBefore(handle: FileHandle, {uid, gid, mode}: Stats): Promise<void> {
	const own = await handle.stat();
	if (own.uid !== uid || own.gid !== gid) {
		await handle.chown(uid, gid);
	}

	await handle.chmod(mode % 0o1000);
}

/** Whether there is no such file. */
export function isAbsent(error: unknown): boolean {
	return errorCode(error) === 'ENOENT';
}
