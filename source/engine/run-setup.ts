import {type Change, type JournalEntry} from '../resources/call.js';
import {assertUnchanged} from '../setups/journal.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';
import {applyChanges, type ApplyContext, type Progress} from './apply-changes.js';
import {untilAborted} from './wait.js';

/** A run of changes for one setup: the assistant's, and that of `apply` and `undo`. */
export type SetupRun = Omit<ApplyContext, 'journal'> & {
	store: SetupStore;
	name: string;
	/** The setup that the plan was made from; nothing where it was not saved yet. */
	planned: SavedSetup | undefined;
	/** Saves what the run begins with, now that the setup is this process's own; it has been saved when this returns. */
	begin(present: SavedSetup | undefined): void;
	/** Saves what the run ends with, however far it came; not called when the run broke off. */
	end?(): void;
	/** Hears each entry of the journal when it is on disk, and may ask for the setup as it is saved with it. */
	onEntry?(entry: JournalEntry, latest: () => SavedSetup): void;
	/** Ends the wait for AWS, whatever is under way. */
	halt?: AbortSignal;
};

/**
Claims the setup for this process alone and starts to apply changes; gives where each stands, and must be read to its end.
Throws, with nothing done, when another process holds the setup or has worked on it since the plan was made; what it gives
rejects when the journal cannot be written.
*/
export function startRun(
	changes: readonly Change[],
	run: SetupRun,
): AsyncGenerator<Progress, void> {
	const {store, name, planned, begin} = run;
	const release = store.claim(name);
	try {
		const isSaved = planned !== undefined || store.has(name);
		const present = isSaved ? store.read(name) : undefined;
		assertUnchanged(name, planned, present);
		begin(present);
	} catch (error) {
		release();
		throw error;
	}

	return runClaimed(changes, run, release);
}

async function* runClaimed(
	changes: readonly Change[],
	{store, name, end, onEntry, halt, ...context}: SetupRun,
	release: () => void,
): AsyncGenerator<Progress, void> {
	try {
		const progress = applyChanges(changes, {
			...context,
			journal(entry) {
				const latest = store.append(name, entry);
				onEntry?.(entry, latest);
			},
		});
		yield* halt ? untilHalted(progress, halt) : progress;
		end?.();
	} finally {
		release();
	}
}

// A run that is halted is not asked to end first: that would wait for the very calls that are not waited for any more.
async function* untilHalted<T>(
	source: AsyncGenerator<T, void>,
	halt: AbortSignal,
): AsyncGenerator<T, void> {
	const over = new AbortController();
	const halted = untilAborted(halt, over.signal);
	try {
		for (;;) {
			const next = await Promise.race([source.next(), halted]);
			if (!next || next.done) {
				return;
			}

			yield next.value;
		}
	} finally {
		over.abort();
	}
}
