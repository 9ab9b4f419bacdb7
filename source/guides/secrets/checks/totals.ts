import {type Check, type CheckStatus} from '../../guide.js';
import {nameFew} from '../name-few.js';

/** How one project stands, from its rows: the worst that matters. */
export function standing(rows: readonly Check[]): CheckStatus {
	const matters = rows.filter(({isSupplementary = false}) => !isSupplementary);
	return (
		(['fail', 'unknown', 'waiting', 'warn'] as const).find((status) =>
			matters.some((each) => each.status === status),
		) ?? 'pass'
	);
}

/** The ids of the rows that tell about all projects together. */
export const totalIds: readonly string[] = ['total-ready', 'total-used'];

/** Those rows; none for a single project. */
export function totals(groups: ReadonlyMap<string, readonly Check[]>): Check[] {
	if (groups.size < 2) {
		return [];
	}

	const states = Array.from(groups, ([name, rows]) => ({
		name,
		rows,
		state: standing(rows),
	}));
	const [failing, unclear, waiting] = (
		['fail', 'unknown', 'waiting'] as const
	).map((wanted) => states.filter(({state}) => state === wanted));
	const ready = states.filter(({state}) => ['pass', 'warn'].includes(state));
	const odd = ready.filter(({state}) => state === 'warn').length;
	const open = [...(failing ?? []), ...(unclear ?? [])];
	const used = states.filter(({rows}) =>
		rows.some(({question, status}) => question === 'used' && status === 'pass'),
	).length;
	return [
		{
			id: 'total-ready',
			title: 'Projects that are ready',
			status:
				waiting?.length === groups.size
					? 'waiting'
					: failing?.length
						? 'fail'
						: unclear?.length
							? 'unknown'
							: waiting?.length
								? 'waiting'
								: odd > 0
									? 'warn'
									: 'pass',
			detail: `${ready.length} of ${groups.size} projects are ready${odd > 0 ? `, ${odd} of them with a warning` : ''}.`,
			fix:
				open.length > 0
					? `See the rows of ${nameFew(open.map(({name}) => name))}.`
					: '',
		},
		{
			id: 'total-used',
			title: 'Proof: roles that have been used since the setup',
			status: used === groups.size ? 'pass' : 'waiting',
			detail: `${used} of ${groups.size} roles have been used.`,
			fix:
				used === groups.size
					? ''
					: 'Use a secret of each project in a connection of Workato.',
			isSupplementary: true,
		},
	];
}
