import {type SetupFile} from '../setups/saved-setup.js';
import {type Groups} from './guide.js';
import {findGuide} from './registry.js';

/** What the setups of a guide are for several of. A guide without a word of its own has groups. */
export function groupsOf(guide: string): Groups {
	return findGuide(guide)?.groups ?? {field: '', one: 'group', many: 'groups'};
}

/** How many projects, say, a setup is for, and what they are called; nothing where its guide knows none. */
export function countGroups(
	setup: SetupFile,
): (Groups & {count: number}) | undefined {
	const groups = findGuide(setup.guide)?.groups;
	const list = groups && setup[groups.field];
	return groups && Array.isArray(list)
		? {...groups, count: list.length}
		: undefined;
}
