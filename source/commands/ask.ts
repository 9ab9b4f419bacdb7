import readline from 'node:readline';
import {type CommandContext} from './context.js';
import {unlessCancelled} from './cancel.js';

/** Asks a question that only a clear yes agrees to; the end of the input is a no. Rejects when the person cancels. */
export async function isAgreed(
	question: string,
	context: CommandContext,
): Promise<boolean> {
	const answer = await askLine(`${question} [y/N] `, context);
	return /^y(?:es)?$/iv.test(answer);
}

/** Asks for one line and gives it without spaces around it; the end of the input is an empty one. Rejects when the person cancels. */
export async function askLine(
	question: string,
	{stdin, stdout, signal}: CommandContext,
): Promise<string> {
	stdout.write(question);
	// Not a terminal for readline: the terminal itself edits the line, and Ctrl+C stays a signal.
	const lines = readline.createInterface({input: stdin, terminal: false});
	let answer: string | undefined;
	try {
		answer = await unlessCancelled(nextLine(lines), signal);
	} finally {
		lines.close();
		if (answer === undefined) {
			// Nobody pressed Enter: what is said next starts on a line of its own.
			stdout.write('\n');
		}
	}

	return answer?.trim() ?? '';
}

async function nextLine(
	lines: readline.Interface,
): Promise<string | undefined> {
	return new Promise((resolve) => {
		lines.once('line', resolve);
		lines.once('close', () => {
			resolve(undefined);
		});
	});
}
