import {styleText} from 'node:util';
import readline from 'node:readline';
import {hangLine, cleanLine, screenReaderLine, asciiText} from '../terminal/text.js';
import {
	signBeforeWord,
	type Symbols,
	screenReaderSymbols,
	supportsColor,
	supportsUnicode,
	symbols,
} from '../terminal/symbols.js';
import {type Wait} from '../engine/wait.js';
import {type Json} from '../json.js';
import {formatJson} from '../terminal/foreign-text.js';
import {type Problem, unlessCancelled} from './problems.js';

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
export function warningLine(signs: Symbols, text: string): Line {
	return toned('careful', `${signBeforeWord(signs, 'warn')}Warning:`, ` ${text}`);
}

/** All that a line says. */
export function lineText(line: Line): string {
	return typeof line === 'string' ? line : line.lead + line.rest;
}

/** A line with what is written of it changed, each part by itself. */
function mapLine(line: Line, change: (text: string) => string): Line {
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
function paintLine(line: Line): string {
	return typeof line === 'string'
		? line
		: styleText(colours[line.tone], line.lead, {validateStream: false}) + line.rest;
}

/** Where text goes; `columns` where that is a terminal. */
export type Writer = {
	write(text: string): unknown;
	columns?(): number | undefined;
};

/** What a command takes from the process it runs in; tests give their own. */
export type CommandContext = {
	env: NodeJS.ProcessEnv;
	stdin: NodeJS.ReadableStream;
	stdout: Writer;
	stderr: Writer;
	/** Whether a person can be asked: stdin and stdout are a terminal. */
	isTty: boolean;
	/** The terminal's present size; 80 by 24 where there is none. */
	windowSize(): {columns: number; rows: number};
	/** Aborted by Ctrl+C, SIGTERM or SIGHUP: stop where that is safe. */
	signal: AbortSignal;
	/** Aborted after that, when it was asked for twice or takes too long: wait for nothing any more, and say what was done. */
	halt: AbortSignal;
	/** Gives these signals back: the assistant sees to them itself. */
	releaseSignals(): void;
	now(): Date;
	wait: Wait;
};

/** How to reach AWS: the options that every command takes. */
export type AwsFlags = {
	profile?: string;
	region?: string;
	/** Use the embedded AWS. */
	sandbox: boolean;
	/** Empty the embedded AWS first. */
	freshSandbox: boolean;
};

/** The options of every command. */
export type Flags = AwsFlags & {
	json: boolean;
	/** Plain lines and numbered choices, nothing redrawn. */
	accessible: boolean;
};

/** What a command writes to. Text is made safe on the way, and each line stays one. */
export type Output = {
	readonly isJson: boolean;
	/** Lines are read aloud: words stand in place of symbols. */
	readonly isScreenReader: boolean;
	readonly symbols: Symbols;
	/** The width of the terminal; 80 where there is none. */
	readonly columns: number;
	/** Writes lines for a person: to stdout, or to stderr when stdout is for JSON. */
	say(...lines: readonly Line[]): void;
	/** Writes a text to stdout exactly as it is. */
	raw(text: string): void;
	/** Writes lines for a person to stderr, beside the result. */
	note(...lines: readonly Line[]): void;
	/** Writes lines in place of what the terminal shows. They must fit into it. */
	redraw(lines: readonly Line[]): void;
	/** Writes one JSON value on a line of its own to stdout. */
	json(value: Json): void;
	/** Says why the command stopped: as JSON on stdout when that was asked for, else as words on stderr. */
	problem(problem: Problem): void;
};

/** Opens the output of a command. */
export function openOutput(
	{
		stdout,
		stderr,
		env,
		isTty = false,
		windowSize = () => ({columns: 80, rows: 24}),
	}: Pick<CommandContext, 'stdout' | 'stderr' | 'env'> &
		Partial<Pick<CommandContext, 'isTty' | 'windowSize'>>,
	{
		isJson,
		isScreenReader = false,
		platform,
	}: {isJson: boolean; isScreenReader?: boolean; platform: NodeJS.Platform},
): Output {
	const people = isJson ? stderr : stdout;
	const isUnicode = supportsUnicode(env, platform);
	// Into a file or a pipe only where that is wanted.
	const isColourful = isTty || env.FORCE_COLOR !== undefined;
	const isPainted = isColourful && !isScreenReader && supportsColor(env);
	const written = (text: string) => {
		const clean = cleanLine(text);
		return isUnicode ? clean : asciiText(clean);
	};

	const plain = (lines: readonly Line[]) =>
		lines
			.map((line) => lineText(line))
			.map((text) =>
				written(
					// What is left of a sign that is only for the eye.
					isScreenReader ? screenReaderLine(text).replace(/^ (?=\S)/v, '') : text,
				),
			)
			.join('\n');

	// Whether stderr is a terminal is not known here, so only what goes to stdout is painted.
	const painted = (lines: readonly Line[]) =>
		isPainted ? lines.map((line) => paintLine(mapLine(line, written))).join('\n') : plain(lines);

	// What is heard is broken by nobody.
	const fit = (writer: Writer, lines: readonly Line[]) =>
		isScreenReader ? lines : fitLines(writer, lines);
	const json = (value: Json) => {
		stdout.write(`${formatJson(value)}\n`);
	};

	return {
		isJson,
		isScreenReader,
		symbols: isScreenReader ? screenReaderSymbols : symbols(isUnicode),
		get columns() {
			return windowSize().columns;
		},
		say(...lines) {
			const fitting = fit(people, lines);
			people.write(`${isJson ? plain(fitting) : painted(fitting)}\n`);
		},
		raw(text) {
			stdout.write(text);
		},
		note(...lines) {
			stderr.write(`${plain(fit(stderr, lines))}\n`);
		},
		redraw(lines) {
			// Line by line over the old ones, so that nothing flickers.
			const drawn = lines.map((line) => `${painted([line])}\u{1B}[K`);
			stdout.write(`\u{1B}[H${drawn.join('\n')}\n\u{1B}[J`);
		},
		json,
		problem({code, message, hint, report}) {
			if (isJson) {
				json({version: 1, ...report, error: {code, message, hint}});
				return;
			}

			// A message may be a list.
			const text = hint === '' ? message : `${message}\n${hint}`;
			stderr.write(`${plain(fit(stderr, text.split('\n')))}\n`);
		},
	};
}

// What a person copies whole: a line break of ours would be copied, too.
const copied = /^["\(“]?(?:arn:|https?:\/\/)/v;

/** Lines for where they go: a terminal would break them in the middle of a word; what is piped keeps them whole. */
function fitLines(writer: Writer, lines: readonly Line[]): readonly Line[] {
	const columns = writer.columns?.();
	return columns === undefined ? lines : fitTo(lines, columns, copied);
}

/** `fitLines` for a text without colours, such as a question or a command's help. */
export function fitText(writer: Writer, text: string): string {
	return fitLines(writer, text.split('\n'))
		.map((line) => lineText(line))
		.join('\n');
}

/** Questions asked one after the other; lines that were typed ahead answer the next ones. */
export type Questions = {
	/** Asks for one line and gives it without spaces around it; nothing at the end of the input. Rejects when the person cancels. */
	ask(question: string): Promise<string | undefined>;
	/** Lets go of the input. */
	close(): void;
};

/** Opens the input for questions. It must be closed again. */
export function openQuestions({
	stdin,
	stdout,
	signal,
}: Pick<CommandContext, 'stdin' | 'stdout' | 'signal'>): Questions {
	// Not a terminal for readline: the terminal itself edits the line, and Ctrl+C stays a signal.
	const input = readline.createInterface({input: stdin, terminal: false});
	const next = input[Symbol.asyncIterator]();
	return {
		async ask(question) {
			stdout.write(`${fitText(stdout, question).trimEnd()} `);
			let answer: string | undefined;
			try {
				const line = await unlessCancelled(next.next(), signal);
				answer = line.done ? undefined : line.value.trim();
			} finally {
				if (answer === undefined) {
					// Nobody pressed Enter: what is said next starts on a line of its own.
					stdout.write('\n');
				}
			}

			return answer;
		},
		close() {
			input.close();
		},
	};
}

/** Whether an answer agrees: only a clear yes does. */
export function isYes(answer: string | undefined): boolean {
	return /^y(?:es)?$/iv.test(answer ?? '');
}

/** Asks a question that only a clear yes agrees to; the end of the input is a no. Rejects when the person cancels. */
export async function isAgreed(question: string, context: CommandContext): Promise<boolean> {
	return isYes(await askLine(`${question} [y/N] `, context));
}

/** Asks for one line and gives it without spaces around it; the end of the input is an empty one. Rejects when the person cancels. */
async function askLine(question: string, context: CommandContext): Promise<string> {
	const questions = openQuestions(context);
	try {
		return (await questions.ask(question)) ?? '';
	} finally {
		questions.close();
	}
}
