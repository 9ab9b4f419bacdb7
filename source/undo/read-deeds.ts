import {type JournalEntry} from '../changes/journal-entry.js';
import {carriedOut} from './carried-out.js';
import {type Deed} from './deed.js';
import {foldKeyCall} from './fold-key-call.js';
import {foldRoleCall} from './fold-role-call.js';

/**
What a setup did to AWS and has not taken back since, last first, by its journal. Calls whose outcome was never written
count, too: AWS is asked about every one. Several writes of one policy, or of one rotation, are one deed.
*/
export function readDeeds(journal: readonly JournalEntry[]): Deed[] {
	const deeds = new Map<string, Deed>();
	/** Put aside while their key waits to be deleted. */
	const shelved = new Map<string, Array<[string, Deed]>>();
	for (const entry of carriedOut(journal)) {
		foldKeyCall(deeds, shelved, entry);
		foldRoleCall(deeds, entry);
	}

	return Array.from(deeds, ([, deed]) => deed).toReversed();
}
