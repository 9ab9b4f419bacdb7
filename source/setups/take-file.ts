import fs from 'node:fs';
import os from 'node:os';
import process from 'node:process';
import * as z from 'zod';
import {isRunning, processStart} from './process-start.js';

const ownerSchema = z.object({
	pid: z.int(),
	host: z.string(),
	/** When that process started, in the system's words. */
	start: z.string().optional(),
	/** ISO 8601. */
	since: z.string(),
});

/** The process that holds a file. */
export type Owner = z.infer<typeof ownerSchema>;

/** A file taken, to be given back; or who holds it, if that can be read. */
export type Taken =
	{state: 'ours'; release: () => void} | {state: 'held'; by?: Owner};

// A file that is there but does not say whose it is was just made, or its process died in between; milliseconds.
const mayBeUnfinished = 10_000;
const tries = 3;

let ownStart: string | undefined;

/**
Takes a file for this process alone: makes it, or fails to because another process of any machine has. A file whose
process is gone is taken over. Throws when the folder cannot be written.
*/
export function takeFile(file: string, at: Date): Taken {
	ownStart ??= processStart(process.pid);
	const own: Owner = {
		pid: process.pid,
		host: os.hostname(),
		...(ownStart && {start: ownStart}),
		since: at.toISOString(),
	};
	let by: Owner | undefined;
	for (let attempt = 0; attempt < tries; attempt++) {
		if (make(file, JSON.stringify(own))) {
			return {
				state: 'ours',
				release() {
					fs.rmSync(file, {force: true});
				},
			};
		}

		const text = read(file);
		if (text === undefined) {
			continue;
		}

		by = ownerOf(text);
		if (!isLeftBehind(file, by)) {
			break;
		}

		takeAway(file, text);
	}

	return {state: 'held', ...(by && {by})};
}

function make(file: string, content: string): boolean {
	try {
		fs.writeFileSync(file, content, {flag: 'wx', mode: 0o600});
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') {
			return false;
		}

		throw error;
	}
}

function read(file: string): string | undefined {
	try {
		return fs.readFileSync(file, 'utf8');
	} catch (error) {
		if (codeOf(error) === 'ENOENT') {
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
function isLeftBehind(file: string, owner: Owner | undefined): boolean {
	if (!owner) {
		return isOld(file);
	}

	if (owner.host !== os.hostname()) {
		return false;
	}

	const start = owner.start && processStart(owner.pid);
	return !isRunning(owner.pid) || Boolean(start && start !== owner.start);
}

function isOld(file: string): boolean {
	const age = fs.statSync(file, {throwIfNoEntry: false});
	return age !== undefined && Date.now() - age.mtimeMs > mayBeUnfinished;
}

// One process at a time takes a file away, and only the file it has judged: not one that was made since.
function takeAway(file: string, judged: string): void {
	const guard = `${file}.taking`;
	if (!make(guard, '')) {
		if (isOld(guard)) {
			fs.rmSync(guard, {force: true});
		}

		return;
	}

	try {
		if (read(file) === judged) {
			fs.rmSync(file, {force: true});
		}
	} finally {
		fs.rmSync(guard, {force: true});
	}
}

function codeOf(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
