import {type Change} from '../../resources/call.js';
import {joinWords} from '../../terminal/phrases.js';
import {sentences} from '../../terminal/text.js';
import {type Blocker} from '../guide.js';
import {type Run} from '../guide-screens.js';
import {type Json, type JsonObject} from '../../json.js';

/** What a plan means for one group of changes, such as a project. */
export type PlannedGroup = {
	name: string;
	changes: Change[];
	blockers: Blocker[];
};

/** The plan by group, those that cannot go on first, else in the order of the plan. */
export function groupPlan(
	changes: readonly Change[],
	blockers: readonly Blocker[],
): PlannedGroup[] {
	const groups = new Map<string, PlannedGroup>();
	const groupOf = (name: string) => {
		const group = groups.get(name) ?? {name, changes: [], blockers: []};
		groups.set(name, group);
		return group;
	};

	for (const change of changes) {
		groupOf(change.group ?? '').changes.push(change);
	}

	for (const blocker of blockers) {
		groupOf(blocker.group ?? '').blockers.push(blocker);
	}

	return Array.from(groups, ([, group]) => group).toSorted(
		(one, other) => Number(other.blockers.length > 0) - Number(one.blockers.length > 0),
	);
}

/** How many calls of each kind, in words, such as “200 CreateRole and 198 PutRolePolicy”. */
export function countCalls(changes: readonly Change[]): string {
	const kinds = Map.groupBy(changes, ({call}) => call.operation);
	return joinWords(Array.from(kinds, ([operation, some]) => `${some.length} ${operation}`));
}

/** Where one group stands in a run. */
export type RunningGroup = {
	name: string;
	status: 'planned' | 'running' | 'done' | 'failed' | 'skipped';
	/** What is under way, or went wrong. */
	detail: string;
};

/** The run by group, in the order of its changes. */
export function groupRun({changes, progress}: Run): RunningGroup[] {
	const at = new Map(progress.map((each) => [each.id, each]));
	const groups = Map.groupBy(changes, ({group}) => group ?? '');
	return Array.from(groups, ([name, some]) => {
		const stands = some.map(({id, title, call}) => ({
			title,
			call,
			...at.get(id),
		}));
		const failed = stands.find(({status}) => status === 'failed');
		const running = stands.find(({status}) => status === 'running');
		const {code = '', message = '', hint = ''} = failed?.error ?? {};
		return {
			name,
			status: failed
				? 'failed'
				: running
					? 'running'
					: stands.every(({status}) => status === 'done')
						? 'done'
						: stands.some(({status}) => status === 'skipped')
							? 'skipped'
							: 'planned',
			detail: failed
				? `${failed.title} (${failed.call.service}:${failed.call.operation}): ${code}: ${sentences(message, hint)}`
				: (running?.title ?? ''),
		};
	});
}

/** The first thing that is offered to each group that cannot go on. */
type Suggested = {
	readonly name: string;
	readonly label: string;
	readonly answers: JsonObject;
};

/**
What is offered to several groups as one answer. Each offer is the whole list of groups with one of them changed, so the
entry of its own group is taken from each. Nothing when fewer than two groups have an offer.
*/
export function allSuggestions(
	groups: readonly PlannedGroup[],
): {count: number; label: string; answers: JsonObject} | undefined {
	const suggested: Suggested[] = groups.flatMap(({name, blockers}) => {
		const suggestion = blockers.find((blocker) => blocker.suggestion)?.suggestion;
		return suggestion ? [{name, ...suggestion}] : [];
	});
	const [first, ...others] = suggested;
	if (!first || others.length === 0) {
		return undefined;
	}

	const answers = {...first.answers};
	for (const {name, answers: own} of others) {
		for (const [key, value] of Object.entries(own)) {
			answers[key] = entryTaken(answers[key], value, name);
		}
	}

	return {count: suggested.length, label: first.label, answers};
}

/** The list with the entry of that name from the other list; the other value where it is no list. */
function entryTaken(list: Json, other: Json, name: string): Json {
	if (!Array.isArray(list) || !Array.isArray(other)) {
		return other;
	}

	const own = other.find((entry) => isNamed(entry, name));
	return list.map((entry) => (own !== undefined && isNamed(entry, name) ? own : entry));
}

function isNamed(entry: Json, name: string): boolean {
	return (
		typeof entry === 'object' && entry !== null && !Array.isArray(entry) && entry.name === name
	);
}
