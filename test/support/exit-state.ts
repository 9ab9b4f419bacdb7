import {constants} from 'node:os';

/** How a program ended: its exit code, and the name of the signal that killed it if one did. */
export type ExitState = {
	readonly exitCode: number;
	readonly signal: string | undefined;
};

/** Names the signal of a program's end; 0 and undefined are no signal. */
export function exitState(exitCode: number, signalNumber: number | undefined): ExitState {
	const signal = Object.entries(constants.signals).find(
		([, number]) => number === signalNumber,
	)?.[0];
	return {exitCode, signal};
}

/** Says in a sentence how a program ended, or that it still runs after a time. */
export function describeState(exit: ExitState | undefined, afterMs: number): string {
	return exit
		? `The program ended with ${exit.signal ?? `exit code ${exit.exitCode}`}.`
		: `The program still runs after ${afterMs} ms.`;
}
