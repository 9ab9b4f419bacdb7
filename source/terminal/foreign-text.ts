import {type Json} from '../json.js';
import {escapeAlike, escapeMixed, twins} from './names.js';
import {isPlainText, lateSegmenter} from './plain-text.js';

/*
Text from outside (what AWS answers, what a file holds, what the environment says) as it may stand among our own words. Nothing of
it acts on a terminal, hides, leaves its line or ends its quotation marks: what does not show as itself is written as `\u{9d}`.
*/

const segmenter = lateSegmenter();

const beyondAscii = /[^\u{20}-\u{7E}]/v;

/*
What a reader does not see, or takes for something else: controls, marks without a width or of another direction, private and unassigned
characters, half surrogates, blanks that are no space, marks that stand on nothing or pile up. Of letters, signs and marks that fonts
draw as a blank or not at all Unicode keeps no list: an empty Braille cell, a note head, a blank of Egyptian and of Khitan, a joiner of
Tifinagh, and what stands for an object.
*/
const odd =
	// eslint-disable-next-line no-misleading-character-class -- two of them are marks, meant alone
	/[\p{Default_Ignorable_Code_Point}\p{Line_Separator}\p{Other}\p{Paragraph_Separator}\u{2800}\u{2D7F}\u{FFFC}\u{13441}\u{13442}\u{16FE4}\u{1D159}[\p{Space_Separator}--\u{20}]]\p{Mark}*|(?<![\p{Letter}\p{Mark}\p{Number}])\p{Mark}+|(?<=\p{Mark}{4})\p{Mark}+/gv;

type Escape = (characters: string) => string;

/**
A text on one line, with escapes for every character that does not show as itself: `\u{9d}`, or what `escape` writes. Doing it twice
changes nothing.
*/
export function escapeOdd(text: string, escape: Escape = escaped): string {
	if (!beyondAscii.test(text)) {
		return text;
	}

	return isPlainText(text) && !text.includes('\u{2800}')
		? text
		: escapeTwins(text, escape).replaceAll(odd, (characters) => escape(characters));
}

/** A value as JSON on one line, or with an indent, where odd characters and rows of blanks stand as escapes of JSON: the same value. */
export function formatJson(value: Json, indent?: number): string {
	return JSON.stringify(value, undefined, indent)
		.split('\n')
		.map((line) => {
			const start = /^ */v.exec(line)?.[0] ?? '';
			return (
				start +
				escapeMixed(escapeOdd(line.slice(start.length), escapedInJson), escapedInJson).replaceAll(
					/(?<= ) /gv,
					(blank) => escapedInJson(blank),
				)
			);
		})
		.join('\n');
}

// JSON counts in UTF-16 units.
const escapedInJson: Escape = (characters) =>
	Array.from(
		{length: characters.length},
		(_, index) =>
			String.raw`\u` +
			// eslint-disable-next-line unicorn/prefer-code-point -- half a pair counts, too
			characters.charCodeAt(index).toString(16).padStart(4, '0'),
	).join('');

/** The first character of a text that does not show as itself: as an escape, and where it stands, counted from 1. */
export function findOdd(text: string): {escape: string; position: number} | undefined {
	const shown = escapeOdd(text);
	if (shown === text) {
		return undefined;
	}

	let at = 0;
	while (text.charAt(at) === shown.charAt(at)) {
		at++;
	}

	return {
		escape: /^\\u\{[\da-f]+\}/v.exec(shown.slice(at))?.[0] ?? '',
		position: [...text.slice(0, at)].length + 1,
	};
}

/** Why a new name or text is refused: “what” holds a character that does not show as itself. Nothing where it holds none. */
export function refuseOdd(what: string, text: string): string | undefined {
	const found = findOdd(text);
	return (
		found &&
		`${what} holds ${found.escape} (character ${found.position}), which does not show as itself. Take it out.`
	);
}

// A letter and its accent, or a sign and its twin, look like the one character that Unicode would write: told apart.
function escapeTwins(text: string, escape: Escape): string {
	return text.normalize('NFC') === text
		? text
		: Array.from(segmenter.segment(text), ({segment}) => {
				if (segment.normalize('NFC') === segment) {
					return segment;
				}

				const [first = '', ...marks] = segment;
				return (first.normalize('NFC') === first ? first : escape(first)) + escape(marks.join(''));
			}).join('');
}

function escaped(characters: string): string {
	return Array.from(
		characters,
		(character) => String.raw`\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
	).join('');
}

/**
Labels of one list as they stand in it: where two that differ look alike, the letters of other scripts that look like Latin ones are
escapes.
*/
export function disambiguate(labels: readonly string[]): readonly string[] {
	const alike = new Set(twins(labels).flat());
	return alike.size === 0
		? labels
		: labels.map((label) => (alike.has(label) ? escapeAlike(label, escaped) : label));
}

const usualLength = 200;

/**
A value from outside as it stands bare in a sentence or a row: on one line, no blank of it at an edge or beside another one, cut after
`longest` characters with its full length named. Made once, where the value is put in: what looks like an escape is one.
*/
export function formatValue(text: string, longest = usualLength): string {
	const {start, length} = startOfValue(text, longest, (part) => part);
	return length === undefined ? start : `${start}… (${length} characters)`;
}

/** Somebody else's sentences, such as an error of AWS, on one line: their line breaks and tabs are spaces. */
export function formatProse(text: string, longest: number): string {
	return formatValue(text.trim().replaceAll(/[\t\n\r ]+/gv, ' '), longest);
}

/** A name or another value that is one word as it is; anything else in quotation marks, so that no sentence can be made of it. */
export function formatWord(text: string, longest = usualLength): string {
	return /^[\w#$%\u{26}*+,\-.\/:=?@\{\}~]+$/v.test(text)
		? formatValue(text, longest)
		: quoteText(text, longest);
}

/** A name that stands alone, as a heading or in a list: as it is where it cannot pass for a line of ours, else in quotation marks. */
export function formatName(text: string): string {
	return /^[\p{Letter}\p{Number}](?:[\p{Letter}\p{Mark}\p{Number} #\u{26}+,\-.\/@_]*[\p{Letter}\p{Mark}\p{Number}])?$/v.test(
		text,
	)
		? formatValue(text)
		: quoteText(text);
}

/** `formatValue` in quotation marks (“…”, or the `mark` given), which nothing inside can end. */
export function quoteText(
	text: string,
	longest = usualLength,
	[open, close]: readonly [string, string] = ['“', '”'],
): string {
	const {start, length} = startOfValue(text, longest, (part) =>
		part.replaceAll('"', String.raw`\"`).replaceAll(/[“”]/gv, (mark) => escaped(mark)),
	);
	return length === undefined
		? open + start + close
		: `${open}${start}…${close} (${length} characters)`;
}

function startOfValue(
	text: string,
	longest: number,
	escapeMarks: (text: string) => string,
): {start: string; length?: string} {
	// One character more than can be shown says that it is cut.
	const head = text.slice(0, longest * 2 + 2);
	const whole = escapeMarks(
		escapeMixed(
			escapeOdd(head.replaceAll(/\\(?=u\{|["“”]|$)/gv, (character) => escaped(character))),
			escaped,
		),
	).replaceAll(/(?<=^| ) | $/gv, (blank) => escaped(blank));
	const pieces = whole.match(/\\u\{[\da-f]+\}|\\"|./gsv) ?? [];
	let start = '';
	let count = 0;
	for (const piece of pieces) {
		count += piece.length;
		if (count > longest) {
			break;
		}

		start += piece;
	}

	return start.length === whole.length && head.length === text.length
		? {start}
		: {start, length: [...text].length.toLocaleString('en-US')};
}

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

	return typeof value === 'string' ? quoteText(value, 60, ['"', '"']) : JSON.stringify(value);
}

// What would act on a terminal although JSON leaves it as it is: C1 controls, bidirectional marks, …
const unprintable = /[\p{Default_Ignorable_Code_Point}\p{Format}\u{7F}-\u{9F}\u{2028}\u{2029}]/gv;

/** A value as JSON on one line. Characters that a terminal would act on are written as `\u` escapes: the same JSON. */
export function plainJson(value: Json): string {
	return JSON.stringify(value).replaceAll(unprintable, (character) => escapedInJson(character));
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
	return text.toWellFormed().replaceAll(unprintable, (character) => escapeCodePoint(character));
}

/** One character as `\uNNNN` or `\UNNNNNNNN`. */
export function escapeCodePoint(character: string): string {
	const hex = (character.codePointAt(0) ?? 0).toString(16);
	return hex.length > 4
		? String.raw`\U` + hex.padStart(8, '0')
		: String.raw`\u` + hex.padStart(4, '0');
}
