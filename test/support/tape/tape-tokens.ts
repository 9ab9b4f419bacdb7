/** The kinds of token in a .tape file; a word is a bare string or a keyword. */
export type TapeTokenKind = 'word' | 'string' | 'number' | 'regex' | 'json' | 'sign' | 'unknown';

/** A token of a .tape file; the text has no quotes or slashes. Lines and columns count from 1. */
export type TapeToken = {
	readonly kind: TapeTokenKind;
	readonly text: string;
	readonly line: number;
	readonly column: number;
	readonly isClosed: boolean;
};

// In the order in which they are tried. A quoted string has no escapes and ends with its line; a regex may hold \/.
const patterns: ReadonlyArray<readonly [TapeTokenKind | 'nothing', RegExp]> = [
	['nothing', /(?:[\t\n\r ]+|#[^\n\r]*)/vy],
	['string', /"(?<text>[^\n\r"]*)(?<close>"?)/vy],
	['string', /'(?<text>[^\n\r']*)(?<close>'?)/vy],
	['string', /`(?<text>[^\n\r`]*)(?<close>`?)/vy],
	['regex', /\/(?<text>(?:\\.|[^\n\r\/\\])*)(?<close>\/?)/vy],
	['json', /(?<text>\{[^\}]*(?<close>\}?))/vy],
	['number', /(?<text>(?:\d|\.\d)[\d.]*)/vy],
	['word', /(?<text>[.A-Za-z][\w%\-.\/]*)/vy],
	['sign', /(?<text>[%+\-=@\[\\\]^])/vy],
	['unknown', /(?<text>.)/svy],
];

/** Splits a .tape file into tokens, without comments and blanks. Anything is accepted; what no rule knows is 'unknown'. */
export function tapeTokens(source: string): TapeToken[] {
	const tokens: TapeToken[] = [];
	let offset = 0;
	let line = 1;
	let lineStart = 0;
	while (offset < source.length) {
		const [kind, match] = matchAt(source, offset);
		if (kind !== 'nothing') {
			tokens.push({
				kind,
				text: match.groups?.text ?? '',
				line,
				column: offset - lineStart + 1,
				isClosed: match.groups?.close !== '',
			});
		}

		const lineBreaks = match[0].split('\n');
		line += lineBreaks.length - 1;
		offset += match[0].length;
		if (lineBreaks.length > 1) {
			lineStart = offset - (lineBreaks.at(-1)?.length ?? 0);
		}
	}

	return tokens;
}

function matchAt(
	source: string,
	offset: number,
): readonly [TapeTokenKind | 'nothing', RegExpExecArray] {
	for (const [kind, pattern] of patterns) {
		pattern.lastIndex = offset;
		const match = pattern.exec(source);
		if (match) {
			return [kind, match];
		}
	}

	throw new Error('The last pattern matches any character.');
}
