import {type LineField} from '../../ui/line-mode.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type Menu} from './line-menu.js';
import {stopWord} from './long-text.js';
import {emptying, endOfText, escape, textOf} from './read-answer.js';

/** Each entry with its number, after what is said above them. */
export function menuLines({intro, entries}: Menu): string[] {
	return [
		...(entries.length > 0 ? ['Choose:'] : []),
		...intro,
		...entries.map(({say}, index) => `${index + 1}. ${say}`),
	];
}

/** What stands before the answer to a menu. */
export function menuPrompt({entries, list, hasBack}: Menu): string {
	const ways = [
		...(entries.length > 0 ? ['Number'] : []),
		...(list ? ['words to search'] : []),
		...(hasBack ? ['back'] : []),
		'help',
		'again',
		'quit',
	];
	return `${ways.join(', ')}: `;
}

/** What stands before the answer to one line of text. */
export function fieldPrompt({label, value, placeholder}: LineField): string {
	const about =
		value === ''
			? placeholder
			: `now ${quoteText(value)}; Enter keeps it, a minus sign empties it`;
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
		...(kept > 0
			? [`Enter alone takes the ${kept} lines that you pasted before.`]
			: []),
		'(A line of more than 4,000 characters does not get through: put the text in a file, then.)',
	];
}

/** What is said once, at the start. */
export const greeting =
	'Plain lines, numbered choices. Answer each question and press Enter; help says how.';

/** How answering works, for whoever asks. */
export const howToAnswer = [
	'How to answer: type the number of a choice, or the text that is asked for, and press Enter.',
	'These words work at every question: back goes one step back and loses nothing; help says what this step is about; again says the whole screen once more; quit leaves, and what you answered is kept. Ctrl+C leaves, too.',
	`To give one of these words as a text, put a backslash before it: ${escape}back. Where a text names a key, such as h or Ctrl+S, type its name.`,
	`A long text comes in parts: Enter says the next one, ${stopWord} leaves the rest out.`,
];
