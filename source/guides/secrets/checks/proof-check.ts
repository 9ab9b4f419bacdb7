import {type Check} from '../../guide.js';
import {type Verdict} from '../../checklist-table.js';
import {type ProjectRole} from '../observation.js';
import {type ProjectContext, roleRow} from './project-context.js';

/** The proof that somebody has assumed the role and used it since this setup made or changed it. */
export function proofCheck(context: ProjectContext): Check {
	return roleRow(
		context,
		{
			id: 'used',
			title: 'Proof: the role has been used since the setup',
			isSupplementary: true,
		},
		(role) => used(role, context.since),
	);
}

// Milliseconds by which this machine's clock, in the journal, and AWS's may differ.
const clockDoubt = 5 * 60 * 1000;

function used({lastUsed, foundBy}: ProjectRole, since: string): Verdict {
	if (lastUsed === undefined) {
		return {...notYet, detail: 'AWS has seen no use of the role yet.'};
	}

	const {at, region} = lastUsed;
	const place = region ? ` in ${region}` : '';
	const later = Date.parse(at) - Date.parse(since);
	// A role that this setup made was never used before.
	if (foundBy === 'own' || later >= clockDoubt) {
		return {
			status: 'pass',
			detail: `Used at ${at}${place}. AWS does not say by whom; CloudTrail does.`,
		};
	}

	return later < -clockDoubt
		? {...notYet, detail: `Last used at ${at}${place}, before this setup.`}
		: {
				status: 'unknown',
				detail: `Used at ${at}${place}, within minutes of this setup, and the clocks of AWS and of this machine may differ.`,
				fix: 'Click “Connect” in Workato again in some minutes, or look for the call in CloudTrail.',
			};
}

const notYet = {
	status: 'waiting',
	fix: 'Use a secret in a connection of Workato and click “Connect”. AWS may take hours to show the use.',
} as const;
