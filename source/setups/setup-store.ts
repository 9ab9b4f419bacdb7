import fs from 'node:fs';
import path from 'node:path';
import os from 'node:os';
import {ownCommand} from '../terminal/command-line.js';
import {quoteValue, formatValue} from '../terminal/foreign-text.js';
import {InputError} from '../diagnostic.js';
import {makePrivateFolder} from './home-folder.js';
import {replaceBroken, notWritten, readSetupOnDisk, writeSetupOnDisk} from './setup-on-disk.js';
import {lastLookFile} from './last-look.js';
import {runIdIn} from './recover-saved-setup.js';
import {type SavedSetup, type SetupFile} from './saved-setup.js';
import {currentVersion, setupFileName, hasSetup, setupNames, checkSetupName} from './setup-name.js';
import {takeAway, takeFile, type Owner} from './take-file.js';

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
	Takes a setup for applying, for this process alone, until what comes back is called: two runs at once could make two keys.
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
		claim(name) {
			assertName(name);
			makeFolder(folder, name);
			return claimSetup(folder, name, now());
		},
		remove(name) {
			assertName(name);
			try {
				fs.rmSync(fileOf(name), {force: true});
				fs.rmSync(lastLookFile(folder, name), {force: true});
			} catch (error) {
				throw notWritten(folder, name, error);
			}
		},
	};
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

// A write takes milliseconds; another process that holds the file longer than this is stuck.
const longestWait = 5000;
const pause = 20;

/**
Takes a setup for applying, for this process alone, until what comes back is called. Fails with `InputError` when another
process has it.
*/
export function claimSetup(folder: string, name: string, at: Date): () => void {
	const file = lockFile(folder, name, 'lock');
	const taken = take(folder, name, file, at);
	if (taken.state === 'ours') {
		return taken.release;
	}

	const isElsewhere = taken.by !== undefined && taken.by.host !== os.hostname();
	throw new InputError(
		'setup-in-use',
		`The setup ${quoteValue(name)} is being worked on by another workato-aws${describeOwner(taken.by)}.`,
		isElsewhere || !taken.by
			? `Wait until it has finished, then run this again. If it is no longer running, remove ${file} first. Nothing was changed.`
			: 'Wait until it has finished, then run this again. Nothing was changed.',
	);
}

/**
Does something to a setup's file while no other process does; waits for its turn, at most 5 seconds. For a few
milliseconds of work: nothing else runs meanwhile.
*/
export function whileWriting<T>(folder: string, name: string, work: () => T): T {
	const file = lockFile(folder, name, 'writing');
	const holders = new Set<string>();
	// One more try, over a process of another machine that has held it all the time: nobody can ask whether it still runs.
	for (let waited = 0; waited <= longestWait; waited += pause) {
		const taken = take(folder, name, file, new Date());
		if (taken.state === 'ours') {
			try {
				return work();
			} finally {
				taken.release();
			}
		}

		Atomics.wait(sleeper, 0, 0, pause);
		holders.add(taken.text);
		if (waited + pause === longestWait && holders.size === 1 && taken.by?.host !== os.hostname()) {
			takeAway(file, taken.text);
		}
	}

	throw new InputError(
		'setup-not-saved',
		`The setup ${quoteValue(name)} could not be saved: another workato-aws is writing it.`,
		`Try again. If no other one is running, remove ${file}.`,
	);
}

const sleeper = new Int32Array(new SharedArrayBuffer(4));

function take(folder: string, name: string, file: string, at: Date) {
	try {
		return takeFile(file, at);
	} catch (error) {
		throw notWritten(folder, name, error);
	}
}

function describeOwner(by: Owner | undefined): string {
	if (!by) {
		return '';
	}

	const {pid, host, since} = by;
	const where = host === os.hostname() ? '' : ` on ${formatValue(host, 60)}`;
	return ` (process ${pid}${where}, since ${formatValue(since, 60)})`;
}

function lockFile(folder: string, name: string, ending: string): string {
	return path.join(folder, `${path.parse(setupFileName(name)).name}.${ending}`);
}
