import {type Change} from '../../resources/call.js';
import {type KeyHint} from '../../ui/key-hints.js';
import {type Blocker} from '../guide.js';
import {type Run} from '../guide-screens.js';
import {effectsOf} from '../../engine/replay.js';
import {type SavedSetup} from '../../setups/saved-setup.js';

/** Where the review screen stands. */
export type Stage = 'looking' | 'blocked' | 'nothing' | 'review' | 'running' | 'done' | 'failed';

/** The stage that follows from the plan and the run. */
export function stageOf({
	run,
	isReady,
	isLooking,
	changes,
	blockers,
}: {
	readonly run: Run | undefined;
	readonly isReady: boolean;
	readonly isLooking: boolean;
	readonly changes: readonly Change[];
	readonly blockers: readonly Blocker[];
}): Stage {
	if (run?.isRunning) {
		return 'running';
	}

	if (run) {
		const isDone = run.changes.every(({id}) =>
			run.progress.some((each) => each.id === id && each.status === 'done'),
		);
		return isDone ? 'done' : 'failed';
	}

	if (!isReady || isLooking) {
		return 'looking';
	}

	if (blockers.length > 0) {
		return 'blocked';
	}

	return changes.length === 0 ? 'nothing' : 'review';
}

/** The keys that count at a stage. */
export function keysOf({
	stage,
	count,
	isFull,
	offer,
	isApplicable,
	remedies,
	isExportable,
	isStoppable,
}: {
	readonly stage: Stage;
	readonly count: number;
	readonly isFull: boolean;
	readonly offer: Blocker['offer'];
	/** Whether AWS knows who would apply it. */
	readonly isApplicable: boolean;
	/** How many rows to choose from when it failed. */
	readonly remedies: number;
	/** Whether it can be handed to somebody else. */
	readonly isExportable: boolean;
	/** Whether a run can be stopped. */
	readonly isStoppable: boolean;
}): KeyHint[] {
	const exporter = isExportable ? [{key: 'h', does: 'hand it over'}] : [];
	switch (stage) {
		case 'review': {
			return [
				...(isApplicable
					? [
							{
								key: 'a',
								does: count === 1 ? 'apply it' : `apply all ${count}`,
							},
						]
					: []),
				...exporter,
				{key: 'v', does: isFull ? 'shorter' : 'full JSON'},
				{key: '↑↓', does: 'scroll'},
			];
		}

		case 'nothing': {
			return [
				{key: 'Enter', does: 'continue'},
				{key: '↑↓', does: 'scroll'},
			];
		}

		case 'done': {
			return [{key: 'Enter', does: 'continue'}];
		}

		case 'blocked': {
			return [
				...(offer ? [{key: 'u', does: offer.label}] : []),
				{key: 'r', does: 'look again'},
				{key: 'c', does: 'checklist'},
				...exporter,
			];
		}

		case 'failed': {
			return [
				...(remedies > 0
					? [
							{key: 'Enter', does: 'select'},
							{key: '↑↓', does: 'choose'},
						]
					: []),
				{key: 'r', does: 'look again'},
				...exporter,
			];
		}

		case 'running': {
			return isStoppable ? [{key: 's', does: 'stop'}] : [];
		}

		case 'looking': {
			return [];
		}
	}
}

/** What a review begins with: that nothing has happened, or, after a run that did a part or was cut off, nothing more. */
export function changedSoFar({journal}: Pick<SavedSetup, 'journal'>): string {
	if (effectsOf(journal).length === 0) {
		return 'Nothing has been changed yet.';
	}

	const before = journal.some(({state}) => state === 'done')
		? 'This setup has made changes before.'
		: 'An earlier run was cut off.';
	return `${before} Nothing more has been changed yet.`;
}
