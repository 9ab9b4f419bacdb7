import {type Progress} from '../engine/apply-changes.js';
import {type Change} from '../resources/call.js';
import {type Run} from '../guides/guide-screens.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {openingStep} from '../guides/setup-progress.js';

/** Where a person is in a guide, and what is known so far. */
export type GuideState<Observation> = {
	readonly step: string;
	/** Steps to go back to, the nearest last. */
	readonly history: readonly string[];
	readonly saved: SavedSetup;
	readonly observation: Partial<Observation>;
	/** The number of the look under way or done last; answers of older looks are thrown away. */
	readonly refreshId: number;
	readonly isRefreshing: boolean;
	/** The last look that ran to its end: what a plan rests on. */
	readonly complete?: Observation;
	readonly fixChanges?: readonly Change[];
	readonly run?: Run;
	/** Something outside AWS went wrong, such as a full disk; in words. */
	readonly trouble?: string;
};

export type GuideAction<Observation> =
	/** `looks`: the screen there asks AWS when it opens; said at once, so that no key counts before it has asked. */
	| {type: 'moved'; step: string; refreshes: boolean}
	| {type: 'went back'; refreshes: boolean}
	| {type: 'answered'; saved: SavedSetup}
	/** The journal, the account, or a note was written; what AWS said still holds. */
	| {type: 'saved'; saved: SavedSetup}
	| {type: 'refresh started'; refreshId: number}
	| {type: 'seen'; refreshId: number; part: Partial<Observation>}
	| {type: 'refresh done'; refreshId: number; observation: Observation}
	| {
			type: 'fix chosen';
			step: string;
			changes: readonly Change[];
			refreshes: boolean;
	  }
	| {type: 'run started'; changes: readonly Change[]}
	| {type: 'progress'; progress: Progress}
	| {type: 'run stopping'}
	| {type: 'run ended'}
	| {type: 'went wrong'; message: string};

/** The state on opening a setup: where it got to, or at the step that is asked for, with the steps before it to go back to. */
export function openGuide<Observation>(
	saved: SavedSetup,
	steps: readonly string[],
	step = openingStep(saved, steps),
): GuideState<Observation> {
	const at = Math.max(0, steps.indexOf(step));
	return {
		step: steps[at] ?? '',
		history: steps.slice(0, at),
		saved,
		observation: {},
		refreshId: 0,
		isRefreshing: false,
	};
}

/** Changes are being made; once the last is made, AWS is asked what came of them. */
export function isWriting({run, isRefreshing}: GuideState<unknown>): boolean {
	return run?.isRunning === true && !isRefreshing;
}

/** Every move through a guide, as a pure step from state to state. */
export function guideReducer<Observation>(
	state: GuideState<Observation>,
	action: GuideAction<Observation>,
): GuideState<Observation> {
	switch (action.type) {
		case 'moved': {
			return stepOn(state, action);
		}

		case 'went back': {
			return stepBack(state, action.refreshes);
		}

		case 'answered': {
			// What AWS said may have been about another key.
			const {complete, ...rest} = leaveReview(state);
			return {
				...rest,
				saved: action.saved,
				observation: {},
				refreshId: state.refreshId + 1,
				isRefreshing: false,
			};
		}

		case 'saved': {
			return {...state, saved: action.saved};
		}

		case 'refresh started': {
			// Looking again after a run plans what is left, and what went wrong before is no longer news.
			const {trouble, ...rest} = state.run ? leaveReview(state) : state;
			return {...rest, refreshId: action.refreshId, isRefreshing: true};
		}

		case 'seen': {
			return action.refreshId === state.refreshId
				? {...state, observation: {...state.observation, ...action.part}}
				: state;
		}

		case 'refresh done': {
			return action.refreshId === state.refreshId
				? {
						...state,
						observation: action.observation,
						complete: action.observation,
						isRefreshing: false,
					}
				: state;
		}

		case 'fix chosen': {
			return {...stepOn(state, action), fixChanges: action.changes};
		}

		case 'run started':
		case 'progress':
		case 'run stopping':
		case 'run ended': {
			const run = runAfter(state.run, action);
			return run ? {...state, run} : state;
		}

		case 'went wrong': {
			return {...state, isRefreshing: false, trouble: action.message};
		}
	}
}

function stepOn<Observation>(
	state: GuideState<Observation>,
	{step, refreshes}: {step: string; refreshes: boolean},
): GuideState<Observation> {
	return {
		...leaveReview(state),
		step,
		history: [...state.history, state.step],
		isRefreshing: refreshes,
	};
}

function stepBack<Observation>(
	state: GuideState<Observation>,
	refreshes: boolean,
): GuideState<Observation> {
	const step = state.history.at(-1);
	return step === undefined
		? state
		: {
				...leaveReview(state),
				step,
				history: state.history.slice(0, -1),
				isRefreshing: refreshes,
			};
}

function leaveReview<Observation>(state: GuideState<Observation>): GuideState<Observation> {
	const {fixChanges, run, trouble, ...rest} = state;
	return run?.isRunning ? state : rest;
}

/** The run after one of its own actions; none before it has started. */
function runAfter(
	run: Run | undefined,
	action: Extract<
		GuideAction<unknown>,
		{type: 'run started' | 'progress' | 'run stopping' | 'run ended'}
	>,
): Run | undefined {
	if (action.type === 'run started') {
		return {changes: action.changes, progress: [], isRunning: true};
	}

	if (!run) {
		return undefined;
	}

	switch (action.type) {
		case 'progress': {
			const {progress} = action;
			const others = run.progress.filter(({id}) => id !== progress.id);
			return {...run, progress: [...others, progress]};
		}

		case 'run stopping': {
			return run.isRunning ? {...run, isStopping: true} : run;
		}

		case 'run ended': {
			return {...run, isRunning: false};
		}
	}
}
