import {isUndoId} from '../resources/effect.js';
import {type LastCheck} from '../setups/last-check.js';
import {age} from '../terminal/phrases.js';
import {type SetupPreview} from '../setups/preview-setups.js';
import {countLeft} from '../setups/journal.js';

/** The step that shows how a finished setup is doing, in every guide. */
export const checklistStep = 'checklist';

/** How far a setup has come: at a step of its guide (counted from 1), applied by a command, in part where its run was cut off, or all the way through. */
export type SetupProgress =
	| {state: 'begun'}
	| {state: 'at'; step: number}
	| {state: 'applied'}
	| {state: 'partly applied'; done: number; of: number}
	| {state: 'taken back'}
	| {state: 'partly taken back'; done: number; of: number}
	| {state: 'complete'};

type OpenedAt = Pick<SetupPreview, 'step' | 'journal' | 'isApplied' | 'unfinished'>;

/** How far a setup has come, by the furthest step it was on. `steps` are the ids of its guide's steps. */
export function progressOf(
	{step, journal, isApplied, unfinished}: OpenedAt,
	steps: readonly string[],
): SetupProgress {
	const part = unfinished && {
		done: unfinished.of - countLeft(unfinished),
		of: unfinished.of,
	};
	const isUndo = Object.keys(unfinished?.left ?? {}).some((change) => isUndoId(change));
	if (isUndo || isTakenBack(journal)) {
		return part ? {state: 'partly taken back', ...part} : {state: 'taken back'};
	}

	const at = steps.indexOf(step ?? '') + 1;
	if (at > 0 && (at < steps.length || !part)) {
		return at === steps.length ? {state: 'complete'} : {state: 'at', step: at};
	}

	const hasDone = isApplied === true || journal.some(({state}) => state === 'done');
	// A command applies without any step.
	return hasDone
		? part
			? {state: 'partly applied', ...part}
			: {state: 'applied'}
		: {state: 'begun'};
}

/** The setups that were not taken back, by their journals: only these give anything to Workato. */
export function notTakenBack<Saved extends OpenedAt>(setups: readonly Saved[]): Saved[] {
	return setups.filter((saved) => progressOf(saved, []).state !== 'taken back');
}

/** How far a setup has come. */
export function describeSteps(progress: SetupProgress, steps: readonly string[]): string {
	switch (progress.state) {
		case 'begun': {
			return 'just begun';
		}

		case 'at': {
			return `step ${progress.step} of ${steps.length}`;
		}

		case 'applied': {
			return 'applied';
		}

		case 'partly applied': {
			return `${progress.done} of ${progress.of} applied`;
		}

		case 'taken back': {
			return 'taken back';
		}

		case 'partly taken back': {
			return `${progress.done} of ${progress.of} taken back`;
		}

		case 'complete': {
			return `step ${steps.length} of ${steps.length}`;
		}
	}
}

/**
The same, and of a setup that has come to its checklist what that was when it was looked at last, for the home screen and `list`: AWS is
not asked there. `now` is milliseconds since 1970.
*/
export function describeStanding(
	saved: OpenedAt,
	steps: readonly string[],
	{lastCheck, now}: {lastCheck: LastCheck | undefined; now: number},
): string {
	const progress = progressOf(saved, steps);
	const words = describeSteps(progress, steps);
	if (!isDone(progress) && !hasReachedChecklist(progress, steps)) {
		return words;
	}

	const changedAt = saved.journal.at(-1)?.at;
	if (!lastCheck || (changedAt !== undefined && Date.parse(changedAt) > Date.parse(lastCheck.at))) {
		return `${words}, not checked ${lastCheck ? 'since its last change' : 'yet'}`;
	}

	const seen = `${describeCheck(lastCheck)} ${age(now - Date.parse(lastCheck.at))}`;
	return isDone(progress) ? seen : `${words}, ${seen}`;
}

function describeCheck({rows}: LastCheck): string {
	const all = Object.values(rows).reduce((sum, count) => sum + count, 0);
	if (rows.fail > 0) {
		return `${rows.fail} of ${all} rows failed`;
	}

	return rows.pass === all
		? 'everything passed'
		: `${rows.pass} of ${all} rows passed, none failed`;
}

/** Whether there is nothing left to go through: such a setup opens on its checklist. */
export function isDone({state}: SetupProgress): boolean {
	return state === 'applied' || state === 'complete';
}

/** Whether everything was applied and the person has come to the checklist: leaving then cuts nothing short. */
export function isFinished(saved: OpenedAt, steps: readonly string[]): boolean {
	const progress = progressOf(saved, steps);
	return (
		(isDone(progress) || hasReachedChecklist(progress, steps)) &&
		!saved.unfinished &&
		(saved.isApplied === true || saved.journal.some(({state}) => state === 'done'))
	);
}

function hasReachedChecklist(progress: SetupProgress, steps: readonly string[]): boolean {
	return (
		progress.state === 'at' &&
		steps.includes(checklistStep) &&
		progress.step > steps.indexOf(checklistStep)
	);
}

// By the last thing that was done; whether everything could be is for the checklist.
function isTakenBack(journal: SetupPreview['journal']): boolean {
	const last = journal.findLast(({state}) => state === 'done');
	return last !== undefined && isUndoId(last.change);
}

/** The step that opens: the checklist of a setup that is done, the review of one that is half applied, else the furthest step it was on. */
export function openingStep(saved: OpenedAt, steps: readonly string[]): string {
	const progress = progressOf(saved, steps);
	if (isDone(progress) && steps.includes(checklistStep)) {
		return checklistStep;
	}

	return progress.state === 'partly applied' && steps.includes('review')
		? 'review'
		: (steps[progress.state === 'at' ? progress.step - 1 : 0] ?? steps[0] ?? '');
}

/** The step to save on arriving at `step`: going back never takes progress away. */
export function furthestStep(
	steps: readonly string[],
	saved: string | undefined,
	step: string,
): string {
	return steps.indexOf(step) > steps.indexOf(saved ?? '') ? step : (saved ?? step);
}

/** The step to save when an answer given at `step` has changed: what follows from the answers has to be reviewed again. */
export function stepAfterAnswer(
	steps: readonly string[],
	saved: string | undefined,
	step: string,
): string {
	const kept = Math.max(steps.indexOf(step), steps.indexOf('review'));
	return steps[Math.min(steps.indexOf(saved ?? ''), kept)] ?? step;
}
