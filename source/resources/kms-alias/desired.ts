import {type Change, type Purpose, type Reference} from '../call.js';
import {createAlias} from './calls.js';

/** A new name, with `alias/`, for a key. */
export function newAlias(
	purpose: Purpose,
	alias: string,
	key: string | Reference,
): Change {
	return {
		...purpose,
		call: createAlias.plan({AliasName: alias, TargetKeyId: key}),
	};
}
