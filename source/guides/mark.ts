import {type SavedSetup} from '../setups/saved-setup.js';

/** What marks the things a setup makes as its own, and the place it belongs to. */
export type Mark = {
	name: string;
	runId: string;
	/** Empty until AWS has said who we are. */
	account?: string;
	region?: string;
	/** What names in the answers stood for when they were first used. */
	names?: Readonly<Record<string, string>>;
	/** The accounts that were given to the assistant on this machine as Workato's. */
	pastedAccounts?: readonly string[];
};

/** The marks and the place of a saved setup. */
export function markOf({
	setup,
	runId,
	account,
	names,
	pastedAccounts,
}: SavedSetup): Mark {
	const {name, region} = setup;
	return {
		name,
		runId,
		...(account && {account}),
		...(region && {region}),
		...(names && {names}),
		...(pastedAccounts && {pastedAccounts}),
	};
}
