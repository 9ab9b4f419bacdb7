import {type JournalEntry} from '../changes/journal-entry.js';
import {type SavedSetup} from './saved-setup.js';
import {type SetupStore} from './setup-store.js';

/** Writes one entry at the end of a setup's journal, on disk when this returns. Fails like `SetupStore.update`. */
export function appendJournal(
	store: SetupStore,
	name: string,
	entry: JournalEntry,
): SavedSetup {
	return store.update(name, (saved) => ({
		...saved,
		journal: [...saved.journal, entry],
	}));
}

/**
The intents that no outcome followed, one for each change, oldest first: the process died in between, so AWS has to be
asked what became of them.
*/
export function openIntents(journal: readonly JournalEntry[]): JournalEntry[] {
	const open = new Map<string, JournalEntry>();
	for (const entry of journal) {
		if (entry.state === 'intent') {
			open.set(entry.change, entry);
		} else {
			open.delete(entry.change);
		}
	}

	return Array.from(open, ([, entry]) => entry);
}
