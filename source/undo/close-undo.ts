import {type JournalEntry} from '../resources/call.js';
import {openIntents} from '../setups/journal.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {undoPrefix} from './carried-out.js';
import {type UndoPlan} from './plan.js';
import {readDeeds} from './read-deeds.js';

/** What a run of undo found, when it was, and a mark for what the setup may make next. */
type Closing = {plan: UndoPlan; at: Date; newRunId: string};

/**
What is saved of a setup at the end of an undo. A take-back that an earlier run was killed in, and that AWS shows as done,
is noted as such. Once nothing that carries the setup's mark is left, the setup gets a new one: what was taken back is
never mistaken for what it makes anew.
*/
export function closeUndo(
	saved: SavedSetup,
	{plan, at, newRunId}: Closing,
): SavedSetup {
	const journal = [...saved.journal, ...carriedOutBefore(saved, plan, at)];
	const isMade = ({call}: JournalEntry) =>
		['CreateKey', 'CreateRole'].includes(call.operation);
	const isMarkFree =
		journal.some((entry) => isMade(entry)) &&
		readDeeds(journal).every(({kind}) => kind !== 'key' && kind !== 'role');
	return {
		...saved,
		journal,
		...(isMarkFree && {runId: newRunId}),
	};
}

function carriedOutBefore(
	{journal}: SavedSetup,
	{changes, left}: UndoPlan,
	at: Date,
): JournalEntry[] {
	const planned = new Set(changes.map(({id}) => id));
	const kept = new Set(left.map(({id}) => id));
	return openIntents(journal)
		.filter(
			({change}) =>
				change.startsWith(undoPrefix) &&
				!planned.has(change) &&
				!kept.has(change),
		)
		.map(({change, call}) => ({
			change,
			state: 'done',
			at: at.toISOString(),
			call,
		}));
}
