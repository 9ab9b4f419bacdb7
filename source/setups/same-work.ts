import {isDeepStrictEqual} from 'node:util';
import {quoteText, quoteValue} from '../terminal/foreign-text.js';
import {InputError} from '../diagnostic.js';
import {type SavedSetup} from './saved-setup.js';

const changedCode = 'setup-changed';

/**
Fails with `InputError` when a setup on disk is no longer the one that a plan was made from: its answers, its mark or its
journal are others. Which screen it opens at does not count.
*/
export function assertUnchanged(
	name: string,
	planned: SavedSetup | undefined,
	onDisk: SavedSetup | undefined,
): void {
	if (!isDeepStrictEqual(workOf(planned), workOf(onDisk))) {
		throw new InputError(
			changedCode,
			`Another workato-aws has worked on the setup ${quoteValue(name)} since this plan was made.`,
			'Look again and review the new plan. Nothing was changed by this one.',
		);
	}
}

/**
Fails with `InputError` when answers on disk that are about to be replaced are not the ones that were seen, nor the new
ones: what another process saved meanwhile would be lost.
*/
export function assertSeen(
	onDisk: SavedSetup['setup'],
	seen: SavedSetup['setup'],
	answers: object,
): void {
	const lost = Object.entries(answers).filter(
		([field, answer]) =>
			!isSameAnswer(onDisk[field], seen[field]) && !isSameAnswer(onDisk[field], answer),
	);
	if (lost.length > 0) {
		throw new InputError(
			changedCode,
			`Another workato-aws has changed ${lost.map(([field]) => quoteText(field)).join(', ')} of this setup meanwhile. Its answer is kept, as the review shows; give yours again if you want it instead.`,
			'Look again and give the answer once more. Nothing was saved.',
		);
	}
}

/** Whether two answers are the same once they are in a file, where what is `undefined` inside one is not there. */
export function isSameAnswer(one: unknown, other: unknown): boolean {
	return isDeepStrictEqual(asWritten(one), asWritten(other));
}

function asWritten(answer: unknown): unknown {
	const written = JSON.stringify(answer);
	return written === undefined ? undefined : JSON.parse(written);
}

/** Whether that is what `assertUnchanged` or `assertSeen` found. */
export function hasChanged(error: unknown): boolean {
	return error instanceof InputError && error.code === changedCode;
}

function workOf(saved: SavedSetup | undefined) {
	return saved && [saved.runId, saved.account, saved.setup, saved.journal];
}
