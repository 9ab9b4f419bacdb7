import {setTimeout} from 'node:timers/promises';
import {type Wait} from './operation.js';

/** Waits for real; milliseconds. Stopped by the signal, it resolves early. */
export const wait: Wait = async (milliseconds, signal) => {
	try {
		await setTimeout(milliseconds, undefined, signal && {signal});
	} catch (error) {
		if (!signal?.aborted) {
			throw error;
		}
	}
};
