import {randomUUID} from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execFileSync} from 'node:child_process';
import * as z from 'zod';
import {errorCode, InputError} from '../diagnostic.js';
import {formatValue, quoteValue} from '../terminal/foreign-text.js';
import {notWritten} from './home-folder.js';
import {setupFileName} from './setup-name.js';

const ownerSchema = z.object({
	pid: z.int(),
	host: z.string(),
	/** When that process started, in the system's words. */
	start: z.string().optional(),
	/** ISO 8601. */
	since: z.string(),
});

/** The process that holds a file. */
type Owner = z.infer<typeof ownerSchema>;

/** A file taken, to be given back; or who holds it: what stands in it, and whose it is if that can be read. */
type Taken = {state: 'ours'; release: () => void} | {state: 'held'; text: string; by?: Owner};

const tries = 3;

let ownStart: string | undefined;

/**
Takes a file for this process alone: makes it, or fails to because another process of any machine has. A file whose
process is gone, or that names none, is taken over. Throws when the folder cannot be written; nothing is left there then.
*/
export function takeFile(file: string, at: Date): Taken {
	ownStart ??= processStart(process.pid);
	const own: Owner = {
		pid: process.pid,
		host: os.hostname(),
		...(ownStart && {start: ownStart}),
		since: at.toISOString(),
	};
	let text: string | undefined;
	for (let attempt = 0; attempt < tries; attempt++) {
		if (make(file, JSON.stringify(own))) {
			return {
				state: 'ours',
				release() {
					giveBack(file);
				},
			};
		}

		text = read(file);
		if (text === undefined) {
			continue;
		}

		const by = ownerOf(text);
		if (by ? isHere(by) : !isAbandoned(file, text)) {
			break;
		}

		takeAway(file, text);
	}

	const by = ownerOf(text ?? '');
	return {state: 'held', text: text ?? '', ...(by && {by})};
}

// On a disk that has become read-only it stays until this process is gone: then it is nobody's. What went wrong there is said already.
function giveBack(file: string): void {
	try {
		fs.rmSync(file, {force: true});
	} catch {}
}

/** Takes a file away, and only the one that was seen: not one that was made since. One process at a time does. */
export function takeAway(file: string, seen: string): void {
	const guard = `${file}.taking`;
	if (!make(guard, randomUUID())) {
		const other = read(guard);
		if (other !== undefined && isAbandoned(guard, other)) {
			fs.rmSync(guard, {force: true});
		}

		return;
	}

	try {
		if (read(file) === seen) {
			fs.rmSync(file, {force: true});
		}
	} finally {
		fs.rmSync(guard, {force: true});
	}
}

/*
Makes a file with its content in it from the first moment on, so that a kill or a full disk in between leaves none that is
empty. False when it is there.
*/
function make(file: string, content: string): boolean {
	const draft = `${file}.${randomUUID()}`;
	if (!makeInPlace(draft, content)) {
		return false;
	}

	try {
		fs.linkSync(draft, file);
		return true;
	} catch (error) {
		// Some file systems have no second names; what else is wrong is met there, too.
		return errorCode(error) !== 'EEXIST' && makeInPlace(file, content);
	} finally {
		fs.rmSync(draft, {force: true});
	}
}

function makeInPlace(file: string, content: string): boolean {
	let handle: number;
	try {
		handle = fs.openSync(file, 'wx', 0o600);
	} catch (error) {
		if (errorCode(error) === 'EEXIST') {
			return false;
		}

		throw error;
	}

	try {
		fs.writeFileSync(handle, content);
	} catch (error) {
		fs.rmSync(file, {force: true});
		throw error;
	} finally {
		fs.closeSync(handle);
	}

	return true;
}

function read(file: string): string | undefined {
	try {
		return fs.readFileSync(file, 'utf8');
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}

function ownerOf(text: string): Owner | undefined {
	try {
		return ownerSchema.parse(JSON.parse(text));
	} catch {
		return undefined;
	}
}

// A process of another machine cannot be asked for; it counts as running.
function isHere({pid, host, start}: Owner): boolean {
	if (host !== os.hostname()) {
		return true;
	}

	const now = start && processStart(pid);
	return isRunning(pid) && (!now || now === start);
}

// Where a file cannot be made with its content in it, that follows at once; no clock and no file's date is asked.
function isAbandoned(file: string, text: string): boolean {
	Atomics.wait(sleeper, 0, 0, 50);
	return read(file) === text;
}

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Whether a process of this machine is running, somebody else's too. */
function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return errorCode(error) !== 'ESRCH';
	}
}

/**
When a process of this machine started, in the system's own words; tells a process from a later one with the same number.
Nothing where the system does not say (Windows), or when there is no such process.
*/
export function processStart(pid: number): string | undefined {
	try {
		if (process.platform === 'win32') {
			return undefined;
		}

		if (process.platform === 'linux') {
			// The name in brackets may hold anything; the start is the 22nd field (proc_pid_stat(5)), in ticks since boot.
			const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
			return stat.slice(stat.lastIndexOf(')') + 2).split(' ', 20)[19];
		}

		const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
			encoding: 'utf8',
			env: {...process.env, LC_ALL: 'C'},
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		return text.trim() || undefined;
	} catch {
		return undefined;
	}
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
	const taken = takeOrDescribe(folder, name, file, at);
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
		const taken = takeOrDescribe(folder, name, file, new Date());
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

function takeOrDescribe(folder: string, name: string, file: string, at: Date) {
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
