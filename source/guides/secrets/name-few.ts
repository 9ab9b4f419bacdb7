import {joinWords} from '../../policy/join-words.js';
import {quoteText} from '../../terminal/foreign-text.js';

const most = 3;

/** The first three names in quotes, and how many more there are: “A”, “B”, “C” and 4 more. */
export function nameFew(names: readonly string[]): string {
	const quoted = names.slice(0, most).map((name) => quoteText(name));
	return joinWords(
		names.length > most ? [...quoted, `${names.length - most} more`] : quoted,
	);
}
