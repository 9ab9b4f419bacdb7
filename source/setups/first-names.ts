import {type SavedSetup} from './saved-setup.js';
import {type SetupStore} from './setup-store.js';

type Names = NonNullable<SavedSetup['names']>;

/**
What a setup remembers of names and what they stood for: each keeps what it stood for first, unless the person has agreed to
another one. Nothing where there is none.
*/
export function withNames(
	{names: first}: Pick<SavedSetup, 'names'>,
	now: Names,
	...agreed: readonly Names[]
): {names?: Names} {
	const names = Object.fromEntries(
		[now, first ?? {}, ...agreed].flatMap((each) => Object.entries(each)),
	);
	return Object.keys(names).length > 0 ? {names} : {};
}

/** Saves what names stand for now, where the setup does not remember it yet; the setup as it is then, or nothing. */
export function rememberNames(
	store: Pick<SetupStore, 'read' | 'update'>,
	setup: string,
	now: Names,
): SavedSetup | undefined {
	const {names = {}} = store.read(setup);
	return Object.keys(now).every((name) => names[name] !== undefined)
		? undefined
		: store.update(setup, (before) => ({...before, ...withNames(before, now)}));
}
