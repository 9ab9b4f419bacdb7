import {isUtf8} from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {errorCode} from '../diagnostic.js';
import {isNestedTooDeeply, readSetupBytes, setupFileName} from './setup-name.js';
import {
	journalEntrySchema,
	type JournalEntry,
	type SavedSetup,
	type Unfinished,
} from './saved-setup.js';

/*
While a run is under way, the end of a setup's journal stands in a file beside it: one line of JSON for each entry, so that
writing one takes as long at the ten thousandth as at the first. The saved file names it by an id, which is its first line:
the end of another journal is never taken for this one's. It is folded into the saved file when the run is over.
*/

/** The version of a saved file that has the end of its journal beside it: one that knows nothing of that must not read it. */
export const versionWithJournal = 2;

/** What can be read of the file beside a setup. */
export type JournalRead = {
	/** Every entry that is whole. */
	readonly entries: readonly JournalEntry[];
	/** How many bytes of it are whole lines; what follows was cut off while it was written, and nothing relies on it. */
	readonly size: number;
	/** Why it is not all that was written. */
	readonly damage?: string;
};

/** The file that holds the end of a setup's journal. */
export function journalFile(folder: string, name: string): string {
	return path.join(folder, `${path.parse(setupFileName(name)).name}.journal`);
}

/** Makes the file with no entry in it, mode 0600, in place of one that no setup names. Throws as the file system does. */
export function beginJournal(file: string, id: string): number {
	fs.rmSync(file, {force: true});
	const handle = fs.openSync(file, 'wx', 0o600);
	try {
		writeAt(handle, firstLine(id), 0);
	} finally {
		fs.closeSync(handle);
	}

	syncFolder(path.dirname(file));
	return firstLine(id).length;
}

/** Reads the file that a setup names by `id`. Never throws for what is in it, and never writes. */
export function readJournal(file: string, id: string): JournalRead {
	let bytes: ReturnType<typeof readSetupBytes>;
	try {
		bytes = readSetupBytes(file);
	} catch (error) {
		const isGone = errorCode(error) === 'ENOENT';
		return {
			entries: [],
			size: 0,
			damage: `the end of its journal ${isGone ? 'is not there' : 'cannot be read'}`,
		};
	}

	const size = bytes.lastIndexOf('\n') + 1;
	const whole = bytes.subarray(0, size);
	const [first, ...lines] = whole.toString('utf8').split('\n').slice(0, -1);
	if (`${first}\n` !== firstLine(id)) {
		return {entries: [], size, damage: 'the end of its journal is that of another one'};
	}

	const entries = lines.flatMap((line) => entryOf(line) ?? []);
	return {
		entries,
		size,
		...((entries.length < lines.length || !isUtf8(whole)) && {
			damage: 'the end of its journal is damaged',
		}),
	};
}

/**
Writes one entry at the end, to the disk before this returns; gives the new size. Nothing, and nothing is written, when the file
is not the one that was read. Throws as the file system does, with the file as it was.
*/
export function appendToJournal(
	file: string,
	{id, size}: {readonly id: string; readonly size: number},
	entry: JournalEntry,
): number | undefined {
	let handle: number;
	try {
		handle = fs.openSync(file, 'r+');
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return undefined;
		}

		throw error;
	}

	try {
		const first = new Uint8Array(firstLine(id).length);
		fs.readSync(handle, first, 0, first.length, 0);
		const present = fs.fstatSync(handle).size;
		if (new TextDecoder().decode(first) !== firstLine(id) || present < size) {
			return undefined;
		}

		if (present > size) {
			fs.ftruncateSync(handle, size);
		}

		return size + writeAt(handle, `${JSON.stringify(entry)}\n`, size);
	} finally {
		fs.closeSync(handle);
	}
}

/** A setup with further entries of its journal; what they say was done is left of its run no more. Pure. */
export function withEntries(saved: SavedSetup, entries: readonly JournalEntry[]): SavedSetup {
	const last = entries.at(-1);
	if (!last) {
		return saved;
	}

	const {unfinished, ...rest} = saved;
	return {
		...rest,
		...(unfinished && stillLeft(unfinished, entries)),
		updatedAt: last.at,
		journal: [...saved.journal, ...entries],
	};
}

function stillLeft(
	unfinished: Unfinished,
	entries: readonly JournalEntry[],
): {unfinished?: Unfinished} {
	const done = new Set(entries.flatMap(({change, state}) => (state === 'done' ? [change] : [])));
	const left = Object.entries(unfinished.left).filter(([change]) => !done.has(change));
	return left.length === 0 ? {} : {unfinished: {...unfinished, left: Object.fromEntries(left)}};
}

function firstLine(id: string): string {
	return `${JSON.stringify({journal: id})}\n`;
}

function entryOf(line: string): JournalEntry | undefined {
	try {
		const value: unknown = JSON.parse(line);
		return isNestedTooDeeply(value) ? undefined : journalEntrySchema.parse(value);
	} catch {
		return undefined;
	}
}

// A full disk may take a part, and say so only when the rest is given to it.
function writeAt(handle: number, text: string, position: number): number {
	const bytes = new TextEncoder().encode(text);
	try {
		for (let written = 0; written < bytes.length;) {
			written += fs.writeSync(handle, bytes, written, bytes.length - written, position + written);
		}

		fs.fsyncSync(handle);
		return bytes.length;
	} catch (error) {
		cutBack(handle, position);
		throw error;
	}
}

// What stays there is no whole line, and is not read as one. What went wrong is said by the first error.
function cutBack(handle: number, size: number): void {
	try {
		fs.ftruncateSync(handle, size);
	} catch {}
}

// A new file's name is on the disk only when its folder is. Windows knows no such thing.
function syncFolder(folder: string): void {
	if (process.platform === 'win32') {
		return;
	}

	const handle = fs.openSync(folder, 'r');
	try {
		fs.fsyncSync(handle);
	} finally {
		fs.closeSync(handle);
	}
}
