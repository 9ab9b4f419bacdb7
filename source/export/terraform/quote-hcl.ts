import {escapeCodePoints} from '../escape-code-points.js';

const named: Readonly<Record<string, string>> = {
	'\\': String.raw`\\`,
	'"': String.raw`\"`,
	'\n': String.raw`\n`,
	'\r': String.raw`\r`,
	'\t': String.raw`\t`,
};

/** A text in HCL's double quotes: nothing in it is taken for an interpolation, a directive or the end of the text. */
export function quoteHcl(text: string): string {
	return `"${escapeHcl(text)}"`;
}

/** The same without the quotes, for a text with interpolations of our own beside it. */
export function escapeHcl(text: string): string {
	const escaped = text
		.replaceAll(/[\p{Control}"\\]/gv, (character) => {
			const code = character.codePointAt(0) ?? 0;
			return (
				named[character] ?? String.raw`\u` + code.toString(16).padStart(4, '0')
			);
		})
		.replaceAll(/[$%](?=\{)/gv, (sign) => sign + sign);
	return escapeCodePoints(escaped);
}
