/** A place in a text; both count from 1, columns count characters. */
export type TextPosition = {line: number; column: number};

/**
Anything that has to be told: why AWS refused, what stands in the way, what is wrong with a file or a pasted text, what has to be
agreed to. `code` and `kind` are for decisions; the words are for people, and nothing is decided by them.
*/
export type Diagnostic<Kind extends string = string> = {
	/** What exactly it is, stable enough for scripts. */
	code: string;
	/** What sort of trouble it is, where anything depends on that. */
	kind?: Kind;
	/** One plain sentence, or one a line. */
	message: string;
	/** What to do next; may be empty. */
	hint?: string;
	/** Where it is in the text that it is about. */
	position?: TextPosition;
	/** The part of the setup that it is about, such as a project; without one, all of it. */
	group?: string;
	/** The name of what can be done about it at once, where something can. */
	fix?: string;
};

/** A diagnostic that always comes with what to do next. */
export type Advice<Kind extends string = string> = Diagnostic<Kind> & {
	hint: string;
};

/**
Something the person gave cannot be used: a file, a name, a saved setup. Commands print the message and the hint and end with exit
code 2.
*/
export class InputError extends Error implements Advice {
	readonly code: string;
	readonly exitCode: number;
	readonly hint: string;
	/** Each problem by itself, where there are several. */
	readonly problems: readonly Diagnostic[];

	constructor(
		code: string,
		message: string,
		hint: string,
		problems: readonly Diagnostic[] = [{code, message}],
	) {
		super(message);
		this.name = 'InputError';
		this.code = code;
		this.exitCode = 2;
		this.hint = hint;
		this.problems = problems;
	}
}

/** The code that Node or the system has given an error; empty where there is none. */
export function errorCode(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : '';
}
