import {statusWords} from '../../../ui/checklist-lines.js';
import {type Check, type CheckStatus} from '../../guide.js';
import {standing} from '../checklist.js';

/** The checklist of one project. */
export type ProjectChecks = {
	name: string;
	status: CheckStatus;
	detail: string;
	checks: Check[];
};

const urgency: readonly CheckStatus[] = [
	'fail',
	'unknown',
	'warn',
	'waiting',
	'pass',
];

/** Tells the rows that are about everything from those of each project; the projects with problems first. */
export function splitChecks(
	checks: readonly Check[],
	names: readonly string[],
): {general: Check[]; projects: ProjectChecks[]} {
	const known = new Set(names);
	const groups = Map.groupBy(checks, ({group}) =>
		group !== undefined && known.has(group) ? group : undefined,
	);
	const projects = names
		.map((name) => projectChecks(name, groups.get(name) ?? []))
		.toSorted(
			(one, other) =>
				urgency.indexOf(one.status) - urgency.indexOf(other.status),
		);
	return {general: groups.get(undefined) ?? [], projects};
}

function projectChecks(name: string, checks: Check[]): ProjectChecks {
	const status = checks.length === 0 ? 'waiting' : standing(checks);
	const first = checks.find((check) => check.status === status);
	return {
		name,
		status,
		detail:
			status === 'pass'
				? passWords(checks)
				: `${statusWords[status].word}: ${first?.title ?? 'asking AWS'}`,
		checks,
	};
}

// What could not be looked at, or is still to come, does not pass, even where the project is ready without it.
function passWords(checks: readonly Check[]): string {
	const count = (wanted: CheckStatus) =>
		checks.filter(({status}) => status === wanted).length;
	const rest = (
		[
			['warn', 'to look at'],
			['unknown', 'cannot be told'],
			['waiting', 'waiting'],
		] as const
	)
		.filter(([status]) => count(status) > 0)
		.map(([status, words]) => `${count(status)} ${words}`)
		.join(', ');
	return rest === ''
		? `All ${checks.length} checks pass`
		: `${count('pass')} pass; ${rest}`;
}
