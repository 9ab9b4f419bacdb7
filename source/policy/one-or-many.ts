import {type OneOrMany} from './policy-document.js';

/** Gives the list behind a value that may be missing, one value or a list. */
export const toList = <T extends string | number | boolean>(
	value: OneOrMany<T> | undefined,
): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
