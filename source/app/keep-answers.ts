import {hasChanged, isSameAnswer} from '../setups/same-work.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {saveAnswers} from './save-progress.js';

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
	place: Parameters<typeof saveAnswers>[0],
	start: SavedSetup,
): AnswerKeeper {
	let seen = start.setup;
	let isRefused = false;
	return {
		save(step, answers) {
			try {
				const saved = saveAnswers(place, step, answers, seen);
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
			const saved = place.store.read(place.name);
			const isNews = !isSameAnswer(saved.setup, seen);
			seen = saved.setup;
			return {saved, isNews};
		},
		isRefused: () => isRefused,
	};
}
