import {openOutput} from '../../source/cli/context.js';
import {type Json} from '../../source/json.js';

// Written out here, not taken from the program: every control but the end of a line, and what hides or turns text.
const raw =
	// eslint-disable-next-line no-control-regex, regexp/no-control-character -- these are what is looked for.
	/[\0-\u{9}\u{B}-\u{1F}\u{7F}-\u{9F}\u{AD}\u{61C}\u{200B}-\u{200F}\u{2028}-\u{202E}\u{2060}-\u{206F}\u{FEFF}\u{FFF9}-\u{FFFB}\u{E0000}-\u{E0FFF}]/v;

/** Fails when a text that is about to reach a terminal would act on it. */
export function assertPlain(text: string): void {
	const found = raw.exec(text);
	if (found) {
		const code = found[0].codePointAt(0)?.toString(16) ?? '';
		const around = text.slice(Math.max(0, found.index - 30), found.index + 30);
		throw new Error(`U+${code} would reach the terminal: ${JSON.stringify(around)}`);
	}

	if (!text.isWellFormed()) {
		throw new Error('Half a surrogate would reach the terminal.');
	}
}

/** Prints lines the way every command does, and fails when something raw comes out. */
export function drawLines(lines: readonly string[]): void {
	const {output, written} = openPrinter();
	output.say(...lines);
	output.problem({
		code: 'fuzz',
		message: lines.join('\n'),
		hint: lines.at(-1) ?? '',
		exitCode: 1,
	});
	assertPlain(written());
}

/** Prints a value as JSON, and fails when something raw comes out. */
export function drawJson(value: Json): void {
	const {output, written} = openPrinter();
	output.json(value);
	assertPlain(written());
	JSON.parse(written());
}

function openPrinter() {
	let text = '';
	const stream = {
		write(chunk: string) {
			text += chunk;
		},
	};
	return {
		output: openOutput(
			{stdout: stream, stderr: stream, env: {LANG: 'C.UTF-8'}},
			{isJson: false, platform: 'linux'},
		),
		written: () => text,
	};
}

/** Fails unless what was thrown is one of the errors that are meant for people; gives its words. */
export function wordsOfRefusal(
	error: unknown,
	...kinds: ReadonlyArray<abstract new (...rest: never[]) => Error>
): string[] {
	if (error instanceof Error && kinds.some((kind) => error instanceof kind)) {
		const hint: unknown = 'hint' in error ? error.hint : '';
		return [error.message, String(hint)];
	}

	throw error;
}
