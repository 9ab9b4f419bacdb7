import fs from 'node:fs';
import path from 'node:path';
import {ownCommand} from '../terminal/command-line.js';
import {quoteValue} from '../terminal/foreign-text.js';
import {InputError} from '../diagnostic.js';
import {makePrivateFolder, notWritten} from './home-folder.js';
import {appendToJournal, beginJournal, journalFile, withEntries} from './journal-file.js';
import {fileState, replaceBroken, readSetupOnDisk, writeSetupOnDisk} from './setup-on-disk.js';
import {lastCheckFile} from './last-check.js';
import {runIdIn} from './recover-saved-setup.js';
import {
	journalEntrySchema,
	type JournalEntry,
	type SavedSetup,
	type SetupFile,
} from './saved-setup.js';
import {currentVersion, setupFileName, hasSetup, setupNames, checkSetupName} from './setup-name.js';
import {claimSetup, whileWriting} from './take-file.js';

/** A saved setup that cannot be read whole: why, in words, the file it is in, and what can still be read of it. */
export type BrokenSetup = {
	name: string;
	broken: string;
	file: string;
	recovered?: SavedSetup;
};

/** A setup just saved for the first time, and where an unreadable file of the same name was moved, if there was one. */
export type CreatedSetup = {saved: SavedSetup; movedAside?: string};

/** A setup that was damaged and is not any more, and the damaged file under its new name. */
export type RepairedSetup = {saved: SavedSetup; keptAs: string};

/** The saved setups in one folder, one file each. Every function fails with `InputError`, in words. */
export type SetupStore = {
	readonly folder: string;
	/** All setups, by name. */
	list(): Array<SavedSetup | BrokenSetup>;
	/** Whether a setup of this name (in any case) is there, readable or not. */
	has(name: string): boolean;
	/** Of a damaged file what can still be read; fails when that is nothing. */
	read(name: string): SavedSetup;
	/** What is wrong with the file of a setup; nothing when it can be read whole. */
	damage(name: string): BrokenSetup | undefined;
	/** Saves what can be read of a damaged setup, and keeps its file under another name; nothing when it is whole. */
	repair(name: string): RepairedSetup | undefined;
	/** Saves a new setup under `setup.name`. An unreadable file of that name is kept under another one. */
	create(
		setup: SetupFile,
		start?: Pick<SavedSetup, 'account' | 'source' | 'names' | 'step' | 'isApplied' | 'unfinished'>,
	): CreatedSetup;
	/** Reads the setup again, changes it and writes it while nobody else does: what another process saved meanwhile stays. */
	update(name: string, change: (saved: SavedSetup) => SavedSetup): SavedSetup;
	/**
	Writes one entry at the end of a setup's journal, on disk when this returns, in time that does not grow with the journal; gives
	the setup as it is saved, for whoever asks. Fails like `update`.
	*/
	append(name: string, entry: JournalEntry): () => SavedSetup;
	/**
	Takes a setup for applying, for this process alone, until what comes back is called: two runs at once could make two keys.
	The journal that was written meanwhile is in the saved file afterwards.
	Fails when another process has it. The setup need not be saved yet.
	*/
	claim(name: string): () => void;
	/** Removes the setup's file; nothing happens when there is none. */
	remove(name: string): void;
};

/** What the store takes from outside; tests give their own. */
type Sources = {
	readonly now?: () => Date;
	readonly newRunId?: () => string;
};

/** Opens the saved setups in a folder, which is made when the first one is saved. */
export function openSetupStore(
	folder: string,
	{now = () => new Date(), newRunId = () => crypto.randomUUID()}: Sources = {},
): SetupStore {
	const fileOf = (name: string) => path.join(folder, setupFileName(name));

	const has = (name: string) => hasSetup(folder, name);

	const read = (name: string): SavedSetup => {
		assertName(name);
		const onDisk = readSetupOnDisk(folder, name);
		if (onDisk.state === 'saved') {
			return onDisk.saved;
		}

		if (onDisk.state === 'broken' && onDisk.recovered) {
			return onDisk.recovered;
		}

		throw onDisk.state === 'absent' ? notThere(name) : unusable(name, fileOf(name), onDisk);
	};

	const readOrBroken = (name: string): SavedSetup | BrokenSetup => {
		const onDisk = readSetupOnDisk(folder, name);
		if (onDisk.state === 'saved') {
			return onDisk.saved;
		}

		const file = fileOf(name);
		return onDisk.state === 'absent'
			? {name, broken: 'it was just removed', file}
			: {
					name,
					broken: onDisk.reason,
					file,
					...(onDisk.state === 'broken' && onDisk.recovered && {recovered: onDisk.recovered}),
				};
	};

	const write = (saved: SavedSetup): string | undefined => {
		const {name} = saved.setup;
		const isBroken = readSetupOnDisk(folder, name).state === 'broken';
		const toDisk = () => {
			writeSetupOnDisk(folder, saved);
		};

		if (isBroken) {
			return replaceBroken(fileOf(name), now(), toDisk);
		}

		toDisk();
		return undefined;
	};

	const journals = new Map<string, OpenJournal>();

	const openJournal = (name: string): OpenJournal => {
		const onDisk = readSetupOnDisk(folder, name);
		if (onDisk.state !== 'saved') {
			// Fails, in words, where nothing can be read.
			write(read(name));
			return openJournal(name);
		}

		const {saved, journal = beginBeside(folder, saved)} = onDisk;
		return {...journal, saved, entries: [], file: fileState(fileOf(name))};
	};

	return {
		folder,
		list: () => setupNames(folder).map((name) => readOrBroken(name)),
		has,
		read,
		damage(name) {
			const found = has(name) ? readOrBroken(name) : undefined;
			return found && 'broken' in found ? found : undefined;
		},
		repair(name) {
			if (!has(name)) {
				return undefined;
			}

			return whileWriting(folder, name, () => {
				const onDisk = readSetupOnDisk(folder, name);
				const saved = onDisk.state === 'broken' ? onDisk.recovered : undefined;
				const keptAs = saved && write(saved);
				return saved && keptAs !== undefined ? {saved, keptAs} : undefined;
			});
		},
		create(setup, start = {}) {
			const {name} = setup;
			assertName(name);
			makeFolder(folder, name);
			return whileWriting(folder, name, () => {
				const onDisk = readSetupOnDisk(folder, name);
				if (onDisk.state === 'saved') {
					throw new InputError(
						'setup-exists',
						`There is already a setup named "${onDisk.saved.setup.name}".`,
						'Resume that one, or choose another name.',
					);
				}

				if (onDisk.state === 'newer') {
					throw unusable(name, fileOf(name), onDisk);
				}

				const runId = onDisk.state === 'broken' ? runIdIn(onDisk.text) : undefined;
				const at = now().toISOString();
				const saved: SavedSetup = {
					version: currentVersion,
					runId: runId ?? newRunId(),
					...(runId !== undefined && {isJournalLost: true}),
					...start,
					createdAt: at,
					updatedAt: at,
					setup,
					journal: [],
				};
				const movedAside = write(saved);
				return {saved, ...(movedAside !== undefined && {movedAside})};
			});
		},
		update(name, change) {
			if (!has(name)) {
				// Fails, in words, before anything is made.
				read(name);
			}

			return whileWriting(folder, name, () => {
				const before = read(name);
				const after = {...change(before), updatedAt: now().toISOString()};
				if (after.setup.name !== before.setup.name) {
					throw new Error('A saved setup keeps its name.');
				}

				write(after);
				return after;
			});
		},
		append(name, entry) {
			if (!has(name)) {
				// Fails, in words, before anything is made.
				read(name);
			}

			const whole = journalEntrySchema.parse(entry);
			const file = journalFile(folder, name);
			return whileWriting(folder, name, () => {
				const known = journals.get(file);
				// Until it is written, what is known of it counts for nothing.
				journals.delete(file);
				try {
					const state = fileState(fileOf(name));
					let open = state !== undefined && known?.file === state ? known : undefined;
					let size = open && appendToJournal(file, open, whole);
					if (!open || size === undefined) {
						open = openJournal(name);
						size = appendToJournal(file, open, whole);
					}

					if (size === undefined) {
						throw Object.assign(new Error('gone'), {code: 'ENOENT'});
					}

					open.entries.push(whole);
					open.size = size;
					journals.set(file, open);
					const {saved, entries} = open;
					return () => withEntries(saved, entries);
				} catch (error) {
					throw error instanceof InputError ? error : notWritten(folder, name, error);
				}
			});
		},
		claim(name) {
			assertName(name);
			makeFolder(folder, name);
			const release = claimSetup(folder, name, now());
			return () => {
				try {
					replayJournal(folder, name);
				} finally {
					release();
				}
			};
		},
		remove(name) {
			assertName(name);
			try {
				fs.rmSync(fileOf(name), {force: true});
				fs.rmSync(lastCheckFile(folder, name), {force: true});
				fs.rmSync(journalFile(folder, name), {force: true});
			} catch (error) {
				throw notWritten(folder, name, error);
			}
		},
	};
}

/** The journal that entries are written to: the setup as it was when it was read, and what was written since. */
type OpenJournal = {
	readonly id: string;
	size: number;
	readonly saved: SavedSetup;
	readonly entries: JournalEntry[];
	/** Which state of the saved file this belongs to. */
	readonly file: string | undefined;
};

// The file beside comes first: a saved file never names one that is not there.
function beginBeside(folder: string, saved: SavedSetup): {id: string; size: number} {
	const id = crypto.randomUUID();
	const size = beginJournal(journalFile(folder, saved.setup.name), id);
	writeSetupOnDisk(folder, saved, id);
	return {id, size};
}

// Where that cannot be done, on a full disk, nothing is lost: every reader reads both files, and the next run tries again.
function replayJournal(folder: string, name: string): void {
	if (!fs.existsSync(journalFile(folder, name))) {
		return;
	}

	try {
		whileWriting(folder, name, () => {
			const onDisk = readSetupOnDisk(folder, name);
			if (onDisk.state === 'saved' && onDisk.journal) {
				writeSetupOnDisk(folder, onDisk.saved);
			}
		});
	} catch (error) {
		if (!(error instanceof InputError)) {
			throw error;
		}
	}
}

function makeFolder(folder: string, name: string): void {
	try {
		makePrivateFolder(folder);
	} catch (error) {
		throw notWritten(folder, name, error);
	}
}

/** Fails with `InputError` when no setup can have this name. */
export function assertName(name: string): void {
	const problem = checkSetupName(name);
	if (problem !== undefined) {
		throw new InputError('setup-name', problem, 'Give a name such as "production".');
	}
}

/** The error for a name under which nothing is saved. */
export function notThere(name: string): InputError {
	return new InputError(
		'setup-not-found',
		`There is no saved setup named ${quoteValue(name)}.`,
		`See which there are with: ${ownCommand('list')}`,
	);
}

/** The error for a setup's file of which nothing can be used. */
export function unusable(
	name: string,
	file: string,
	{state, reason}: {state: 'newer' | 'broken'; reason: string},
): InputError {
	return new InputError(
		'setup-unreadable',
		`The saved setup ${quoteValue(name)} cannot be read: ${reason}.`,
		state === 'newer'
			? `Use the version that saved it, or a newer one. Nothing was changed. The file is ${file}`
			: `Mend it, or move it away and set up again: what it made in AWS carries its tags and is found by them. Nothing was changed. The file is ${file}`,
	);
}
