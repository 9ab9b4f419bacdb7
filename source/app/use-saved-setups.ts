import {useEffect, useMemo, useRef, useState} from 'react';
import {
	type SetupPreview,
	type SetupsAccess,
	byRecency,
	describeContents,
} from '../setups/preview-setups.js';
import {type SetupStore, type BrokenSetup} from '../setups/setup-store.js';
import {age} from '../terminal/phrases.js';
import {describeStanding, isDone, progressOf} from '../guides/setup-progress.js';
import {type AppGuide} from './opened-setup.js';
import {type Route} from './route.js';

/** The saved setups as the assistant starts with them. */
export type FirstPreview = {
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
	{setups, previews, store: loaded}: FirstPreview,
	{route, guides}: {route: Route; guides: readonly AppGuide[]},
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
			route.screen === 'home'
				? summariesOf(store?.list() ?? previews, guides, setups.lastCheck)
				: [],
		[route, store, previews, guides, setups],
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
	{now, lastCheck}: {now: number; lastCheck: SetupsAccess['lastCheck']},
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
	const isOver = isDone(progressOf(setup, steps));
	const checked = lastCheck(setup);
	return {
		name,
		isDone: isOver,
		detail: [
			guide,
			describeStanding(setup, steps, {lastCheck: checked, now}),
			account ?? 'no account yet',
			...(region ? [region] : []),
			// One time in a row says what it is of.
			...(isOver && checked ? [] : [age(now - Date.parse(updatedAt))]),
		].join(' · '),
	};
}

/** Every saved setup in a row, as of now, the one used last first. */
export function summariesOf(
	setups: ReadonlyArray<SetupPreview | BrokenSetup>,
	guides: readonly AppGuide[],
	lastCheck: SetupsAccess['lastCheck'],
): SetupSummary[] {
	const now = Date.now();
	return byRecency(setups).map((setup) => {
		const guide = 'broken' in setup ? undefined : setup.setup.guide;
		const steps = guides.find(({id}) => id === guide)?.steps ?? [];
		return summarise(setup, steps, {now, lastCheck});
	});
}
