import readline from 'node:readline';
import {type CommandContext} from './context.js';
import {unlessCancelled} from './cancel.js';
import {fitText} from './output.js';

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
export async function isAgreed(
	question: string,
	context: CommandContext,
): Promise<boolean> {
	return isYes(await askLine(`${question} [y/N] `, context));
}

/** Asks for one line and gives it without spaces around it; the end of the input is an empty one. Rejects when the person cancels. */
export async function askLine(
	question: string,
	context: CommandContext,
): Promise<string> {
	const questions = openQuestions(context);
	try {
		return (await questions.ask(question)) ?? '';
	} finally {
		questions.close();
	}
}
