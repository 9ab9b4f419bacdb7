import {matchAt, putRight} from './put-right.js';
import {UnreadableText} from './unreadable-text.js';

const smartQuotes = new Set('“”„‟″＂«»');
const lineEnds = new Set(['\n', '\r', undefined]);
const escape = /\\(?:["\/\\bfnrt]|u[\dA-Fa-f]{4})/vy;
const oddSpaces = /[\u{A0}\u{1680}\u{2000}-\u{200A}\u{202F}\u{205F}\u{3000}]/gv;
const invisibles =
	/[\u{AD}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{2066}-\u{2069}\u{FEFF}]/gv;

/** Whether a character opens a string. */
export const isQuote = (character: string): boolean =>
	character === '"' || smartQuotes.has(character);

const findClosingQuote = (
	text: string,
	start: number,
	isClosing: (character: string) => boolean,
): number => {
	let at = start + 1;
	for (;;) {
		const character = text[at];
		if (character === undefined || lineEnds.has(character)) {
			throw new UnreadableText(
				'This text has no closing quote on its line.',
				start,
			);
		}

		if (isClosing(character)) {
			return at;
		}

		const step = character === '\\' ? matchAt(escape, text, at) : character;
		if (step === undefined) {
			throw new UnreadableText(
				'This backslash has to be doubled, or does not belong here.',
				at,
			);
		}

		if (character < ' ') {
			throw new UnreadableText(
				'A tab or another control character stands inside the quotes.',
				at,
			);
		}

		at += step.length;
	}
};

/**
Reads the string that opens at `start`. One in plain quotes ends only at a plain quote, so smart quotes inside it stay; with
`areQuotesMixed` any double quote ends any string. Odd spaces become plain and invisible characters go. Throws UnreadableText.
*/
export function readString(
	text: string,
	start: number,
	tolerated: Set<string>,
	areQuotesMixed: boolean,
): {end: number; value: string} {
	const isAnyQuoteRight = text[start] !== '"' || areQuotesMixed;
	const close = findClosingQuote(text, start, (character) =>
		isAnyQuoteRight ? isQuote(character) : character === '"',
	);
	const raw = text.slice(start + 1, close);
	const spaced = raw.replaceAll(oddSpaces, ' ');
	const clean = spaced.replaceAll(invisibles, '');
	if (text[start] !== '"' || text[close] !== '"') {
		tolerated.add(putRight.quotes);
	}

	if (spaced !== raw) {
		tolerated.add(putRight.spaces);
	}

	if (clean !== spaced) {
		tolerated.add(putRight.invisible);
	}

	return {end: close + 1, value: String(JSON.parse(`"${clean}"`))};
}
