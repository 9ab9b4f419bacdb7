import {isDeepStrictEqual} from 'node:util';
import {quoteText, quoteValue} from '../terminal/foreign-text.js';
import {InputError} from '../diagnostic.js';
import {type SavedSetup, type Unfinished} from './saved-setup.js';
import {type SetupStore} from './setup-store.js';

/**
What a run that begins has to do. It is saved with the setup and shrinks with each entry of the journal, so that a run which
is cut off, however, never counts as whole. `leftOut` are groups that it does nothing for; `groups` is how many there are.
*/
export function beginRun(
	changes: ReadonlyArray<{id: string; group?: string}>,
	{leftOut = [], groups}: {leftOut?: readonly string[]; groups?: number | undefined} = {},
): {unfinished?: Unfinished} {
	const isByGroup = changes.some(({group}) => group !== undefined);
	const left = Object.fromEntries([
		...changes.map(({id, group = id}) => [id, group] as const),
		...leftOut.map((group) => [`left-out ${group}`, group] as const),
	]);
	const of = isByGroup ? groups : undefined;
	return changes.length + leftOut.length === 0
		? {}
		: {unfinished: {of: of ?? countLeft({left}), left}};
}

/** How many groups, or changes, of a run are not done yet. */
export function countLeft({left}: Pick<Unfinished, 'left'>): number {
	return new Set(Object.values(left)).size;
}

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

const changedCode = 'setup-changed';

/**
Fails with `InputError` when a setup on disk is no longer the one that a plan was made from: its answers, its mark or its
journal are others. Which screen it opens at does not count.
*/
export function assertUnchanged(
	name: string,
	planned: SavedSetup | undefined,
	onDisk: SavedSetup | undefined,
): void {
	if (!isDeepStrictEqual(workOf(planned), workOf(onDisk))) {
		throw new InputError(
			changedCode,
			`Another workato-aws has worked on the setup ${quoteValue(name)} since this plan was made.`,
			'Look again and review the new plan. Nothing was changed by this one.',
		);
	}
}

/**
Fails with `InputError` when answers on disk that are about to be replaced are not the ones that were seen, nor the new
ones: what another process saved meanwhile would be lost.
*/
export function assertSeen(
	onDisk: SavedSetup['setup'],
	seen: SavedSetup['setup'],
	answers: object,
): void {
	const lost = Object.entries(answers).filter(
		([field, answer]) =>
			!isSameAnswer(onDisk[field], seen[field]) && !isSameAnswer(onDisk[field], answer),
	);
	if (lost.length > 0) {
		throw new InputError(
			changedCode,
			`Another workato-aws has changed ${lost.map(([field]) => quoteText(field)).join(', ')} of this setup meanwhile. Its answer is kept, as the review shows; give yours again if you want it instead.`,
			'Look again and give the answer once more. Nothing was saved.',
		);
	}
}

/** Whether two answers are the same once they are in a file, where what is `undefined` inside one is not there. */
export function isSameAnswer(one: unknown, other: unknown): boolean {
	return isDeepStrictEqual(asWritten(one), asWritten(other));
}

function asWritten(answer: unknown): unknown {
	const written = JSON.stringify(answer);
	return written === undefined ? undefined : JSON.parse(written);
}

/** Whether that is what `assertUnchanged` or `assertSeen` found. */
export function hasChanged(error: unknown): boolean {
	return error instanceof InputError && error.code === changedCode;
}

function workOf(saved: SavedSetup | undefined) {
	return saved && [saved.runId, saved.account, saved.setup, saved.journal];
}
