import {randomUUID} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {makePrivateFolder} from './home-folder.js';
import {InputError} from './input-error.js';
import {setAsideBroken} from './set-aside-broken.js';
import {currentVersion} from './migrate-saved-setup.js';
import {plainWord} from './quote-value.js';
import {type SavedSetup, type SetupFile} from './saved-setup.js';
import {
	notWritten,
	readSetupOnDisk,
	writeSetupOnDisk,
} from './setup-file-on-disk.js';
import {claimSetup, whileWriting} from './setup-lock.js';
import {checkSetupName, setupFileName, setupNameOfFile} from './setup-name.js';

/** A saved setup that cannot be used: why, in words, and the file it is in. */
export type BrokenSetup = {name: string; broken: string; file: string};

/** A setup just saved for the first time, and where an unreadable file of the same name was moved, if there was one. */
export type CreatedSetup = {saved: SavedSetup; movedAside?: string};

/** The saved setups in one folder, one file each. Every function fails with `InputError`, in words. */
export type SetupStore = {
	readonly folder: string;
	/** All setups, by name. */
	list(): Array<SavedSetup | BrokenSetup>;
	/** Whether a setup of this name (in any case) is there, readable or not. */
	has(name: string): boolean;
	read(name: string): SavedSetup;
	/** Saves a new setup under `setup.name`. An unreadable file of that name is kept under another one. */
	create(
		setup: SetupFile,
		start?: Pick<SavedSetup, 'account' | 'source' | 'names' | 'step'>,
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
	{now = () => new Date(), newRunId = randomUUID}: Sources = {},
): SetupStore {
	const fileOf = (name: string) => path.join(folder, setupFileName(name));

	const has = (name: string): boolean =>
		checkSetupName(name) === undefined && fs.existsSync(fileOf(name));

	const read = (name: string): SavedSetup => {
		assertName(name);
		const onDisk = readSetupOnDisk(folder, name);
		if (onDisk.state === 'saved') {
			return onDisk.saved;
		}

		throw onDisk.state === 'absent'
			? notThere(name)
			: unusable(name, fileOf(name), onDisk.reason);
	};

	return {
		folder,
		list() {
			return setupNames(folder).map((name) => {
				const onDisk = readSetupOnDisk(folder, name);
				return onDisk.state === 'saved'
					? onDisk.saved
					: {
							name,
							broken:
								onDisk.state === 'absent'
									? 'it was just removed'
									: onDisk.reason,
							file: fileOf(name),
						};
			});
		},
		has,
		read,
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
					throw unusable(name, fileOf(name), onDisk.reason);
				}

				const kept =
					onDisk.state === 'broken'
						? setAsideBroken(fileOf(name), now())
						: undefined;
				const at = now().toISOString();
				const saved: SavedSetup = {
					version: currentVersion,
					runId: kept?.runId ?? newRunId(),
					...(kept?.runId !== undefined && {isJournalLost: true}),
					...start,
					createdAt: at,
					updatedAt: at,
					setup,
					journal: [],
				};
				writeSetupOnDisk(folder, saved);
				return {saved, ...(kept && {movedAside: kept.file})};
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

				writeSetupOnDisk(folder, after);
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
			} catch (error) {
				throw notWritten(folder, name, error);
			}
		},
	};
}

function setupNames(folder: string): string[] {
	if (!fs.existsSync(folder)) {
		return [];
	}

	return fs
		.readdirSync(folder)
		.map((file) => setupNameOfFile(file))
		.filter((name) => name !== undefined)
		.toSorted((one, other) => one.localeCompare(other, 'en'));
}

function makeFolder(folder: string, name: string): void {
	try {
		makePrivateFolder(folder);
	} catch (error) {
		throw notWritten(folder, name, error);
	}
}

function assertName(name: string): void {
	const problem = checkSetupName(name);
	if (problem !== undefined) {
		throw new InputError(
			'setup-name',
			problem,
			'Give a name such as "production".',
		);
	}
}

function notThere(name: string): InputError {
	return new InputError(
		'setup-not-found',
		`There is no saved setup named "${plainWord(name)}".`,
		'See which there are with: workato-aws list',
	);
}

function unusable(name: string, file: string, reason: string): InputError {
	return new InputError(
		'setup-unreadable',
		`The saved setup "${plainWord(name)}" cannot be read: ${reason}.`,
		`Nothing was changed. The file is ${file}`,
	);
}
