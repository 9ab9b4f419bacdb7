/** What is put right while a paste is read, as the sentence that tells of it. */
export const putRight = {
	quotes: 'Smart quotes were read as plain ones.',
	spaces: 'Unusual spaces were read as plain ones.',
	invisible: 'Invisible characters were left out.',
	comments: 'Comments were left out.',
	fence: 'The code fence around it was left out.',
	commas: 'Extra commas were left out.',
	missingComma: 'A missing comma between two objects was added.',
	braces: 'The missing braces around it were added.',
} as const;

/** One of the things that are put right. */
export type PutRight = keyof typeof putRight;

/** Matches a sticky pattern exactly at `offset`. */
const matchAt = (pattern: RegExp, text: string, offset: number): string | undefined => {
	pattern.lastIndex = offset;
	return pattern.exec(text)?.[0];
};

/** Text that cannot be read as JSON, and the offset where that shows. */
export class UnreadableText extends Error {
	readonly offset: number;

	constructor(message: string, offset: number) {
		super(message);
		this.name = 'UnreadableText';
		this.offset = offset;
	}
}

const smartQuotes = new Set('“”„‟″＂«»');
const lineEnds = new Set(['\n', '\r', undefined]);
const escape = /\\(?:["\/\\bfnrt]|u[\dA-Fa-f]{4})/vy;
const oddSpaces = /[\u{A0}\u{1680}\u{2000}-\u{200A}\u{202F}\u{205F}\u{3000}]/gv;
const invisibles =
	/[\u{AD}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{2066}-\u{2069}\u{FEFF}]/gv;

/** Whether a character opens a string. */
const isQuote = (character: string): boolean => character === '"' || smartQuotes.has(character);

const findClosingQuote = (
	text: string,
	start: number,
	isClosing: (character: string) => boolean,
): number => {
	let at = start + 1;
	for (;;) {
		const character = text[at];
		if (character === undefined || lineEnds.has(character)) {
			throw new UnreadableText('This text has no closing quote on its line.', start);
		}

		if (isClosing(character)) {
			return at;
		}

		const step = character === '\\' ? matchAt(escape, text, at) : character;
		if (step === undefined) {
			throw new UnreadableText('This backslash has to be doubled, or does not belong here.', at);
		}

		if (character < ' ') {
			throw new UnreadableText('A tab or another control character stands inside the quotes.', at);
		}

		at += step.length;
	}
};

/**
Reads the string that opens at `start`. One in plain quotes ends only at a plain quote, so smart quotes inside it stay; with
`areQuotesMixed` any double quote ends any string. Odd spaces become plain and invisible characters go. Throws UnreadableText.
*/
function readString(
	text: string,
	start: number,
	tolerated: Set<PutRight>,
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
		tolerated.add('quotes');
	}

	if (spaced !== raw) {
		tolerated.add('spaces');
	}

	if (clean !== spaced) {
		tolerated.add('invisible');
	}

	return {end: close + 1, value: String(JSON.parse(`"${clean}"`))};
}

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

const skippable: Array<[RegExp, PutRight]> = [
	[space, 'spaces'],
	[invisible, 'invisible'],
	[comment, 'comments'],
	[fence, 'fence'],
];

const isMark = (text: string): text is Mark => ['{', '}', '[', ']', ',', ':'].includes(text);

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
const measureSkippable = (text: string, offset: number, tolerated: Set<PutRight>): number => {
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
	tolerated: Set<PutRight>,
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
			text.startsWith('/*', start) ? 'This comment is never closed.' : describeCharacter(character),
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
	tolerated: Set<PutRight>,
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

	return [...tokens, {kind: 'end', start: text.length, end: text.length, value: ''}];
}
