import readline from 'node:readline';
import {asciiText, screenReaderLine, wrapUncut} from '../../terminal/text.js';
import {type LineProgress} from '../../ui/line-mode.js';

// The lines of a paste come within a few milliseconds of each other, a person's Enters do not.
const pasteGap = 40;

// What a terminal puts around a paste where a program before this one has asked for that: no text, wherever in a line it stands.
const pasteMarks = ['\u{1B}[200~', '\u{1B}[201~'];

/** A terminal that is only written to at its end, and read by whole lines. */
export type LineTerminal = {
	readonly say: (lines: readonly string[]) => void;
	/** Writes the question that the next line answers; on a line of its own. */
	readonly ask: (prompt: string) => void;
	/** Whether lines have come that are not given yet: they may be the beginning of a paste. */
	readonly isHearing: () => boolean;
	/** Who hears the answers, and the end of them. Answers that came before wait for this. */
	readonly listen: (listener: LineListener | undefined) => void;
	/** Lets another program have the terminal until `work` is over. */
	readonly lend: <Result>(work: () => Promise<Result>) => Promise<Result>;
	readonly close: () => void;
};

export type LineListener = {
	/** Several lines that came at once are a paste, and one answer. */
	readonly onAnswer: (lines: readonly string[]) => void;
	readonly onEnd: () => void;
};

type Streams = {
	readonly stdin: NodeJS.ReadableStream;
	readonly stdout: {readonly columns?: number; write(text: string): unknown};
	readonly hasUnicode: boolean;
};

/** Reads and writes lines. The terminal itself echoes and edits what is typed; nothing but plain text is ever sent to it. */
export function openLineTerminal({stdin, stdout, hasUnicode}: Streams): LineTerminal {
	let waiting: Array<readonly string[]> = [];
	let paste: string[] = [];
	let pasteTimer: NodeJS.Timeout | undefined;
	let hasEnded = false;
	let listener: LineListener | undefined;
	let isAsking = false;
	const write = (text: string) => {
		stdout.write(hasUnicode ? text : asciiText(text));
	};

	const give = () => {
		clearTimeout(pasteTimer);
		const lines = paste;
		paste = [];
		if (lines.length === 0) {
			return;
		}

		// The terminal has gone to the next line with the person's Enter.
		isAsking = false;
		if (listener) {
			listener.onAnswer(lines);
		} else {
			waiting.push(lines);
		}
	};

	const open = () => {
		const reader = readline.createInterface({input: stdin, terminal: false});
		reader.on('line', (line) => {
			let text = line;
			for (const mark of pasteMarks) {
				text = text.replaceAll(mark, '');
			}

			paste.push(text);
			clearTimeout(pasteTimer);
			pasteTimer = setTimeout(give, pasteGap);
		});
		const end = () => {
			give();
			hasEnded = true;
			listener?.onEnd();
		};

		reader.on('close', end);
		return () => {
			reader.off('close', end);
			reader.close();
		};
	};

	let close = open();
	return {
		say(lines) {
			if (lines.length === 0) {
				return;
			}

			const columns = stdout.columns ?? 80;
			write(
				`${isAsking ? '\n' : ''}${lines
					.flatMap((line) => wrapUncut(screenReaderLine(line), columns))
					.join('\n')}\n`,
			);
			isAsking = false;
		},
		ask(prompt) {
			const lines = wrapUncut(screenReaderLine(prompt).trimEnd(), stdout.columns ?? 80);
			// What is typed stands a space behind the question.
			write(`${isAsking ? '\n' : ''}${lines.join('\n')} `);
			isAsking = true;
		},
		isHearing: () => paste.length > 0,
		listen(next) {
			listener = next;
			const answers = waiting;
			waiting = [];
			for (const lines of answers) {
				next?.onAnswer(lines);
			}

			if (hasEnded) {
				next?.onEnd();
			}
		},
		async lend(work) {
			close();
			try {
				return await work();
			} finally {
				close = open();
			}
		},
		close() {
			close();
			if (isAsking) {
				write('\n');
			}
		},
	};
}

// Milliseconds. What is over at once is not worth a word; a count that grows is said now and then.
const tooShort = 400;
const betweenCounts = 10_000;
const betweenSigns = 30_000;

type Said = {readonly since: number; text: string | undefined; at: number};

/** What goes on by itself, said when it starts, when its text has changed, and now and then as a sign of life. */
export function newProgressLines() {
	const known = new Map<string, Said>();
	return {
		/** The lines to say at a time (in milliseconds). */
		at(now: number, progress: ReadonlyMap<string, LineProgress>): string[] {
			for (const key of known.keys()) {
				if (!progress.has(key)) {
					known.delete(key);
				}
			}

			return [...progress].flatMap(([key, {text}]) => {
				const said = known.get(key) ?? {since: now, text: undefined, at: now};
				known.set(key, said);
				const line = lineOf(said, text, now);
				if (line === undefined) {
					return [];
				}

				said.text = text;
				said.at = now;
				return [line];
			});
		},
	};
}

function lineOf({since, text: before, at}: Said, text: string, now: number): string | undefined {
	if (before === undefined) {
		return now - since >= tooShort ? text : undefined;
	}

	if (before !== text) {
		return now - at >= betweenCounts ? text : undefined;
	}

	return now - at >= betweenSigns ? `Still: ${text}` : undefined;
}
