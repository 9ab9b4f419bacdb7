import {type Wait} from '../engine/wait.js';

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
