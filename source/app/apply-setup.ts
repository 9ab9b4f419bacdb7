import {startRun} from '../engine/run-setup.js';
import {type Change} from '../resources/call.js';
import {type Reviewer} from '../engine/apply-changes.js';
import {wait} from '../engine/wait.js';
import {type Connection} from '../guides/guide-screens.js';
import {sourceOf} from '../guides/other-source.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';
import {type GuideAction} from './guide-state.js';

type Options = {
	readonly store: SetupStore;
	/** The setup that the plan was made from. */
	readonly planned: SavedSetup;
	/** Where its identity comes from is remembered with the setup. */
	readonly connection: Pick<Connection, 'session' | 'identity'>;
	readonly reviewed: Reviewer;
	readonly signal: AbortSignal;
	/** Hears that the run begins, each entry of the journal, and where each change stands. */
	readonly dispatch: (
		action: Extract<
			GuideAction<never>,
			{type: 'run started' | 'saved' | 'progress'}
		>,
	) => void;
};

/**
Applies changes for one setup, which it holds for this process alone meanwhile. Rejects, with nothing done, when another
process holds the setup or has worked on it since the plan was made; later, when the journal cannot be written.
*/
export async function applySetup(
	changes: readonly Change[],
	{store, planned, connection, reviewed, signal, dispatch}: Options,
): Promise<void> {
	const {name} = planned.setup;
	const {session, identity} = connection;
	const run = startRun(changes, {
		store,
		name,
		planned,
		begin() {
			if (identity?.state !== 'found') {
				return;
			}

			const source = sourceOf(session, identity.value);
			// What a command left undone is planned anew here.
			const saved = store.update(name, ({unfinished: _left, ...before}) => ({
				...before,
				source,
			}));
			dispatch({type: 'saved', saved});
		},
		onEntry(_entry, saved) {
			dispatch({type: 'saved', saved});
		},
		session,
		reviewed,
		wait,
		now: () => new Date(),
		signal,
	});
	dispatch({type: 'run started', changes});
	for await (const progress of run) {
		dispatch({type: 'progress', progress});
	}
}
