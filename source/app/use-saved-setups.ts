import {useEffect, useMemo, useRef, useState} from 'react';
import {
	type SetupPreview,
	type SetupsAccess,
} from '../setups/preview-setups.js';
import {type SetupStore} from '../setups/setup-store.js';
import {type AppGuide} from './app-guide.js';
import {type Place} from './place.js';
import {summariesOf, type SetupSummary} from './setup-summary.js';

/** The saved setups as the assistant starts with them. */
export type FirstLook = {
	readonly setups: SetupsAccess;
	/** What is shown of them until the store is loaded. */
	readonly previews: readonly SetupPreview[];
	/** The store, where the first screen needed more than a first look. */
	readonly store: SetupStore | undefined;
};

/**
On the home screen a row for each setup; and `withStore`, which does something once the store is loaded, for which the first
screen does not wait.
*/
export function useSavedSetups(
	{setups, previews, store: loaded}: FirstLook,
	{place, guides}: {place: Place; guides: readonly AppGuide[]},
): {
	rows: readonly SetupSummary[];
	withStore: (act: (store: SetupStore) => void) => Promise<void>;
} {
	const [store, setStore] = useState(loaded);
	useEffect(() => {
		const load = async () => {
			setStore(await setups.load());
		};

		if (!loaded) {
			void load();
		}
	}, [setups, loaded]);
	const rows = useMemo(
		() =>
			place.screen === 'home'
				? summariesOf(store?.list() ?? previews, guides)
				: [],
		[place, store, previews, guides],
	);
	const isWaiting = useRef(false);
	const withStore = async (act: (store: SetupStore) => void) => {
		// Enter may come twice meanwhile: one setup is opened, or made.
		if (isWaiting.current) {
			return;
		}

		isWaiting.current = true;
		act(store ?? (await setups.load()));
		isWaiting.current = false;
	};

	return {rows, withStore};
}
