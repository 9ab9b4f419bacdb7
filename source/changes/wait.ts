import {setTimeout} from 'node:timers/promises';
import {type Wait} from './operation.js';

/** Waits for real; milliseconds. */
export const wait: Wait = async (milliseconds) => {
	await setTimeout(milliseconds);
};
