import {
	byRecency,
	describeContents,
	type SetupPreview,
} from '../setups/preview-setups.js';
import {type BrokenSetup} from '../setups/setup-store.js';
import {age} from '../terminal/time-words.js';
import {isDone, progressOf, progressWords} from '../guides/setup-progress.js';
import {type AppGuide} from './app-guide.js';

/** A saved setup as one row: its name, how far it is, its account and age. */
export type SetupSummary = {
	name: string;
	detail: string;
	/** Nothing is left to go through; opening it shows its checklist. */
	isDone: boolean;
	/** Damaged, but a part of it can still be read. */
	canBeRepaired?: true;
	/** Why nothing of it can be read. */
	broken?: string;
};

/** Puts a saved setup in a row. `steps` are the ids of its guide's steps, `now` is milliseconds since 1970. */
export function summarise(
	setup: SetupPreview | BrokenSetup,
	steps: readonly string[],
	now: number,
): SetupSummary {
	if ('broken' in setup && setup.recovered) {
		const {broken, file, recovered} = setup;
		return {
			name: recovered.setup.name,
			detail: `damaged: ${broken}; ${describeContents(recovered)} can still be read (${file})`,
			isDone: false,
			canBeRepaired: true,
		};
	}

	if ('broken' in setup) {
		return {
			name: setup.name,
			detail: `cannot be read: ${setup.broken} (${setup.file})`,
			isDone: false,
			broken: setup.broken,
		};
	}

	const {account, updatedAt} = setup;
	const {guide, name, region} = setup.setup;
	const progress = progressOf(setup, steps);
	return {
		name,
		isDone: isDone(progress),
		detail: [
			guide,
			progressWords(progress, steps),
			account ?? 'no account yet',
			...(region ? [region] : []),
			age(now - Date.parse(updatedAt)),
		].join(' · '),
	};
}

/** Every saved setup in a row, as of now, the one used last first. */
export function summariesOf(
	setups: ReadonlyArray<SetupPreview | BrokenSetup>,
	guides: readonly AppGuide[],
): SetupSummary[] {
	const now = Date.now();
	return byRecency(setups).map((setup) => {
		const guide = 'broken' in setup ? undefined : setup.setup.guide;
		const steps = guides.find(({id}) => id === guide)?.steps ?? [];
		return summarise(setup, steps, now);
	});
}
