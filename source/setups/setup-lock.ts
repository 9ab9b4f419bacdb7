import os from 'node:os';
import path from 'node:path';
import {formatValue, quoteValue} from '../terminal/foreign-text.js';
import {InputError} from '../diagnostic.js';
import {notWritten} from './setup-on-disk.js';
import {setupFileName} from './setup-name.js';
import {takeAway, takeFile, type Owner} from './take-file.js';

// A write takes milliseconds; another process that holds the file longer than this is stuck.
const longestWait = 5000;
const pause = 20;

/**
Takes a setup for applying, for this process alone, until what comes back is called. Fails with `InputError` when another
process has it.
*/
export function claimSetup(folder: string, name: string, at: Date): () => void {
	const file = fileOf(folder, name, 'lock');
	const taken = take(folder, name, file, at);
	if (taken.state === 'ours') {
		return taken.release;
	}

	const isElsewhere = taken.by !== undefined && taken.by.host !== os.hostname();
	throw new InputError(
		'setup-in-use',
		`The setup ${quoteValue(name)} is being worked on by another workato-aws${words(taken.by)}.`,
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
	const file = fileOf(folder, name, 'writing');
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

function words(by: Owner | undefined): string {
	if (!by) {
		return '';
	}

	const {pid, host, since} = by;
	const where = host === os.hostname() ? '' : ` on ${formatValue(host, 60)}`;
	return ` (process ${pid}${where}, since ${formatValue(since, 60)})`;
}

function fileOf(folder: string, name: string, ending: string): string {
	return path.join(folder, `${path.parse(setupFileName(name)).name}.${ending}`);
}
