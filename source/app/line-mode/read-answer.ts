import {type Menu} from './line-menu.js';
import {type Entry} from './list-menu.js';

/** The words that count on every screen, at every question. */
export type Word = 'back' | 'help' | 'again' | 'quit';

/** What a line means where there is a menu. */
export type Answer =
	| {type: 'word'; word: Word}
	| {type: 'entry'; entry: Entry}
	| {type: 'search'; query: string}
	| {type: 'unknown'; line: string};

const words: Readonly<Record<string, Word>> = {
	back: 'back',
	help: 'help',
	'?': 'help',
	again: 'again',
	quit: 'quit',
	exit: 'quit',
};

/** The word that a line is; nothing for any other text. Case does not matter. */
export function wordOf(line: string): Word | undefined {
	const word = line.trim().toLowerCase();
	return Object.hasOwn(words, word) ? words[word] : undefined;
}

/** What a person types in front of a word that is to be a text. */
export const escape = '\\';

/** The line that ends a text of several lines. */
export const endOfText = 'end';

/** The line that empties a text. */
export const emptying = '-';

/** The text that a line gives: a backslash before a word that would mean something is not part of it. */
export function textOf(line: string): string {
	const meant = line.trim();
	const word = meant.replace(/^\\+/v, '');
	const isMeaning =
		wordOf(word) !== undefined ||
		[endOfText, emptying].includes(word.toLowerCase());
	return isMeaning && meant.startsWith(escape) ? meant.slice(1) : line;
}

/**
What a line means: a word, the number of an entry, a key that a text on the screen names (such as `h`), or, where there is a
long list, words to search in it.
*/
export function readAnswer(line: string, {entries, list}: Menu): Answer {
	const text = line.trim();
	const word = wordOf(text);
	if (word) {
		return {type: 'word', word};
	}

	const entry = /^\d+\.?$/v.test(text)
		? entries[Number(text.replace('.', '')) - 1]
		: undefined;
	if (entry) {
		return {type: 'entry', entry};
	}

	if (list && text !== '') {
		return {type: 'search', query: textOf(text)};
	}

	const named = entries.find(
		({act}) =>
			act.type === 'press' && act.name.toLowerCase() === text.toLowerCase(),
	);
	return named ? {type: 'entry', entry: named} : {type: 'unknown', line: text};
}
