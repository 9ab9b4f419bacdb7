import {type Verdict} from '../../check-row.js';

/** The verdict of a row that has nothing to look at, because the key is not there. */
export function noKey(): Verdict {
	return {
		status: 'unknown',
		detail: 'There is no key to look at yet.',
		fix: 'Finish “Review and apply” first.',
		cause: 'no-key',
	};
}
