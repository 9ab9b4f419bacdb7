import {isDeepStrictEqual} from 'node:util';
import {InputError} from './input-error.js';
import {plainWord} from './quote-value.js';
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
			`Another workato-aws has worked on the setup "${plainWord(name)}" since this plan was made.`,
			'Look again and review the new plan. Nothing was changed by this one.',
		);
	}
}

/** Whether that is what `assertUnchanged` found. */
export function hasChanged(error: unknown): boolean {
	return error instanceof InputError && error.code === changedCode;
}

function workOf(saved: SavedSetup | undefined) {
	return saved && [saved.runId, saved.account, saved.setup, saved.journal];
}
