import process from 'node:process';
import {randomUUID} from 'node:crypto';
import {readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {makePrivateFolder, systemReason} from '../setups/home-folder.js';
import {takeAway, takeFile} from '../setups/take-file.js';
import {errorCode} from '../diagnostic.js';
import {AwsError} from './answer.js';
import {freshState, stateSchema, type State} from './state.js';

/** The state on disk, shared by every process that opens the same file. */
export type StateFile = {
	/** Runs `look` on the newest state. It must not change it. */
	read: <T>(use: (state: State) => T) => T;
	/** Runs `work` alone on the newest state and saves what it did; when it throws, nothing is saved. */
	change: <T>(work: (state: State) => T) => Promise<T>;
};

/** What the system said about the state's file, in words that stay the same in AWS's own protocols. */
const notKept = (path: string, error: unknown): AwsError =>
	new AwsError(
		'SandboxStateNotKept',
		`The sandbox cannot keep its state in ${path}: ${systemReason(error)}. Make the folder writable and give it room, or set WORKATO_AWS_HOME to another folder.`,
	);

/** Tells one version of the file from another without reading it. */
const fingerprint = (path: string): string | undefined => {
	const stats = statSync(path, {bigint: true, throwIfNoEntry: false});
	return stats && `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
};

const load = (path: string): State => {
	try {
		return stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
	} catch (error) {
		throw errorCode(error) === ''
			? new AwsError(
					'SandboxStateUnreadable',
					`The sandbox cannot read its state in ${path}. Start it with --sandbox=fresh to begin anew.`,
				)
			: notKept(path, error);
	}
};

const save = (path: string, state: State): void => {
	const temporary = `${path}.${process.pid}.${randomUUID()}`;
	try {
		writeFileSync(temporary, JSON.stringify(state), {mode: 0o600});
		renameSync(temporary, path);
	} catch (error) {
		rmSync(temporary, {force: true});
		throw notKept(path, error);
	}
};

/** Waits for the lock. It is held for milliseconds; after two seconds its holder is stuck. Gives what lets go of it. */
const takeLock = async (path: string): Promise<() => void> => {
	const lock = `${path}.lock`;
	const take = () => {
		try {
			return takeFile(lock, new Date());
		} catch (error) {
			throw notKept(path, error);
		}
	};

	for (let attempt = 0; ; attempt++) {
		const taken = take();
		if (taken.state === 'ours') {
			return taken.release;
		}

		if (attempt >= 400) {
			takeAway(lock, taken.text);
		}

		await sleep(5);
	}
};

/**
Opens the state in `path` (made when missing, mode 0600). `isFresh` empties it. `initial` is what a new state holds.
@throws {Error} with a plain sentence that names the file when it cannot be read.
*/
export const openStateFile = (
	path: string,
	isFresh = false,
	initial: () => State = freshState,
): StateFile => {
	try {
		makePrivateFolder(dirname(path));
	} catch (error) {
		throw notKept(path, error);
	}

	if (isFresh || fingerprint(path) === undefined) {
		save(path, initial());
	}

	let state = load(path);
	let seen = fingerprint(path);
	const refresh = (): State => {
		const now = fingerprint(path);
		if (now !== seen) {
			state = now === undefined ? initial() : load(path);
			seen = now;
		}

		return state;
	};

	return {
		read: (use) => use(refresh()),
		async change(work) {
			const release = await takeLock(path);
			try {
				const result = work(refresh());
				save(path, state);
				seen = fingerprint(path);
				return result;
			} catch (error) {
				// What `work` left half done must not be seen: read the file again next time.
				seen = 'stale';
				throw error;
			} finally {
				release();
			}
		},
	};
};
