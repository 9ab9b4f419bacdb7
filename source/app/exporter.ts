import {exportFormats} from '../engine/export/formats.js';
import {type Exporter, type Written} from '../guides/exporter.js';
import {type Connection} from '../guides/guide-screens.js';
import {InputError} from '../diagnostic.js';
import {type SavedSetup} from '../setups/saved-setup.js';

/** Hands over one saved setup; account and region are the connection's where the setup has none of its own yet. */
export function exporterOf(
	saved: SavedSetup,
	{session, identity}: Connection,
): Exporter {
	const account =
		saved.account ??
		(identity?.state === 'found' ? identity.value.account : undefined);
	const placed: SavedSetup = {
		...saved,
		...(account && {account}),
		setup: {...saved.setup, region: saved.setup.region ?? session.region},
	};
	// Loaded when it is asked for: most people never hand anything over.
	const load = async () => import('../guides/export-setup.js');
	return {
		formats: exportFormats,
		write: async (format) =>
			written(async () => {
				const {exportSetup} = await load();
				const known = exportFormats.find(({id}) => id === format);
				if (!known) {
					throw new Error(`There is no export format ${format}.`);
				}

				return exportSetup(
					known.id,
					placed,
					identity?.state === 'found' ? async () => session : undefined,
				);
			}),
		async needed() {
			const {neededPermissions} = await load();
			return neededPermissions(placed);
		},
		writePermissions: async () =>
			written(async () => {
				const {exportPermissions} = await load();
				return exportPermissions(
					placed,
					identity?.state === 'found' ? identity.value : undefined,
				);
			}),
	};
}

async function written(
	make: () => Promise<{text: string; fileName: string}>,
): Promise<Written> {
	try {
		return {ok: true, ...(await make())};
	} catch (error) {
		if (error instanceof InputError) {
			return {ok: false, reason: error.message, hint: error.hint};
		}

		throw error;
	}
}
