import {useCallback, useEffect, useMemo, useReducer, useRef} from 'react';
import {type Change} from '../resources/call.js';
import {type Reviewer} from '../engine/apply-changes.js';
import {type Observed} from '../guides/guide.js';
import {type Connection, type GuideScreens, type StepAction} from '../guides/guide-screens.js';
import {checkShape} from '../setups/check-shape.js';
import {hasChanged} from '../setups/journal.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';
import {quoteText} from '../terminal/foreign-text.js';
import {startRun} from '../engine/run-setup.js';
import {wait} from '../engine/wait.js';
import {sourceOf} from '../guides/setup-notes.js';
import {type Background} from './lifetime.js';
import {keepAnswers, saveArrival, useOwner} from './keep-setup.js';
import {guideReducer, openGuide, type GuideAction, type GuideState} from './guide-state.js';
import {otherAccount, useObservation} from './use-observation.js';
import {describeError} from './opened-setup.js';

type Options<Answers, Observation extends Observed, Services> = {
	readonly screens: GuideScreens<Answers, Observation, Services>;
	readonly saved: SavedSetup;
	/** The step to open; where the setup got to when left out. */
	readonly at: string | undefined;
	readonly store: SetupStore;
	readonly connection: Connection;
	readonly background: Background;
	readonly onHome: () => void;
};

/** Runs one setup: keeps its state, saves every answer when it is given, asks AWS, applies; the moves are in the reducer. */
export function useGuide<Answers, Observation extends Observed, Services>({
	screens,
	saved,
	at,
	store,
	connection,
	background,
	onHome,
}: Options<Answers, Observation, Services>): {
	state: GuideState<Observation>;
	answers: Answers;
	send: (action: StepAction<Answers>) => void;
} {
	const {definition, steps} = screens;
	const {session} = connection;
	const ids = steps.map(({id}) => id);
	const refreshesAt = (step: string) => steps.find(({id}) => id === step)?.isRefreshing === true;
	const [state, reduce] = useReducer(guideReducer<Observation>, saved, (start) => {
		const opened = openGuide<Observation>(start, ids, at);
		return {...opened, isRefreshing: refreshesAt(opened.step)};
	});
	const newest = useRef(state);
	useEffect(() => {
		newest.current = state;
	});
	const dispatch = useCallback((action: GuideAction<Observation>) => {
		// What we save counts at once, not only when it is drawn: a key that comes between would take it for another process's.
		if ('saved' in action) {
			newest.current = {...newest.current, saved: action.saved};
		}

		reduce(action);
	}, []);
	const stopper = useRef<AbortController>(undefined);
	const {name} = saved.setup;
	const accountsOf = (setup: SavedSetup['setup']) => {
		const parsed = definition.answers.safeParse(setup);
		return parsed.success ? (definition.workatoAccounts?.(parsed.data) ?? []) : [];
	};

	const keeper = useRef(keepAnswers({store, name, ids, accountsOf}, saved));
	// Another process may have written what does not fit: said in words, as when a setup is opened.
	const {setup} = state.saved;
	const answers = useMemo(
		() => checkShape(setup, definition.answers, `setup ${quoteText(name)}`),
		[setup, definition, name],
	);

	const {refresh, stop: stopRefreshing} = useObservation({
		definition,
		session,
		store,
		name,
		keeper,
		dispatch,
	});

	// What goes wrong outside AWS (a full disk, a removed file) is said on the screen; the observation itself never rejects.
	const start = useCallback(
		(work: Promise<void>) => {
			work.catch((error: unknown) => {
				dispatch({type: 'went wrong', message: describeError(error)});
				dispatch({type: 'run ended'});
			});
		},
		[dispatch],
	);

	const apply = async (changes: readonly Change[], reviewed: Reviewer) => {
		const stop = new AbortController();
		stopper.current = stop;
		try {
			await applySetup(changes, {
				store,
				planned: newest.current.saved,
				connection,
				reviewed,
				signal: AbortSignal.any([background.signal, stop.signal]),
				dispatch,
			});
		} catch (error) {
			if (hasChanged(error)) {
				// What AWS said before says nothing about what the other one did.
				await refresh();
			}

			throw error;
		}

		if (!background.signal.aborted) {
			await refresh();
		}

		dispatch({type: 'run ended'});
	};

	const send = (action: StepAction<Answers>) => {
		try {
			act(action);
		} catch (error) {
			if (hasChanged(error)) {
				dispatch({type: 'answered', saved: keeper.current.readAgain().saved});
			}

			dispatch({type: 'went wrong', message: describeError(error)});
		}
	};

	const act = (action: StepAction<Answers>) => {
		const {step, history} = newest.current;
		switch (action.type) {
			case 'answer':
			case 'accept':
			case 'note': {
				const after = keeper.current.save(step, action.answers);
				if (action.type === 'note') {
					dispatch({type: 'saved', saved: after});
				} else {
					stopRefreshing();
					dispatch({type: 'answered', saved: after});
				}

				break;
			}

			case 'next': {
				const next = ids[ids.indexOf(step) + 1];
				if (next !== undefined && !keeper.current.isRefused()) {
					saveArrival({store, name, ids}, next);
					dispatch({type: 'moved', step: next, refreshes: refreshesAt(next)});
				}

				break;
			}

			case 'go': {
				if (!keeper.current.isRefused()) {
					const to = action.step;
					dispatch({type: 'moved', step: to, refreshes: refreshesAt(to)});
				}

				break;
			}

			case 'back': {
				const before = history.at(-1);
				if (before === undefined) {
					onHome();
				} else {
					dispatch({type: 'went back', refreshes: refreshesAt(before)});
				}

				break;
			}

			case 'refresh': {
				start(refresh());
				break;
			}

			case 'review': {
				dispatch({
					type: 'fix chosen',
					step: 'review',
					changes: action.changes,
					refreshes: refreshesAt('review'),
				});
				break;
			}

			case 'apply': {
				// The review offers nothing to apply before it shows who we are.
				const {identity} = connection;
				if (identity?.state === 'found') {
					const work = apply(action.changes, identity.value);
					background.track(work);
					start(work);
				}

				break;
			}

			case 'stop': {
				stopper.current?.abort();
				dispatch({type: 'run stopping'});
				break;
			}

			case 'home': {
				onHome();
				break;
			}
		}
	};

	// A screen that rests on what AWS says asks when it opens, and asks no more once it is left, or where AWS is another account.
	const mustRefresh =
		refreshesAt(state.step) && otherAccount(state.saved, connection) === undefined;
	useEffect(() => {
		if (mustRefresh) {
			start(refresh());
		}

		return stopRefreshing;
	}, [mustRefresh, state.step, refresh, start, stopRefreshing]);

	useOwner({
		saved: state.saved,
		connection,
		store,
		onSaved(claimed) {
			dispatch({type: 'saved', saved: claimed});
		},
		onTrouble(message) {
			dispatch({type: 'went wrong', message});
		},
	});

	return {state, answers, send};
}

type ApplyOptions = {
	readonly store: SetupStore;
	/** The setup that the plan was made from. */
	readonly planned: SavedSetup;
	/** Where its identity comes from is remembered with the setup. */
	readonly connection: Pick<Connection, 'session' | 'identity'>;
	readonly reviewed: Reviewer;
	readonly signal: AbortSignal;
	/** Hears that the run begins, each entry of the journal, and where each change stands. */
	readonly dispatch: (
		action: Extract<GuideAction<never>, {type: 'run started' | 'saved' | 'progress'}>,
	) => void;
};

/**
Applies changes for one setup, which it holds for this process alone meanwhile. Rejects, with nothing done, when another
process holds the setup or has worked on it since the plan was made; later, when the journal cannot be written.
*/
async function applySetup(
	changes: readonly Change[],
	{store, planned, connection, reviewed, signal, dispatch}: ApplyOptions,
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
		onEntry(_entry, latest) {
			dispatch({type: 'saved', saved: latest()});
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
