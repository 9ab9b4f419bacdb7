import {closest, distance} from 'fastest-levenshtein';

/** The known word that was most likely meant, if one is near enough (a third of its letters, at least two). */
export function nearest(
	word: string,
	known: readonly string[],
): string | undefined {
	const short = word.slice(0, 100).toLowerCase();
	const lower = new Map(known.map((name) => [name.toLowerCase(), name]));
	if (lower.size === 0) {
		return undefined;
	}

	const best = closest(
		short,
		Array.from(lower, ([name]) => name),
	);
	const allowed = Math.min(
		Math.max(2, Math.floor(best.length / 3)),
		best.length - 1,
	);
	return distance(short, best) <= allowed ? lower.get(best) : undefined;
}
