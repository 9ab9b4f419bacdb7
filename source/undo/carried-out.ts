import {type JournalEntry} from '../resources/call.js';

/** The ids of changes that take something back begin so. */
export const undoPrefix = 'undo-';

/**
The calls that AWS has carried out by a journal, and those that it may have: whose outcome was never written. Each with
what stood there before. A take-back without an outcome counts as not carried out: AWS shows whether it was.
*/
export function carriedOut(journal: readonly JournalEntry[]): JournalEntry[] {
	const calls: JournalEntry[] = [];
	for (const entry of journal) {
		if (entry.state === 'intent') {
			calls.push(entry);
			continue;
		}

		const index = calls.findLastIndex(
			({change, state}) => change === entry.change && state === 'intent',
		);
		const before = calls[index]?.before;
		const done =
			entry.state === 'done' ? [{...entry, ...(before && {before})}] : [];
		calls.splice(index === -1 ? calls.length : index, 1, ...done);
	}

	return calls.filter(
		({state, change}) => state === 'done' || !change.startsWith(undoPrefix),
	);
}
