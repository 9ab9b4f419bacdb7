import {quoteText} from '../terminal/foreign-text.js';

/**
Any value from a file or a flag as it may stand in a message: text in double quotes, safe and cut after 60 characters; numbers and
booleans as they are; lists and objects by their kind only.
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
		? quoteText(value, 60, ['"', '"'])
		: JSON.stringify(value);
}
