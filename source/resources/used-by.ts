import {quoteText} from '../terminal/foreign-text.js';

/** ARN (or, where a setup names a key by its ID, the ID) → the names of the saved setups that use it. */
export type UsedBy = ReadonlyMap<string, readonly string[]>;

/** What setups use, as far as their saved files tell. */
export function usedBy<Saved extends {setup: {name: string}}>(
	setups: readonly Saved[],
	uses: (saved: Saved) => readonly string[],
): UsedBy {
	const pairs = setups.flatMap((saved) =>
		uses(saved).map((thing) => ({thing, name: saved.setup.name})),
	);
	return new Map(
		Array.from(
			Map.groupBy(pairs, ({thing}) => thing),
			([thing, found]) => [thing, found.map(({name}) => name)] as const,
		),
	);
}

/** “the setup “a””, “the setups “a” and “b””. */
export function setupsNamed(names: readonly string[]): string {
	const quoted = names.map((name) => quoteText(name));
	const last = quoted.pop() ?? '';
	return quoted.length === 0 ? `the setup ${last}` : `the setups ${quoted.join(', ')} and ${last}`;
}
