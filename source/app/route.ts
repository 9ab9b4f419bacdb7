import {type SavedSetup} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';
import {regionProblem} from '../aws/regions.js';
import {describeDamage} from '../setups/preview-setups.js';
import {quoteText} from '../terminal/foreign-text.js';

/** Where the person is in the assistant. */
export type Route =
	| {screen: 'home'}
	| {screen: 'new'; guide: string}
	| {screen: 'region'; then: Route}
	| {screen: 'identity'; then: Route}
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
}): Route {
	const setups = store.list();
	const own = setups
		.flatMap((saved) => ('broken' in saved ? [] : [saved]))
		.filter(({setup}) => setup.guide === guide);
	const [first, ...others] = own;
	// A damaged setup may be the one that is meant.
	const mayBeMeant = setups.some(
		(saved) => 'broken' in saved && (!saved.recovered || saved.recovered.setup.guide === guide),
	);
	if (guide === undefined || others.length > 0 || mayBeMeant) {
		return {screen: 'home'};
	}

	if (!first) {
		const fresh: Route = {screen: 'new', guide};
		return region === undefined ? {screen: 'region', then: fresh} : fresh;
	}

	return {screen: 'setup', store, saved: first};
}

/**
Opens a saved setup, or says in words why it cannot be opened. A damaged one is repaired first, and that is said; it can be
opened then.
*/
export function openSetup(store: SetupStore, name: string): Route | {trouble: string} {
	return orTrouble(() => {
		const damaged = store.damage(name);
		const repaired = store.repair(name);
		if (damaged && repaired) {
			return {
				trouble: `${describeDamage(damaged)} It is saved again with that, and the damaged file is kept as ${repaired.keptAs}. Open the setup to go on.`,
			};
		}

		const saved = store.read(name);
		const {region} = saved.setup;
		const problem = region === undefined ? undefined : regionProblem(region);
		return problem === undefined
			? {screen: 'setup', store, saved}
			: {
					trouble: `The setup ${quoteText(name)} cannot be opened: ${problem} Apply a corrected setup file.`,
				};
	});
}

/** Saves a new setup and opens it, or says in words why it could not be saved. */
export function createSetup(
	store: SetupStore,
	setup: {guide: string; name: string; region: string},
): Route | {trouble: string} {
	return orTrouble(() => ({
		screen: 'setup',
		store,
		saved: store.create(setup, {}).saved,
	}));
}

function orTrouble(open: () => Route | {trouble: string}): Route | {trouble: string} {
	try {
		return open();
	} catch (error) {
		return {trouble: error instanceof Error ? error.message : String(error)};
	}
}
