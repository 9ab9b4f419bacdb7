import {isDeepStrictEqual} from 'node:util';
import {withNames, beginRun} from '../setups/journal.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {sourceOf} from '../guides/other-source.js';
import {type SetupStore} from '../setups/setup-store.js';
import {countGroups} from '../guides/groups.js';
import {type PlannedSetup} from './plan-setup.js';

/** Saves a planned setup, which this process has claimed and which is the one that was planned from. */
export function saveSetup(
	{draft: {setup}, session, identity, survey}: PlannedSetup,
	present: SavedSetup | undefined,
	store: SetupStore,
): void {
	const {changes, blockers, adoptions = []} = survey.plan;
	// Agreed to with the plan.
	const adopted = adoptions.map(({names}) => names);
	const isInJournal = present?.journal.some(({state}) => state === 'done');
	const {unfinished: _before, ...kept} = present ?? {};
	const wanted = {
		account: identity.account,
		source: sourceOf(session, identity),
		setup,
		...withNames(present ?? {}, survey.names, ...adopted),
		...(changes.length === 0 &&
			blockers.length === 0 &&
			!isInJournal && {isApplied: true as const}),
		...beginRun(changes, {
			leftOut: blockers.flatMap(({group}) => group ?? []),
			groups: countGroups(setup)?.count,
		}),
	};
	if (!present) {
		store.create(setup, wanted);
		return;
	}

	// A second run finds everything as it was and leaves the file alone.
	if (!isDeepStrictEqual({...kept, ...wanted}, present)) {
		store.update(setup.name, ({unfinished: _stale, ...latest}) => ({
			...latest,
			...wanted,
		}));
	}
}
