import {type SavedSetup} from '../setups/saved-setup.js';

/** What marks the things a setup makes as its own, and the place it belongs to. */
export type Mark = {
	name: string;
	runId: string;
	/** Empty until AWS has said who we are. */
	account?: string;
	region?: string;
};

/** The marks and the place of a saved setup. */
export function markOf({setup, runId, account}: SavedSetup): Mark {
	const {name, region} = setup;
	return {name, runId, ...(account && {account}), ...(region && {region})};
}
