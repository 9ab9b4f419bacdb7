import {InputError} from '../setups/input-error.js';
import {type SavedSetup} from '../setups/saved-setup.js';

/** Where a setup is about to be applied; the account once AWS has said it. */
export type Place = {guide: string; region: string; account?: string};

/**
Refuses to go on with a saved setup of the same name that belongs to another guide, account or region: it would turn into
something else, and what it made would be forgotten.
*/
export function assertSamePlace(
	{setup, account}: SavedSetup,
	wanted: Place,
): void {
	const {name} = setup;
	if (setup.guide !== wanted.guide) {
		throw other(name, `guide ${setup.guide}`, `guide ${wanted.guide}`);
	}

	if (setup.region !== undefined && setup.region !== wanted.region) {
		throw other(name, `region ${setup.region}`, wanted.region);
	}

	if (account && wanted.account && account !== wanted.account) {
		throw other(name, `account ${account}`, `account ${wanted.account}`);
	}
}

function other(name: string, own: string, wanted: string): InputError {
	return new InputError(
		'setup-belongs-elsewhere',
		`The saved setup "${name}" belongs to ${own}, not to ${wanted}.`,
		'Give the setup file another name (field "name"), or go where the saved one belongs. Nothing was changed.',
	);
}
