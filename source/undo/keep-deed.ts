import {type JournalEntry} from '../resources/call.js';
import {type Deed, type What} from './deed.js';

/** Deeds by what they were done to, in the order of their last call. */
export type Deeds = Map<string, Deed>;

/** Puts a deed at the end. It is known by the change that did it first, whose id also tells the project. */
export function keepDeed(
	deeds: Deeds,
	name: string,
	entry: Pick<JournalEntry, 'change'>,
	what: What,
): void {
	const change = deeds.get(name)?.change ?? entry.change;
	const colon = change.indexOf(':');
	deeds.delete(name);
	deeds.set(name, {
		...what,
		change,
		...(colon !== -1 && {group: change.slice(colon + 1)}),
	});
}
