import {formatValue, quoteValue} from '../terminal/foreign-text.js';
import {type SavedSetup} from './saved-setup.js';
import {type BrokenSetup} from './setup-store.js';

/** What is wrong with a damaged setup, and what of it is used: two sentences. */
export function damageWords({name, broken, rescued}: BrokenSetup): string {
	const first = `The saved setup ${quoteValue(rescued?.setup.name ?? name)} is damaged: ${broken}.`;
	return rescued
		? `${first} Used is what can still be read: ${contents(rescued)}.`
		: first;
}

/** What a rescued setup holds, such as “statement, key and 2 entries of the journal”. */
export function contents({setup, journal}: SavedSetup): string {
	const answers = Object.keys(setup)
		.filter((field) => field !== 'guide' && field !== 'name')
		.map((field) => formatValue(field, 60));
	const entries = `${journal.length} ${journal.length === 1 ? 'entry' : 'entries'} of the journal`;
	return answers.length === 0
		? `no answers and ${entries}`
		: `${answers.join(', ')} and ${entries}`;
}
