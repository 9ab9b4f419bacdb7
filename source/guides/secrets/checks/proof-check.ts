import {type Check} from '../../guide.js';
import {type ProjectContext, roleRow} from './project-context.js';

/** The proof that somebody has assumed the role and used it since this setup wrote it. */
export function proofCheck(context: ProjectContext): Check {
	const {since} = context;
	return roleRow(
		context,
		{
			id: 'used',
			title: 'Proof: the role has been used since the setup',
			isSupplementary: true,
		},
		({lastUsed}) => {
			if (lastUsed === undefined) {
				return {...notYet, detail: 'AWS has seen no use of the role yet.'};
			}

			const {at, region} = lastUsed;
			return Math.floor(Date.parse(at) / 1000) >=
				Math.floor(Date.parse(since) / 1000)
				? {
						status: 'pass',
						detail: `Used at ${at}${region ? ` in ${region}` : ''}. AWS does not say by whom; CloudTrail does.`,
					}
				: {...notYet, detail: `Last used at ${at}, before this setup.`};
		},
	);
}

const notYet = {
	status: 'waiting',
	fix: 'Use a secret in a connection of Workato and click “Connect”. AWS may take hours to show the use.',
} as const;
