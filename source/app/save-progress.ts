import {isDeepStrictEqual} from 'node:util';
import {type JsonObject} from '../json.js';
import {assertSeen} from '../setups/same-work.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';
import {furthestStep, stepAfterAnswer} from '../guides/setup-progress.js';

/** The saved setup, and the ids of its guide's steps. */
type Place = {
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
export function saveAnswers(
	{store, name, ids, accountsOf = () => []}: Place,
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
export function saveArrival({store, name, ids}: Place, step: string): void {
	store.update(name, (before) => ({
		...before,
		step: furthestStep(ids, before.step, step),
	}));
}

function withAnswers(
	setup: SavedSetup['setup'],
	answers: object,
): SavedSetup['setup'] {
	const merged: JsonObject = {...setup, ...answers};
	return {
		...Object.fromEntries(
			Object.entries(merged).filter(([, value]) => value !== undefined),
		),
		guide: setup.guide,
		name: setup.name,
	};
}
