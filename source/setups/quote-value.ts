import {cleanLine} from '../terminal/text.js';

const longest = 60;

/**
Any value from outside as it may stand in a message: text in double quotes, cleaned of control characters and cut after
60 characters; numbers and booleans as they are; lists and objects by their kind only.
*/
export function quoteValue(value: unknown): string {
	if (Array.isArray(value)) {
		return 'a list';
	}

	if (typeof value === 'object' && value !== null) {
		return 'a set of fields';
	}

	if (value === undefined || value === null) {
		return 'nothing';
	}

	return typeof value === 'string'
		? `"${plainWord(value)}"`
		: JSON.stringify(value);
}

/** Text from outside on one line, cleaned of control characters and cut after 60 characters. */
export function plainWord(text: string): string {
	const characters = [...cleanLine(text.slice(0, longest * 4))];
	return characters.length > longest
		? `${characters.slice(0, longest).join('')}...`
		: characters.join('');
}
