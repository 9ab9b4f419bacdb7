import {InputError} from '../diagnostic.js';

/** Whatever was thrown, in words; with what to do next where it says so. */
export function wordsOf(error: unknown): string {
	if (error instanceof InputError) {
		return `${error.message} ${error.hint}`;
	}

	return error instanceof Error ? error.message : String(error);
}
