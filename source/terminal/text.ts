import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import {escapeOdd} from './foreign-text.js';
import {isPlainText, lateSegmenter} from './plain-text.js';

const segmenter = lateSegmenter();

// Escape sequences that are certain, since their end is there: CSI; OSC, DCS, SOS, PM and APC with their text.
const escapeSequences =
	// eslint-disable-next-line no-control-regex, regexp/no-control-character -- these are what must go.
	/(?:\u{1B}\[|\u{9B})[\u{30}-\u{3F}]*[\u{20}-\u{2F}]*[\u{40}-\u{7E}]|(?:\u{1B}[PX\]^_]|[\u{90}\u{98}\u{9D}-\u{9F}])[^\u{7}\n\u{1B}\u{90}\u{98}\u{9C}-\u{9F}]*(?:\u{7}|\u{1B}\\|\u{9C})/gv;

// What is left that prints nothing yet acts: controls, bidirectional marks and overrides, zero-width characters.
const invisible = /[[\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}]--[\t\n]]/gv;

const printableAscii = /^[\u{20}-\u{7E}]*$/v;

/**
What typed or pasted text becomes in a field, where the person sees it before it counts. Newlines stay (`\r\n` and `\r` become
`\n`), tabs and the Unicode line separators become one space; finished escape sequences go whole, and of all else that prints nothing
only the character itself. Half surrogates become U+FFFD.
*/
export function typedText(text: string): string {
	return typedTable(text).replaceAll('\t', ' ');
}

/** `typedText` for what may be a table from a spreadsheet: tabs stay, for they part its cells. */
export function typedTable(text: string): string {
	if (printableAscii.test(text)) {
		return text;
	}

	// First of all: two halves would become one hidden character once what stands between them is gone.
	return text
		.toWellFormed()
		.replaceAll(/\r\n?/gv, '\n')
		.replaceAll(escapeSequences, '')
		.replaceAll(/[\u{2028}\u{2029}]/gv, ' ')
		.replaceAll(invisible, '');
}

/**
The last defence of whatever is drawn or written: newlines stay, all else that does not show as itself becomes an escape. What
comes from outside has been made safe before (`formatValue`, `quoteText`), since its newlines are not ours.
*/
export function cleanText(text: string): string {
	return printableAscii.test(text)
		? text
		: text
				.split('\n')
				.map((line) => escapeOdd(line))
				.join('\n');
}

/** `cleanText` for what has one line: newlines become escapes, too. */
export function cleanLine(text: string): string {
	return escapeOdd(text);
}

// Each stands for as many columns as it took, so that what was laid out stays laid out.
const asciiForms: Readonly<Record<string, string>> = {
	'“': '"',
	'”': '"',
	'‘': "'",
	'’': "'",
	'·': '|',
	'–': '-',
	'…': '.',
	'→': '>',
	'←': '<',
	'↑': '^',
	'↓': 'v',
};

/** Our own typography in ASCII, for terminals that cannot show it. Names from outside keep their letters. */
export function asciiText(text: string): string {
	return text.replaceAll(/[·–‘’“”…←↑→↓]/gv, (sign) => asciiForms[sign] ?? sign);
}

/** A number with its noun: “1 secret”, “3 secrets”. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

/** How many more there are than the one that is told; nothing where it is the only one. */
export function andMore(count: number): string {
	return count > 1 ? ` (and ${count - 1} more)` : '';
}

/** Texts as sentences one after the other; what comes from AWS often lacks its full stop. Empty ones are left out. */
export function sentences(...texts: readonly string[]): string {
	return texts
		.map((text) => text.trim())
		.filter((text) => text !== '')
		.map((text) => (/[\p{Letter}\p{Number}\)]$/v.test(text) ? `${text}.` : text))
		.join(' ');
}

/** The user-perceived characters of a text, in order. */
export function graphemes(text: string): string[] {
	return isPlainText(text)
		? [...text]
		: Array.from(segmenter.segment(text), ({segment}) => segment);
}

/** How many terminal columns a line takes. */
export function textWidth(text: string): number {
	return stringWidth(text);
}

// No grapheme is narrower than its share of this: a huge line need not be looked at whole.
const mostUnits = 16;

/** The longest start of `text` that fits in `columns`, cut between graphemes. */
export function startOf(text: string, columns: number): string {
	return columns <= 0 ? '' : sliceAnsi(text.slice(0, columns * mostUnits), 0, columns);
}

/** The longest end of `text` that fits in `columns`, cut between graphemes. */
export function endOf(text: string, columns: number): string {
	if (columns <= 0) {
		return '';
	}

	const end = text.slice(-columns * mostUnits).toWellFormed();
	return sliceAnsi(end, Math.max(0, stringWidth(end) - columns));
}

/** Cuts a line that is wider than `columns` and ends it with the ellipsis (`…`, or `...` without Unicode). */
export function fitText(text: string, columns: number, ellipsis = '…'): string {
	if (text.length <= columns * mostUnits && stringWidth(text) <= columns) {
		return text;
	}

	const room = columns - stringWidth(ellipsis);
	return room < 0 ? ellipsis.slice(0, Math.max(0, columns)) : startOf(text, room) + ellipsis;
}

/** Cuts a line that is wider than `columns` in its middle: of names and ARNs the end tells as much as the start. */
export function fitMiddle(text: string, columns: number, ellipsis = '…'): string {
	const room = columns - stringWidth(ellipsis);
	if (room < 2 || (text.length <= columns * mostUnits && stringWidth(text) <= columns)) {
		return fitText(text, columns, ellipsis);
	}

	const start = startOf(text, Math.ceil(room / 2));
	return start + ellipsis + endOf(text, room - stringWidth(start));
}

// Where a long word is best cut: behind what divides an ARN, an action, a path or a list.
const dividers = /[,\-\/:;=_]$/v;

/**
Cuts a word into pieces of at most `columns`, behind a divider where one stands in the second half of the room; a
grapheme wider than that becomes `?`.
*/
function splitWord(word: string, columns: number): string[] {
	const pieces: string[] = [];
	let piece: string[] = [];
	let width = 0;
	for (const grapheme of graphemes(word)) {
		const graphemeWidth = stringWidth(grapheme);
		const [drawn, drawnWidth] = graphemeWidth > columns ? ['?', 1] : [grapheme, graphemeWidth];
		if (width + drawnWidth > columns) {
			const divided = piece.findLastIndex((each) => dividers.test(each)) + 1;
			const cut = divided > piece.length / 2 ? divided : piece.length;
			pieces.push(piece.slice(0, cut).join(''));
			piece = piece.slice(cut);
			width = stringWidth(piece.join(''));
		}

		piece.push(drawn);
		width += drawnWidth;
	}

	return [...pieces, piece.join('')];
}

// No text that was cleaned holds it.
const noBreak = '\u{0}';

// A name of a few words in quotes is one thing to look for; a longer one would leave too much of a line empty.
const quoted = /“[^“”]*”/gv;

/** The words that lines are broken between; a short name in quotes is one of them. */
function wordsToWrap(paragraph: string, columns: number): string[] {
	const whole = paragraph.replaceAll(quoted, (name) =>
		stringWidth(name) <= columns / 3 ? name.split(/ +/v).join(noBreak) : name,
	);
	return whole
		.split(' ')
		.filter((word) => word !== '')
		.map((word) => word.replaceAll(noBreak, ' '));
}

function wrapParagraph(paragraph: string, columns: number, whole: RegExp | undefined): string[] {
	const indent = /^ */v.exec(paragraph)?.[0] ?? '';
	let line = indent.length < columns ? indent : '';
	let width = line.length;
	let isEmpty = true;
	const lines: string[] = [];
	for (const word of wordsToWrap(paragraph, columns)) {
		const wordWidth = stringWidth(word);
		const gap = isEmpty ? 0 : 1;
		if (width + gap + wordWidth <= columns) {
			line += (isEmpty ? '' : ' ') + word;
			width += gap + wordWidth;
		} else {
			if (!isEmpty) {
				lines.push(line);
				line = '';
			} else if (wordWidth > columns - width) {
				// Not even the indent leaves room: the word starts at the edge.
				line = '';
			}

			const pieces = whole?.test(word) ? [word] : splitWord(word, columns);
			lines.push(...pieces.slice(0, -1));
			line = pieces.at(-1) ?? '';
			width = stringWidth(line);
		}

		isEmpty = false;
	}

	return [...lines, line];
}

/**
Breaks text into lines of at most `columns` (at least 1), between words where it can. Newlines stay, a line's indent
stays, runs of spaces inside a line become one, a short name in quotes (“Step 1”) stays in one line, and words that are too
long are cut behind their punctuation, or else between graphemes, unless they are `whole`: then they are wider.
*/
export function wrapText(text: string, columns: number, whole?: RegExp): string[] {
	const room = Math.max(1, Math.floor(columns));
	return text
		.split('\n')
		.flatMap((line) => (stringWidth(line) <= room ? [line] : wrapParagraph(line, room, whole)));
}

// An indent, and a sign or number behind it: "    → ", "  [ok] ", "2. ".
const openings = /^ *(?:(?:\d+\.|\[[^\]]*\]|[^\s\p{Letter}\p{Number}"\(“]+) )?/v;

/**
Breaks a line to at most `columns`, between words where it can; what goes on stands below the line's own text, behind its
indent and its sign. A line whose opening takes more than half of the room goes on at the edge. Words that are `whole` are never
cut. With a `margin`, which is how the line begins, that stands before each of what it is broken into.
*/
export function hangLine(
	line: string,
	columns: number,
	{whole, margin}: {whole?: RegExp | undefined; margin?: string | undefined} = {},
): string[] {
	const opening = margin ?? openings.exec(line)?.[0] ?? '';
	const indent = textWidth(opening);
	if (textWidth(line) <= columns || indent > columns / 2) {
		return wrapText(line, columns, whole);
	}

	return wrapText(line.slice(opening.length), columns - indent, whole).map(
		(text, index) => (index === 0 || margin !== undefined ? opening : ' '.repeat(indent)) + text,
	);
}

/**
A line as it is heard: safe to write, and without the signs that only please the eye. `3/8` is a place among others, a middle
dot is a pause.
*/
export function screenReaderLine(line: string): string {
	return cleanLine(line)
		.replaceAll(' · ', ', ')
		.replace(/(?<=”, )(?<at>\d{1,3})\/(?=\d{1,3}\b)/v, 'screen $<at> of ');
}

/**
Breaks a line between words, at most `columns` wide. A word that is longer stays whole, for the terminal to break: an ARN
that is copied has no line break in it. Code stays whole for the same reason; it is told by its indent or its signs.
*/
export function wrapUncut(line: string, columns: number): string[] {
	if (/^(?:[\s"#]|\{\{|[\[\]\{\}]+,?$)/v.test(line)) {
		return [line];
	}

	const lines: string[] = [];
	let present = '';
	for (const word of line.split(/ +/v)) {
		const longer = present === '' ? word : `${present} ${word}`;
		if (present === '' || textWidth(longer) <= columns) {
			present = longer;
		} else {
			lines.push(present);
			present = word;
		}
	}

	return [...lines, present];
}
