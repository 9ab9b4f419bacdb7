import {type Json, type JsonObject} from '../../json.js';
import {type PlannedGroup} from './group-rows.js';

/** The first thing that is offered to each group that cannot go on. */
type Offered = {
	readonly name: string;
	readonly label: string;
	readonly answers: JsonObject;
};

/**
What is offered to several groups as one answer. Each offer is the whole list of groups with one of them changed, so the
entry of its own group is taken from each. Nothing when fewer than two groups have an offer.
*/
export function allOffers(
	groups: readonly PlannedGroup[],
): {count: number; label: string; answers: JsonObject} | undefined {
	const offered: Offered[] = groups.flatMap(({name, blockers}) => {
		const offer = blockers.find((blocker) => blocker.offer)?.offer;
		return offer ? [{name, ...offer}] : [];
	});
	const [first, ...others] = offered;
	if (!first || others.length === 0) {
		return undefined;
	}

	const answers = {...first.answers};
	for (const {name, answers: own} of others) {
		for (const [key, value] of Object.entries(own)) {
			answers[key] = entryTaken(answers[key], value, name);
		}
	}

	return {count: offered.length, label: first.label, answers};
}

/** The list with the entry of that name from the other list; the other value where it is no list. */
function entryTaken(list: Json, other: Json, name: string): Json {
	if (!Array.isArray(list) || !Array.isArray(other)) {
		return other;
	}

	const own = other.find((entry) => isNamed(entry, name));
	return list.map((entry) =>
		own !== undefined && isNamed(entry, name) ? own : entry,
	);
}

function isNamed(entry: Json, name: string): boolean {
	return (
		typeof entry === 'object' &&
		entry !== null &&
		!Array.isArray(entry) &&
		entry.name === name
	);
}
