import {describeAwsError, isAccessTrouble, isOwnFault} from '../aws/errors.js';
import {NetworkSetupError} from '../aws/settings.js';
import {SignInError} from '../aws/sso/sign-in-error.js';
import {type Advice, InputError} from '../diagnostic.js';
import {type Blocker} from '../guides/guide.js';
import {type JsonObject} from '../json.js';
import {nearest} from '../terminal/names.js';
import {escapeOdd} from '../terminal/foreign-text.js';
import {ownCommand, ownProgram} from '../terminal/command-line.js';
import {cleanText} from '../terminal/text.js';
import {untilAborted, wait} from '../engine/wait.js';

/** Why a command stopped, and the exit code that says so. */
export type Problem = Advice & {
	exitCode: number;
	/** What had been done by then, for the JSON output. */
	report?: JsonObject;
};

/** The exit codes of the contract. */
export const exitCodes = {
	done: 0,
	failed: 1,
	badInput: 2,
	noAccess: 3,
	cancelled: 130,
} as const;

/** An expected end of a command that is not a success. */
export class CommandProblem extends Error {
	readonly problem: Problem;

	constructor(problem: Problem, options?: ErrorOptions) {
		super(problem.message, options);
		this.name = 'CommandProblem';
		this.problem = problem;
	}
}

/** The person stopped it, with Ctrl+C or by saying no. */
export function cancelled(message: string): CommandProblem {
	return new CommandProblem({
		code: 'cancelled',
		message,
		hint: '',
		exitCode: exitCodes.cancelled,
	});
}

// Could not look, rather than looked and found something in the way.
const blind: ReadonlySet<Blocker['kind']> = new Set<Blocker['kind']>([
	'cannot-tell',
	'no-identity',
	'expired',
	'denied',
	'unreachable',
	'throttled',
	'server',
]);

/**
What stands in the way of a plan, as one problem with the first one's code. Where not all have one hint, each stands below
the messages that it is for.
*/
export function blocked(blockers: readonly Blocker[]): CommandProblem {
	const [first] = blockers;
	const isBlind = blockers.some(({kind}) => blind.has(kind));
	const byHint = Map.groupBy(blockers, ({hint}) => hint);
	const messages = Array.from(byHint, ([hint, group]) => [
		...new Set(group.map(({message}) => escapeOdd(message))),
		...(byHint.size > 1 && hint !== '' ? [`     ${hint}`] : []),
	]).flat();
	return new CommandProblem({
		code: first?.code ?? 'Blocked',
		message: messages.join('\n'),
		hint: byHint.size > 1 ? 'Then run the same command again.' : (first?.hint ?? ''),
		exitCode: isBlind ? exitCodes.noAccess : exitCodes.badInput,
	});
}

/** A command line that cannot be used, in one sentence. */
export function usage(message: string, hint = `See how with: ${ownProgram('--help')}`): InputError {
	return new InputError('usage', message, hint);
}

/** “Did you mean …?”, where a known word is near; else nothing. */
export function guess(word: string, known: readonly string[]): string {
	const meant = nearest(word, known);
	return meant === undefined ? '' : ` Did you mean ${meant}?`;
}

/** Turns whatever a command threw into words and an exit code. */
export function problemOf(error: unknown): Problem {
	if (error instanceof CommandProblem) {
		return error.problem;
	}

	if (error instanceof InputError) {
		const {code, message, hint, exitCode} = error;
		return {code, message, hint, exitCode};
	}

	if (error instanceof NetworkSetupError) {
		const {message, hint} = error;
		return {code: 'network-setup', message, hint, exitCode: exitCodes.badInput};
	}

	if (error instanceof SignInError) {
		const {reason, message, hint} = error;
		return {
			code: `sign-in-${reason}`,
			message,
			hint,
			exitCode: reason === 'cancelled' ? exitCodes.cancelled : exitCodes.noAccess,
		};
	}

	const {kind, code, message, hint} = describeAwsError(error);
	if (isAccessTrouble(kind)) {
		return {kind, code, message, hint, exitCode: exitCodes.noAccess};
	}

	return {
		code: 'unexpected',
		// A fault of our own says so itself.
		message: isOwnFault(error) ? message : `Something went wrong that should not: ${message}`,
		hint: `The command stopped there; what was saved or done before stays. ${ownCommand('check')} shows what AWS has now. Please report this to whoever gave you this program: WORKATO_AWS_DEBUG=1 shows where it happened.`,
		exitCode: exitCodes.failed,
	};
}

/**
Where something went wrong, for WORKATO_AWS_DEBUG=1: the words that the person was told, and the places in the program. The
raw messages stay out, causes' too: they may repeat a request with its token, or a command with its secrets.
*/
export function debugTrace(error: Error): string {
	const {code, message} = problemOf(error);
	return cleanText([`${code}: ${message}`, ...placesOf(error)].join('\n'));
}

function placesOf({stack = '', message, cause}: Error): string[] {
	// A message may have lines that look like places.
	const start = stack.indexOf(message);
	const places = stack
		.slice(start === -1 ? 0 : start + message.length)
		.split('\n')
		.filter((line) => /^\s+at\s/v.test(line));
	return cause instanceof Error
		? [...places, `caused by ${cause.name}`, ...placesOf(cause)]
		: places;
}

/** The result of the work, or a rejection as soon as the person cancels. What the work still does then is dropped. */
export async function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	const over = new AbortController();
	try {
		return await Promise.race([work, rejectOnAbort(signal, over.signal)]);
	} finally {
		// Else a signal that outlives the work, as that of `check --watch`, would keep what every look found.
		over.abort();
	}
}

async function rejectOnAbort(signal: AbortSignal, over: AbortSignal): Promise<never> {
	await untilAborted(signal, over);
	throw nothingWritten();
}

/** Rejects when the person has cancelled by now: the last moment at which nothing is written yet. */
export function assertGoesOn(signal: AbortSignal): void {
	if (signal.aborted) {
		throw nothingWritten();
	}
}

function nothingWritten() {
	return cancelled('Cancelled. Nothing was written.');
}

// Milliseconds: long enough for a command that knows what it did to say so.
const reportTimeout = 1000;

/** The result of a command, or a rejection soon after it has to end, whatever it waits for. */
export async function unlessHalted<T>(work: Promise<T>, halt: AbortSignal): Promise<T> {
	const over = new AbortController();
	const halted = async () => {
		await untilAborted(halt, over.signal);
		await wait(reportTimeout, over.signal);
		throw cancelled(
			`Stopped. What was saved or done before stays; ${ownCommand('check')} shows what AWS has now.`,
		);
	};

	try {
		return await Promise.race([work, halted()]);
	} finally {
		over.abort();
	}
}
