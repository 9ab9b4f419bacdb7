import {effectsOf} from '../../engine/replay.js';
import {type SavedSetup} from '../../setups/saved-setup.js';

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
