import {unprintable} from '../engine/print-call.js';

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
