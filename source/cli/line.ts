import {styleText} from 'node:util';
import {hangLine, cleanLine} from '../terminal/text.js';
import {signBeforeWord, type Symbols} from '../terminal/symbols.js';

/** How a line stands out on a terminal with colours; the words say the same without it. */
export type Tone = 'good' | 'careful' | 'bad';

/** A line of a command: a plain text, or one whose beginning stands out. */
export type Line = string | TonedLine;

type TonedLine = {
	readonly tone: Tone;
	/** What stands out. */
	readonly lead: string;
	/** What follows it, as it is. */
	readonly rest: string;
	/** What stands before each of the lines that it is broken into, and makes all of them stand out. */
	readonly margin?: string;
};

/** A line of which nothing but its lead stands out. */
export function toned(tone: Tone, lead: string, rest = ''): Line {
	return {tone, lead, rest};
}

/** A line of a block, such as what a policy gains: wherever it goes on, it says so again. */
export function inMargin(tone: Tone, margin: string, text: string): Line {
	return {tone, lead: margin + text, rest: '', margin};
}

/** Something that may be meant, and has to be known before anybody agrees. */
export function warningLine(symbols: Symbols, text: string): Line {
	return toned('careful', `${signBeforeWord(symbols, 'warn')}Warning:`, ` ${text}`);
}

/** All that a line says. */
export function lineText(line: Line): string {
	return typeof line === 'string' ? line : line.lead + line.rest;
}

/** A line with what is written of it changed, each part by itself. */
export function mapLine(line: Line, change: (text: string) => string): Line {
	return typeof line === 'string'
		? change(line)
		: {
				...line,
				lead: change(line.lead),
				rest: change(line.rest),
				...(line.margin !== undefined && {margin: change(line.margin)}),
			};
}

/** Lines, safe to write and broken to at most `columns`; words that are `whole` are never cut. */
export function fitTo(lines: readonly Line[], columns: number, whole?: RegExp): Line[] {
	return lines.flatMap((unsafe) => {
		const line = mapLine(unsafe, cleanLine);
		if (typeof line === 'string') {
			return hangLine(line, columns, {whole});
		}

		const {tone, lead, margin} = line;
		return hangLine(lineText(line), columns, {whole, margin}).map((text, index): Line =>
			margin === undefined
				? index === 0
					? toned(tone, text.slice(0, lead.length), text.slice(lead.length))
					: text
				: {tone, lead: text, rest: '', margin},
		);
	});
}

const colours = {good: 'green', careful: 'yellow', bad: 'red'} as const;

/** A line as a terminal with colours shows it. */
export function paintLine(line: Line): string {
	return typeof line === 'string'
		? line
		: styleText(colours[line.tone], line.lead, {validateStream: false}) + line.rest;
}
