import {isUtf8} from 'node:buffer';
import {randomUUID} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import Conf, {type Options} from 'conf';
import {type JsonObject} from '../json.js';
import {quoteValue} from '../terminal/foreign-text.js';
import {errorCode, InputError} from '../diagnostic.js';
import {checkShape} from './check-shape.js';
import {migrateSavedSetup, savedSetupSchema, type SavedSetup} from './saved-setup.js';
import {journalFile, readJournal, versionWithJournal, withEntries} from './journal-file.js';
import {journalIdIn, recoverSavedSetup} from './recover-saved-setup.js';
import {currentVersion, isNestedTooDeeply, readSetupBytes, setupFileName} from './setup-name.js';
import {cutShort, notWritten, systemReason} from './home-folder.js';

/** What stands on disk for a name. `newer`: a later version of this program wrote it, so it is not ours to touch. */
type OnDisk =
	| {state: 'absent'}
	/** `journal`: the file that holds the end of the journal, and how much of it is whole. */
	| {state: 'saved'; saved: SavedSetup; journal?: {id: string; size: number}}
	| {state: 'newer'; reason: string}
	/** `recovered`: the setup as far as it can still be read in the text of the file. */
	| {state: 'broken'; reason: string; text: string; recovered?: SavedSetup};

type Whole = Exclude<OnDisk, {state: 'broken'}> | {state: 'broken'; reason: string};

/** Reads a setup's file and the end of its journal. Never throws for what is in them, and never writes. */
export function readSetupOnDisk(folder: string, name: string): OnDisk {
	const file = path.join(folder, setupFileName(name));
	let seen = fileState(file);
	let onDisk = readWhole(folder, name);
	// Another process may have folded the journal into the file between the two readings.
	while (onDisk.state === 'broken' && fileState(file) !== seen) {
		seen = fileState(file);
		onDisk = readWhole(folder, name);
	}

	if (onDisk.state !== 'broken') {
		return onDisk;
	}

	const text = readText(file);
	const id = journalIdIn(text);
	const beside = id === undefined ? [] : readJournal(journalFile(folder, name), id).entries;
	const recovered = recoverSavedSetup(text, name, beside);
	return {...onDisk, text, ...(recovered && {recovered})};
}

/** Tells a file from what was or will be written in its place; nothing where none can be seen. */
export function fileState(file: string): string | undefined {
	try {
		const {ino, size, mtimeNs, ctimeNs} = fs.statSync(file, {bigint: true});
		return [ino, size, mtimeNs, ctimeNs].join(' ');
	} catch {
		return undefined;
	}
}

function readWhole(folder: string, name: string): Whole {
	const file = path.join(folder, setupFileName(name));
	if (!fs.existsSync(file)) {
		return {state: 'absent'};
	}

	let content: JsonObject;
	try {
		if (!isUtf8(readSetupBytes(file))) {
			return {state: 'broken', reason: 'it holds bytes that are no text'};
		}

		content = confFile(folder, path.parse(file).name).store;
	} catch (error) {
		return {state: 'broken', reason: whyUnreadable(error)};
	}

	if (isNestedTooDeeply(content)) {
		return {state: 'broken', reason: 'it is nested too deeply'};
	}

	const {journalBeside, ...inside} = content;
	const id =
		content.version === versionWithJournal && typeof journalBeside === 'string'
			? journalBeside
			: undefined;
	const migrated = migrateSavedSetup(
		id === undefined ? content : {...inside, version: currentVersion},
	);
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
		const saved = checkShape(migrated.value, savedSetupSchema, setupFileName(name));
		if (saved.setup.name.toLowerCase() !== name.toLowerCase()) {
			return {
				state: 'broken',
				reason: `it holds the setup ${quoteValue(saved.setup.name)} instead`,
			};
		}

		if (id === undefined) {
			return {state: 'saved', saved};
		}

		const {entries, size, damage} = readJournal(journalFile(folder, name), id);
		return damage === undefined
			? {state: 'saved', saved: withEntries(saved, entries), journal: {id, size}}
			: {state: 'broken', reason: damage};
	} catch (error) {
		const [problem] = error instanceof InputError ? error.problems : [];
		return {
			state: 'broken',
			reason: problem?.message ?? 'it could not be understood',
		};
	}
}

/**
Writes a setup's file whole, mode 0600, whatever stood there; the end of the journal is in it, or follows in the file of the id
`journalBeside`. Fails with `InputError` in words, and with a plain error when
the setup is not one that could be read back; the file is then as it was.

`conf` writes it beside its place and to the disk. It does so with one call, which a disk that is nearly full cuts short
without an error: so what stands there is read again before it takes its place.
*/
export function writeSetupOnDisk(folder: string, saved: SavedSetup, journalBeside?: string): void {
	const {version, ...whole} = savedSetupSchema.parse(saved);
	// First in the file: one that was cut off still names it.
	const content =
		journalBeside === undefined
			? {version, ...whole}
			: {version: versionWithJournal, journalBeside, ...whole};
	const file = path.join(folder, setupFileName(saved.setup.name));
	const beside = confFile(folder, `${path.basename(file)}.${randomUUID()}`, {
		fileExtension: 'tmp',
		configFileMode: 0o600,
	});
	try {
		beside.store = content;
		if (readText(beside.path) !== JSON.stringify(content, undefined, '\t')) {
			throw Object.assign(new Error('cut short'), {code: cutShort});
		}

		fs.renameSync(beside.path, file);
	} catch (error) {
		removeIfThere(beside.path);
		throw notWritten(folder, saved.setup.name, error);
	}

	if (journalBeside === undefined) {
		// One that stays is named by no setup, and nobody reads it.
		removeIfThere(journalFile(folder, saved.setup.name));
	}
}

// What is wrong was said by the first error.
function removeIfThere(file: string): void {
	try {
		fs.rmSync(file, {force: true});
	} catch {}
}

function confFile(
	folder: string,
	configName: string,
	options: Pick<Options<JsonObject>, 'fileExtension' | 'configFileMode'> = {},
): Conf<JsonObject> {
	return new Conf<JsonObject>({
		...options,
		cwd: folder,
		configName,
		// Answers may hold names with dots; they are never paths here.
		accessPropertiesByDotNotation: false,
	});
}

function readText(file: string): string {
	try {
		return readSetupBytes(file).toString('utf8');
	} catch {
		return '';
	}
}

function whyUnreadable(error: unknown): string {
	return error instanceof SyntaxError ? 'it is not whole JSON' : systemReason(error);
}

/**
Keeps an unreadable file, and that of its journal's end, as `name.broken-<time>.json`, too, never over another file, then writes in its place. When that
fails, everything is as before. Returns the file kept.
*/
export function replaceBroken(file: string, at: Date, write: () => void): string {
	const kept = keepBeside(file, at);
	const beside = (each: string) => each.replace(/json$/v, 'journal');
	const [journal, keptJournal] = [beside(file), beside(kept)];
	try {
		if (fs.existsSync(journal)) {
			secondName(journal, keptJournal);
		}

		write();
	} catch (error) {
		fs.rmSync(kept, {force: true});
		fs.rmSync(keptJournal, {force: true});
		throw error;
	}

	return kept;
}

function keepBeside(file: string, at: Date): string {
	const {dir, name} = path.parse(file);
	const time = at.toISOString().replaceAll(/[.:]/gv, '-');
	for (let attempt = 1; ; attempt++) {
		const kept = path.join(dir, `${name}.broken-${time}${attempt === 1 ? '' : `-${attempt}`}.json`);
		try {
			secondName(file, kept);
			fs.chmodSync(kept, 0o600);
			return kept;
		} catch (error) {
			if (errorCode(error) !== 'EEXIST') {
				throw notWritten(dir, name, error);
			}
		}
	}
}

// A second name for the same file needs no room on a full disk; some file systems have none.
function secondName(file: string, kept: string): void {
	try {
		fs.linkSync(file, kept);
	} catch (error) {
		if (errorCode(error) === 'EEXIST') {
			throw error;
		}

		copy(file, kept);
	}
}

function copy(file: string, kept: string): void {
	try {
		fs.copyFileSync(file, kept, fs.constants.COPYFILE_EXCL);
	} catch (error) {
		if (errorCode(error) !== 'EEXIST') {
			fs.rmSync(kept, {force: true});
		}

		throw error;
	}
}
