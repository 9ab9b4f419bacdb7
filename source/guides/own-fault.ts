import {describeAwsError, isOwnFault} from '../aws/errors.js';
import {cleanLine} from '../terminal/text.js';
import {type Blocker, type Check} from './guide.js';

/** Why one thing could not be worked out although nothing outside is to blame: the code that says so, and the reason. */
export type OwnFault = {code: 'OwnFault'; reason: string};

/** What to do about a fault of the program. */
export const reportFault =
	'Nothing was written for it. Please report this to whoever gave you this program; what else is set up does not wait for it.';

/** A fault of the program that stopped one project or setup, in words. */
export function ownFault(error: unknown): OwnFault {
	const {message} = describeAwsError(error);
	return {
		code: 'OwnFault',
		reason: isOwnFault(error) ? message : `${itself}: ${cleanLine(message)}`,
	};
}

const itself = 'Something went wrong in workato-aws itself';

/** The blocker that stands in for a plan which could not be made. */
export function faultBlocker(error: unknown): Blocker {
	const {code, reason} = ownFault(error);
	return {code, message: reason, hint: reportFault};
}

/** The row that stands in for rows which could not be worked out: it says so, and claims nothing else. */
export function faultRow(error: unknown): Check {
	const {code, reason} = ownFault(error);
	return {
		id: 'fault',
		title: 'The checklist could be worked out',
		status: 'unknown',
		detail: `Could not look: ${reason} (${code})`,
		fix: reportFault,
		cause: reason,
	};
}
