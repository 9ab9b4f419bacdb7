/**
Something the person gave cannot be used: a file, a name, a saved setup. The message is one plain sentence (or one a line),
the hint says what to do next. Commands print both and end with exit code 2.
*/
export class InputError extends Error {
	readonly code: string;
	readonly exitCode: number;
	readonly hint: string;
	/** Each problem by itself, where there are several. */
	readonly problems: readonly string[];

	constructor(
		code: string,
		message: string,
		hint: string,
		problems: readonly string[] = [message],
	) {
		super(message);
		this.name = 'InputError';
		this.code = code;
		this.exitCode = 2;
		this.hint = hint;
		this.problems = problems;
	}
}
