import {closest, distance} from 'fastest-levenshtein';

/** Nothing longer is a misspelt name, and comparing it takes long. */
const longest = 80;

/** Adds the likely spelling of a misspelt name, if one is near. */
export const suggest = (word: string, words: readonly string[]): string => {
	if (word.length > longest) {
		return '';
	}

	const lower = word.toLowerCase();
	const nearest = closest(
		lower,
		words.map((candidate) => candidate.toLowerCase()),
	);
	const match = words.find((candidate) => candidate.toLowerCase() === nearest);
	return match !== undefined &&
		distance(lower, nearest) <= Math.max(2, Math.floor(word.length / 4))
		? ` Did you mean ${match}?`
		: '';
};
