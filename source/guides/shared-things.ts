import {setupsNamed, type UsedBy} from '../resources/used-by.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';
import {
	type Adoption,
	type Check,
	type Outputs,
	type Warning,
} from './guide.js';

/** The saved setups beside this one that can be read. */
export function otherSetups(store: SetupStore, name: string): SavedSetup[] {
	return store
		.list()
		.flatMap((saved) => ('broken' in saved ? [] : [saved]))
		.filter(({setup}) => setup.name !== name);
}

/** One sentence for each key or role of a setup, or that it would take for its own, which other saved setups use too. */
export function sharedNotes(
	{keyArn, roles = {}}: Outputs,
	others: UsedBy,
	adoptions: readonly Adoption[] = [],
): string[] {
	const things = [
		...(keyArn === undefined ? [] : [['key', keyArn] as const]),
		...Object.values(roles).map((arn) => ['role', arn] as const),
		...adoptions
			.flatMap(({names}) => Object.values(names))
			.map((arn) => ['key', arn] as const),
	];
	return things.flatMap(([kind, arn]) => {
		const names = others.get(arn) ?? [];
		return names.length === 0
			? []
			: [`The ${kind} ${arn} is also used by ${setupsNamed(names)}.`];
	});
}

/** The row of a checklist about what other saved setups share with this one; none where nothing is known to be shared. */
export function overlapRow(overlaps: readonly Warning[]): Check[] {
	return overlaps.length === 0
		? []
		: [
				{
					id: 'other-setups',
					title: 'Other saved setups share something with this one',
					status: 'warn',
					detail: overlaps.map(({message}) => message).join(' '),
					fix: 'Give each setup external IDs and secrets of its own, unless they are meant to share them; undo a setup that is not needed any more.',
				},
			];
}
