import {type SavedSetup} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';

/** Where the person is in the assistant. */
export type Place =
	| {screen: 'home'}
	| {screen: 'new'; guide: string}
	| {screen: 'region'; then: Place}
	| {screen: 'identity'; then: Place}
	/** `at`: the step to open; where the setup got to when left out. */
	| {screen: 'setup'; store: SetupStore; saved: SavedSetup; at?: string};

/**
The first screen. `workato-aws ekm` with one setup of that guide means that setup; with none, a new one; with several, or a
damaged one, the home screen.
*/
export function startOf({
	guide,
	store,
	region,
}: {
	readonly guide: string | undefined;
	readonly store: SetupStore;
	readonly region: string | undefined;
}): Place {
	const setups = store.list();
	const own = setups
		.flatMap((saved) => ('broken' in saved ? [] : [saved]))
		.filter(({setup}) => setup.guide === guide);
	const [first, ...others] = own;
	// A damaged setup may be the one that is meant.
	const mayBeMeant = setups.some(
		(saved) =>
			'broken' in saved &&
			(!saved.recovered || saved.recovered.setup.guide === guide),
	);
	if (guide === undefined || others.length > 0 || mayBeMeant) {
		return {screen: 'home'};
	}

	if (!first) {
		const fresh: Place = {screen: 'new', guide};
		return region === undefined ? {screen: 'region', then: fresh} : fresh;
	}

	return {screen: 'setup', store, saved: first};
}
