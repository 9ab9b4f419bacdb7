import {useEffect, useRef} from 'react';
import {type Connection} from '../guides/guide-screens.js';
import {sourceOf} from '../guides/other-source.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';
import {wordsOf} from './words-of.js';

type Options = {
	readonly saved: SavedSetup;
	readonly connection: Pick<Connection, 'identity' | 'session'>;
	readonly store: SetupStore;
	readonly onSaved: (saved: SavedSetup) => void;
	readonly onTrouble: (message: string) => void;
};

/**
Saves whose setup it is: it belongs to the first account that it is opened in. Remembers where that identity came from.
*/
export function useOwner({
	saved: {account, source, setup},
	connection: {identity, session},
	store,
	onSaved,
	onTrouble,
}: Options): void {
	const {name} = setup;
	const known = identity?.state === 'found' ? identity.value : undefined;
	const actual = known?.account;
	const actualSource = known && sourceOf(session, known);
	const listeners = useRef({onSaved, onTrouble});
	useEffect(() => {
		listeners.current = {onSaved, onTrouble};
	});
	useEffect(() => {
		const isOwned = account !== undefined && source !== undefined;
		const isOther = account !== undefined && account !== actual;
		if (isOwned || isOther || !actual || !actualSource) {
			return;
		}

		try {
			listeners.current.onSaved(
				store.update(name, (before) => ({
					...before,
					account: actual,
					source: actualSource,
				})),
			);
		} catch (error) {
			listeners.current.onTrouble(wordsOf(error));
		}
	}, [account, source, actual, actualSource, name, store]);
}
