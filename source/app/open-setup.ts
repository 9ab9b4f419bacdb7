import {regionProblem} from '../aws/regions.js';
import {describeDamage} from '../setups/preview-setups.js';
import {type SetupStore} from '../setups/setup-store.js';
import {quoteText} from '../terminal/foreign-text.js';
import {type Place} from './place.js';

/**
Opens a saved setup, or says in words why it cannot be opened. A damaged one is repaired first, and that is said; it can be
opened then.
*/
export function openSetup(
	store: SetupStore,
	name: string,
): Place | {trouble: string} {
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
): Place | {trouble: string} {
	return orTrouble(() => ({
		screen: 'setup',
		store,
		saved: store.create(setup, {}).saved,
	}));
}

function orTrouble(
	open: () => Place | {trouble: string},
): Place | {trouble: string} {
	try {
		return open();
	} catch (error) {
		return {trouble: error instanceof Error ? error.message : String(error)};
	}
}
