import {isDeepStrictEqual} from 'node:util';
import {useEffect, useRef} from 'react';
import {hasChanged, isSameAnswer, assertSeen} from '../setups/journal.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type JsonObject} from '../json.js';
import {type SetupStore} from '../setups/setup-store.js';
import {furthestStep, stepAfterAnswer} from '../guides/setup-progress.js';
import {type Connection} from '../guides/guide-screens.js';
import {sourceOf} from '../guides/setup-notes.js';
import {describeError} from './opened-setup.js';

/** Saves one setup's answers beside other processes that may do the same. */
export type AnswerKeeper = {
	/** Fails with `InputError`, and saves nothing, when another process has changed the same answers since they were seen. */
	save(step: string, answers: object): SavedSetup;
	/** The setup as it is on disk now, whose answers have been seen with that; `isNews`: another process has changed them. */
	readAgain(): {saved: SavedSetup; isNews: boolean};
	/** Whether answers were refused in this turn: a move that was to follow them must not happen. */
	isRefused(): boolean;
};

/** Keeps in mind which answers this process has seen; a state that is not drawn yet would be too old. */
export function keepAnswers(
	location: Parameters<typeof saveAnswers>[0],
	start: SavedSetup,
): AnswerKeeper {
	let seen = start.setup;
	let isRefused = false;
	return {
		save(step, answers) {
			try {
				const saved = saveAnswers(location, step, answers, seen);
				seen = saved.setup;
				return saved;
			} catch (error) {
				isRefused = hasChanged(error);
				queueMicrotask(() => {
					isRefused = false;
				});
				throw error;
			}
		},
		readAgain() {
			const saved = location.store.read(location.name);
			const isNews = !isSameAnswer(saved.setup, seen);
			seen = saved.setup;
			return {saved, isNews};
		},
		isRefused: () => isRefused,
	};
}

/** The saved setup, and the ids of its guide's steps. */
type SetupLocation = {
	store: SetupStore;
	name: string;
	ids: readonly string[];
	/** The accounts that answers name as Workato's. */
	accountsOf?: (setup: SavedSetup['setup']) => readonly string[];
};

/**
Saves answers given at `step`, and which accounts came with them; an `undefined` answer is taken away. After another answer than before the review comes again.
Fails with `InputError`, and saves nothing, when another process has changed the same answers since they were `seen`.
*/
function saveAnswers(
	{store, name, ids, accountsOf = () => []}: SetupLocation,
	step: string,
	answers: object,
	seen: SavedSetup['setup'],
): SavedSetup {
	return store.update(name, (before) => {
		assertSeen(before.setup, seen, answers);
		const setup = withAnswers(before.setup, answers);
		if (isDeepStrictEqual(setup, before.setup)) {
			return before;
		}

		// What stood there before may be a file's: saving it once more vouches for nothing.
		const known = new Set(accountsOf(before.setup));
		const pasted = new Set([
			...(before.pastedAccounts ?? []),
			...accountsOf(setup).filter((account) => !known.has(account)),
		]);
		return {
			...before,
			...(pasted.size > 0 && {pastedAccounts: [...pasted]}),
			setup,
			step: stepAfterAnswer(ids, before.step, step),
		};
	});
}

/** Saves that the person came to `step`; going back never takes progress away. */
export function saveArrival({store, name, ids}: SetupLocation, step: string): void {
	store.update(name, (before) => ({
		...before,
		step: furthestStep(ids, before.step, step),
	}));
}

function withAnswers(setup: SavedSetup['setup'], answers: object): SavedSetup['setup'] {
	const merged: JsonObject = {...setup, ...answers};
	return {
		...Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)),
		guide: setup.guide,
		name: setup.name,
	};
}

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
			listeners.current.onTrouble(describeError(error));
		}
	}, [account, source, actual, actualSource, name, store]);
}
