import {useEffect, useRef} from 'react';
import {type Found} from '../aws/find.js';
import {type Identity} from '../aws/identity.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';
import {wordsOf} from './words-of.js';

type Options = {
	readonly saved: SavedSetup;
	readonly identity: Found<Identity> | undefined;
	readonly store: SetupStore;
	readonly onSaved: (saved: SavedSetup) => void;
	readonly onTrouble: (message: string) => void;
};

/** Saves whose setup it is: it belongs to the first account that it is opened in. */
export function useOwner({
	saved: {account, setup},
	identity,
	store,
	onSaved,
	onTrouble,
}: Options): void {
	const {name} = setup;
	const actual =
		identity?.state === 'found' ? identity.value.account : undefined;
	const listeners = useRef({onSaved, onTrouble});
	useEffect(() => {
		listeners.current = {onSaved, onTrouble};
	});
	useEffect(() => {
		if (account !== undefined || actual === undefined) {
			return;
		}

		try {
			listeners.current.onSaved(
				store.update(name, (before) => ({...before, account: actual})),
			);
		} catch (error) {
			listeners.current.onTrouble(wordsOf(error));
		}
	}, [account, actual, name, store]);
}
