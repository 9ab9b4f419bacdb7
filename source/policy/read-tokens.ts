import {matchAt, putRight} from './put-right.js';
import {isQuote, readString} from './read-string.js';
import {UnreadableText} from './unreadable-text.js';

type Mark = '{' | '}' | '[' | ']' | ',' | ':';

/** A piece of JSON text. `value` is the text of a string, number or word; offsets count UTF-16 units of the original text. */
export type Token = {
	kind: Mark | 'string' | 'number' | 'word' | 'end';
	start: number;
	end: number;
	value: string;
};

const space =
	/[\t\n\v\f\r \u{85}\u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}]+/vy;
const plainSpace = /^[\t\n\r ]+$/v;
const invisible =
	/[\u{AD}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{2066}-\u{2069}\u{FEFF}]+/vy;
const comment = /\/\/[^\n\r]*|\/\*.*?\*\//svy;
const fence = /(?:`{3,}|~{3,})[\w\-]*/vy;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+\-]?\d+)?/ivy;
const word = /[$a-z_][\w$\-]*/ivy;

const skippable: Array<[RegExp, string]> = [
	[space, putRight.spaces],
	[invisible, putRight.invisible],
	[comment, putRight.comments],
	[fence, putRight.fence],
];

const isMark = (text: string): text is Mark =>
	['{', '}', '[', ']', ',', ':'].includes(text);

const describeCharacter = (character: string): string => {
	if (["'", '‘', '’', '`'].includes(character)) {
		return 'JSON takes double quotes around names and values, no other kind.';
	}

	const code = character.codePointAt(0)!;
	return code > 0x20 && code < 0x7f
		? `This ${character} does not belong here.`
		: `This character (U+${code.toString(16).toUpperCase().padStart(4, '0')}) does not belong here.`;
};

/** Gives the length of what may be passed over at `offset`: white space, a comment, a fence, an invisible character. */
const measureSkippable = (
	text: string,
	offset: number,
	tolerated: Set<string>,
): number => {
	for (const [pattern, note] of skippable) {
		const found = matchAt(pattern, text, offset);
		if (found !== undefined) {
			if (!plainSpace.test(found)) {
				tolerated.add(note);
			}

			return found.length;
		}
	}

	return 0;
};

const readToken = (
	text: string,
	start: number,
	tolerated: Set<string>,
	areQuotesMixed: boolean,
): Token => {
	const character = String.fromCodePoint(text.codePointAt(start)!);
	if (isQuote(character)) {
		return {
			kind: 'string',
			start,
			...readString(text, start, tolerated, areQuotesMixed),
		};
	}

	if (isMark(character)) {
		return {kind: character, start, end: start + 1, value: character};
	}

	const digits = matchAt(number, text, start);
	const value = digits ?? matchAt(word, text, start);
	if (value === undefined) {
		throw new UnreadableText(
			text.startsWith('/*', start)
				? 'This comment is never closed.'
				: describeCharacter(character),
			start,
		);
	}

	return {
		kind: digits === undefined ? 'word' : 'number',
		start,
		end: start + value.length,
		value,
	};
};

/**
Splits JSON text into tokens, tolerant of what copying does to it: comments, code fences, smart quotes, odd spaces and invisible
characters, each noted in `tolerated`. `readString` explains `areQuotesMixed`. Throws UnreadableText.
*/
export function readTokens(
	text: string,
	tolerated: Set<string>,
	areQuotesMixed: boolean,
): Token[] {
	const tokens: Token[] = [];
	let offset = 0;
	while (offset < text.length) {
		const skipped = measureSkippable(text, offset, tolerated);
		offset += skipped;
		if (skipped > 0) {
			continue;
		}

		const token = readToken(text, offset, tolerated, areQuotesMixed);
		tokens.push(token);
		offset = token.end;
	}

	return [
		...tokens,
		{kind: 'end', start: text.length, end: text.length, value: ''},
	];
}
