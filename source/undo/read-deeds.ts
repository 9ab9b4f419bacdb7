import {ZodError} from 'zod';
import {type JournalEntry} from '../resources/call.js';
import {InputError} from '../setups/input-error.js';
import {formatValue} from '../terminal/foreign-text.js';
import {carriedOut} from './carried-out.js';
import {type Deed} from './deed.js';
import {foldKeyCall} from './fold-key-call.js';
import {foldRoleCall} from './fold-role-call.js';

/**
What a setup did to AWS and has not taken back since, last first, by its journal. Calls whose outcome was never written
count, too: AWS is asked about every one. Several writes of one policy, or of one rotation, are one deed. Fails
with `InputError` when an entry does not hold what such a call holds.
*/
export function readDeeds(journal: readonly JournalEntry[]): Deed[] {
	const deeds = new Map<string, Deed>();
	/** Put aside while their key waits to be deleted. */
	const shelved = new Map<string, Array<[string, Deed]>>();
	for (const entry of carriedOut(journal)) {
		try {
			foldKeyCall(deeds, shelved, entry);
			foldRoleCall(deeds, entry);
		} catch (error) {
			throw error instanceof ZodError ? unreadable(entry) : error;
		}
	}

	return Array.from(deeds, ([, deed]) => deed).toReversed();
}

function unreadable({call: {operation}, at}: JournalEntry): InputError {
	return new InputError(
		'journal-unreadable',
		`The journal's entry for ${formatValue(operation, 60)} of ${formatValue(at, 60)} is damaged: it does not say what was made or changed.`,
		'Nothing was taken back. Take back by hand what the checklist shows, or mend the saved setup’s file.',
	);
}
