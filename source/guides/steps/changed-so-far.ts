import {readDeeds} from '../../undo/read-deeds.js';
import {type SavedSetup} from '../../setups/saved-setup.js';

/** What a review begins with: that nothing has happened, or, after a run that did a part, nothing more. */
export function changedSoFar({journal}: Pick<SavedSetup, 'journal'>): string {
	return readDeeds(journal).length === 0
		? 'Nothing has been changed yet.'
		: 'This setup has made changes before. Nothing more has been changed yet.';
}
