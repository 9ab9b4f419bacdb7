import process from 'node:process';
import {randomUUID} from 'node:crypto';
import {
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import {dirname} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {freshState, stateSchema, type State} from './state.js';

/** The state on disk, shared by every process that opens the same file. */
export type StateFile = {
	/** Runs `look` on the newest state. It must not change it. */
	read: <T>(look: (state: State) => T) => T;
	/** Runs `work` alone on the newest state and saves what it did; when it throws, nothing is saved. */
	change: <T>(work: (state: State) => T) => Promise<T>;
};

const errorCode = (error: unknown): unknown =>
	error instanceof Error && 'code' in error ? error.code : undefined;

/** Tells one version of the file from another without reading it. */
const fingerprint = (path: string): string | undefined => {
	const stats = statSync(path, {bigint: true, throwIfNoEntry: false});
	return stats && `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
};

const load = (path: string): State => {
	try {
		return stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
	} catch (error) {
		throw new Error(
			`The sandbox cannot read its state in ${path}. Start it with --sandbox=fresh to begin anew.`,
			{
				cause: error,
			},
		);
	}
};

const save = (path: string, state: State): void => {
	const temporary = `${path}.${process.pid}.${randomUUID()}`;
	try {
		writeFileSync(temporary, JSON.stringify(state), {mode: 0o600});
		renameSync(temporary, path);
	} catch (error) {
		rmSync(temporary, {force: true});
		throw error;
	}
};

/** Whether the process that holds the lock is gone. */
const isAbandoned = (lock: string): boolean => {
	try {
		const pid = Number(readFileSync(lock, 'utf8'));
		if (pid > 0) {
			process.kill(pid, 0);
		}

		return false;
	} catch (error) {
		return errorCode(error) === 'ESRCH';
	}
};

const didTakeLock = (lock: string): boolean => {
	try {
		writeFileSync(lock, String(process.pid), {flag: 'wx', mode: 0o600});
		return true;
	} catch (error) {
		if (errorCode(error) !== 'EEXIST') {
			throw error;
		}

		return false;
	}
};

/** Waits for the lock. It is held for milliseconds; after two seconds its holder must have died while taking it. */
const takeLock = async (lock: string): Promise<void> => {
	for (let attempt = 0; !didTakeLock(lock); attempt++) {
		if (attempt >= 400 || isAbandoned(lock)) {
			rmSync(lock, {force: true});
			continue;
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
	mkdirSync(dirname(path), {recursive: true, mode: 0o700});
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
		read: (look) => look(refresh()),
		async change(work) {
			const lock = `${path}.lock`;
			await takeLock(lock);
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
				rmSync(lock, {force: true});
			}
		},
	};
};
