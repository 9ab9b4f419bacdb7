import {type LineField} from '../../ui/line-mode.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type Menu, type Entry} from './line-menu.js';
import {stopWord} from './screen-news.js';

/** The words that count on every screen, at every question. */
export type Word = 'back' | 'home' | 'steps' | 'help' | 'again' | 'quit';

/** What a line means where there is a menu. */
type Answer =
	| {type: 'word'; word: Word}
	| {type: 'entry'; entry: Entry}
	| {type: 'search'; query: string}
	| {type: 'unknown'; line: string};

const words: Readonly<Record<string, Word>> = {
	back: 'back',
	home: 'home',
	steps: 'steps',
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
const escape = '\\';

/** The line that ends a text of several lines. */
export const endOfText = 'end';

/** The line that empties a text. */
const emptying = '-';

/** The text that a line gives: a backslash before a word that would mean something is not part of it. */
export function textOf(line: string): string {
	const meant = line.trim();
	const word = meant.replace(/^\\+/v, '');
	const isMeaning =
		wordOf(word) !== undefined || [endOfText, emptying].includes(word.toLowerCase());
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

	const entry = /^\d+\.?$/v.test(text) ? entries[Number(text.replace('.', '')) - 1] : undefined;
	if (entry) {
		return {type: 'entry', entry};
	}

	if (list && text !== '') {
		return {type: 'search', query: textOf(text)};
	}

	const named = entries.find(
		({act}) => act.type === 'press' && act.name.toLowerCase() === text.toLowerCase(),
	);
	return named ? {type: 'entry', entry: named} : {type: 'unknown', line: text};
}

/** Each entry with its number, after what is said above them. */
export function menuLines({intro, entries}: Menu): string[] {
	return [
		...(entries.length > 0 ? ['Choose:'] : []),
		...intro,
		...entries.map(({say}, index) => `${index + 1}. ${say}`),
	];
}

/** What stands before the answer to a menu. */
export function menuPrompt({entries, list, hasBack, hasHome, hasSteps}: Menu): string {
	const ways = [
		...(entries.length > 0 ? ['Number'] : []),
		...(list ? ['words to search'] : []),
		...(hasBack ? ['back'] : []),
		...(hasHome ? ['home'] : []),
		...(hasSteps ? ['steps'] : []),
		'help',
		'again',
		'quit',
	];
	return `${ways.join(', ')}: `;
}

/** What stands before the answer to one line of text. */
export function fieldPrompt({label, value, placeholder}: LineField): string {
	const about =
		value === '' ? placeholder : `now ${quoteText(value)}; Enter keeps it, a minus sign empties it`;
	return `${label}${about === '' ? '' : ` (${about})`}: `;
}

/** The new value of a line of text: nothing typed keeps it, a minus sign empties it. */
export function fieldValue(line: string, {value}: LineField): string {
	const text = line.trim();
	return text === '' ? value : text === emptying ? '' : textOf(text);
}

/** How a text of several lines is given; `kept` lines were pasted before, and are still to be used. */
export function textLines(label: string, kept: number): string[] {
	return [
		`${label}. End with a line that says only: ${endOfText}`,
		...(kept > 0 ? [`Enter alone takes the ${kept} lines that you pasted before.`] : []),
		'(A line of more than 4,000 characters does not get through: put the text in a file, then.)',
	];
}

/** What is said once, at the start. */
export const greeting =
	'Plain lines, numbered choices. Answer each question and press Enter; help says how.';

/** How answering works, for whoever asks. */
export const howToAnswer = [
	'How to answer: type the number of a choice, or the text that is asked for, and press Enter.',
	'These words work at every question: back goes one step back, home goes to the first screen, steps lists those of the guide that you were on, and none of them loses anything; help says what this step is about; again says the whole screen once more; quit leaves, and what you answered is kept. Ctrl+C leaves, too.',
	`To give one of these words as a text, put a backslash before it: ${escape}back. Where a text names a key, such as h or Ctrl+S, type its name.`,
	`A long text comes in parts: Enter says the next one, ${stopWord} leaves the rest out.`,
];
