import {type Change, type Purpose} from '../call.js';
import {type KeyId} from '../kms-key/desired.js';
import {createAlias} from './calls.js';

/** A new name, with `alias/`, for a key. */
export function newAlias(purpose: Purpose, alias: string, key: KeyId): Change {
	return {
		...purpose,
		call: createAlias.plan({AliasName: alias, TargetKeyId: key}),
	};
}
