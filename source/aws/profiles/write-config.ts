import {Buffer} from 'node:buffer';
import {randomUUID} from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import {cleanLine} from '../../terminal/text.js';

/** What became of the file: where the copy of the old one is, if there was one; or why nothing was changed. */
export type ConfigWritten =
	{ok: true; backup?: string} | {ok: false; problem: string};

/**
Writes the config file whole: a copy of the old one beside it, the new one beside it, then in its place, through links and
with the old one's mode. A new file is 0600, a new folder 0700. Refuses when the file is not `before` any more (nothing:
there was none). Never rejects; when it says no, the file is as it was.
*/
export async function writeConfig(
	file: string,
	text: string,
	before: string | undefined,
): Promise<ConfigWritten> {
	try {
		return await write(file, text, before);
	} catch (error) {
		const code =
			error instanceof Error && 'code' in error
				? String(error.code)
				: 'unknown error';
		return {
			ok: false,
			problem: `${cleanLine(file)} could not be written (${code}). It is as it was.`,
		};
	}
}

async function write(
	file: string,
	text: string,
	before: string | undefined,
): Promise<ConfigWritten> {
	const target = await realFile(file);
	if (target === undefined) {
		return {
			ok: false,
			problem: `${cleanLine(file)} is a link to a file that is not there. Mend the link first.`,
		};
	}

	const now = await readOrNothing(target);
	// Compared as bytes: what is not UTF-8 text would be lost in a rewrite.
	const isSame =
		now === undefined || before === undefined
			? now === before
			: now.equals(Buffer.from(before));
	if (!isSame) {
		return {
			ok: false,
			problem: `${cleanLine(file)} was changed meanwhile, so it is left alone. Look at the change once more.`,
		};
	}

	const folder = path.dirname(target);
	await fs.mkdir(folder, {recursive: true, mode: 0o700});
	const mode = now === undefined ? 0o600 : await modeOf(target);
	const backup = `${target}.before-workato-aws`;
	if (now !== undefined) {
		await replace(backup, now, mode);
	}

	await replace(target, Buffer.from(text), mode);
	return {ok: true, ...(now !== undefined && {backup})};
}

// The permission bits alone.
async function modeOf(file: string): Promise<number> {
	const {mode} = await fs.stat(file);
	return mode % 0o1000;
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

async function replace(
	file: string,
	content: Uint8Array,
	mode: number,
): Promise<void> {
	const temporary = `${file}.${randomUUID()}.tmp`;
	try {
		const handle = await fs.open(temporary, 'wx', 0o600);
		try {
			await handle.writeFile(content);
			await handle.chmod(mode);
			await handle.sync();
		} finally {
			await handle.close();
		}

		await fs.rename(temporary, file);
	} catch (error) {
		await fs.rm(temporary, {force: true});
		throw error;
	}
}

function isAbsent(error: unknown): boolean {
	return error instanceof Error && Reflect.get(error, 'code') === 'ENOENT';
}
