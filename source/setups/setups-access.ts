import {glanceAtSetups, type GlancedSetup} from './glance.js';
import {hasSetup} from './setup-names.js';
import {type SetupStore} from './setup-store.js';

/** The saved setups of one folder: what is known of them at once, and the store, which is loaded when it is asked for. */
export type SetupsAccess = {
	/** Whether a setup of this name (in any case) is there, readable or not. */
	readonly has: (name: string) => boolean;
	/** All setups at a first look; nothing where one has to be looked at closely. Fails like `SetupStore.list`. */
	readonly glance: () => GlancedSetup[] | undefined;
	readonly load: () => Promise<SetupStore>;
};

/** The saved setups of a folder, of which nothing is loaded yet. */
export function setupsAccess(folder: string): SetupsAccess {
	return {
		has: (name) => hasSetup(folder, name),
		glance: () => glanceAtSetups(folder),
		async load() {
			const {openSetupStore} = await import('./setup-store.js');
			return openSetupStore(folder);
		},
	};
}
