import {type Json} from '../json.js';

// What would act on a terminal although JSON leaves it as it is: C1 controls, bidirectional marks, …
const unprintable =
	/[\p{Default_Ignorable_Code_Point}\p{Format}\u{7F}-\u{9F}\u{2028}\u{2029}]/gv;

/** A value as JSON on one line. Characters that a terminal would act on are written as `\u` escapes: the same JSON. */
export function plainJson(value: Json): string {
	return JSON.stringify(value).replaceAll(unprintable, (character) =>
		Array.from(
			{length: character.length},
			(_, index) =>
				String.raw`\u` +
				// eslint-disable-next-line unicorn/prefer-code-point -- JSON escapes are UTF-16 units
				character.charCodeAt(index).toString(16).padStart(4, '0'),
		).join(''),
	);
}

/** A text as one word for a POSIX shell: inside single quotes everything stands for itself, except the quote. */
export function quoteForShell(text: string): string {
	return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Whether a text holds characters that act on a terminal rather than print. */
export function hasUnprintable(text: string): boolean {
	return text !== escapeCodePoints(text.toWellFormed());
}

/**
Such characters as `\uNNNN` or `\UNNNNNNNN`, which YAML and HCL read alike inside double quotes. A text must hold them
nowhere else.
*/
export function escapeCodePoints(text: string): string {
	return text
		.toWellFormed()
		.replaceAll(unprintable, (character) => escapeCodePoint(character));
}

/** One character as `\uNNNN` or `\UNNNNNNNN`. */
export function escapeCodePoint(character: string): string {
	const hex = (character.codePointAt(0) ?? 0).toString(16);
	return hex.length > 4
		? String.raw`\U` + hex.padStart(8, '0')
		: String.raw`\u` + hex.padStart(4, '0');
}
