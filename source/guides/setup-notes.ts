import {setupsNamed, type UsedBy} from '../resources/ownership.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';
import {type Identity, type AwsSession} from '../aws/session.js';
import {answerRows, rowFor, warn} from './checklist-table.js';
import {type Adoption, type Check, type Warning, type Outputs} from './guide.js';

/** The saved setups beside this one that can be read. */
export function otherSetups(store: SetupStore, name: string): SavedSetup[] {
	return store
		.list()
		.flatMap((saved) => ('broken' in saved ? [] : [saved]))
		.filter(({setup}) => setup.name !== name);
}

/** One sentence for each thing of a setup, or that it would take for its own, which other saved setups use too. */
export function sharedNotes(
	outputs: Outputs,
	others: UsedBy,
	adoptions: readonly Adoption[] = [],
): string[] {
	const things = [
		...outputs.map(({thing, value}) => [thing, value] as const),
		...adoptions.flatMap(({thing, names}) =>
			Object.values(names).map((value) => [thing, value] as const),
		),
	];
	return things.flatMap(([thing, arn]) => {
		const names = others.get(arn) ?? [];
		return names.length === 0 ? [] : [`The ${thing} ${arn} is also used by ${setupsNamed(names)}.`];
	});
}

/** The row of a checklist about what other saved setups share with this one; shown where something is known to be shared. */
export const otherSetupsRow = rowFor<readonly Warning[], unknown>()({
	id: 'other-setups',
	section: 'Other setups',
	title: 'Other saved setups share something with this one',
	cause: 'projects of another setup have the same external ID or secrets',
	solution: 'undo the setup that is not needed any more',
	needs: [],
	isShown: (overlaps) => overlaps.length > 0,
	verdict: (_found, overlaps) =>
		warn(
			overlaps.map(({message}) => message).join(' '),
			'Give each setup external IDs and secrets of its own, unless they are meant to share them; undo a setup that is not needed any more.',
		),
});

/** That row, where there is something to say. */
export function overlapRow(overlaps: readonly Warning[]): Check[] {
	return answerRows([otherSetupsRow], {}, {context: overlaps});
}

/** Where an identity comes from, as it is remembered with a setup: the profile's name, or the kind of source. No secret. */
export function sourceOf({profile}: Pick<AwsSession, 'profile'>, {source}: Identity): string {
	return profile ? `profile ${profile}` : source;
}

/** What to say when a setup was used with another source of identity before; nothing when it is the same, or the first. */
export function otherSourceNotes(
	{source: before}: Pick<SavedSetup, 'source'>,
	now: string,
): string[] {
	return before === undefined || before === now
		? []
		: [`So far this setup was used with ${before}; now it is ${now}, in the same account.`];
}
