import {type RequestContext} from './conditions.js';
import {refusalOf, refuseAcross} from './authorise.js';
import {type AwsError} from './errors.js';
import {type Caller} from './evaluate.js';
import {grantsFor} from './kms/grant-rules.js';
import {keyArn, type Key} from './state.js';

/** KMS operations that another account may be allowed; managing a key never crosses accounts (aws.md 0.10). */
const acrossAccounts = new Set([
	'Encrypt',
	'Decrypt',
	'GenerateDataKey',
	'DescribeKey',
	'GetKeyRotationStatus',
	'CreateGrant',
	'ListGrants',
	'RevokeGrant',
]);

const keyContext = (key: Key): RequestContext => ({
	'aws:requestedregion': [key.region],
	'aws:resourceaccount': [key.account],
	'kms:keyspec': [key.spec],
	'kms:keyusage': [key.usage],
	'kms:keyorigin': [key.origin],
	'kms:multiregion': [String(key.multiRegion)],
});

/** What a call says beside its operation and key: condition keys for the policies, and the pairs that a grant may ask for. */
export type KeyRequest = {
	request?: RequestContext;
	encryptionContext?: Readonly<Record<string, string>>;
};

/** Why a caller may not do `operation` on a key by its policies and grants, in AWS's form; nothing when it may. */
export const keyRefusal = (
	caller: Caller,
	operation: string,
	key: Key,
	{request: asked = {}, encryptionContext = {}}: KeyRequest = {},
): AwsError | undefined => {
	const request = {
		action: `kms:${operation}`,
		resource: keyArn(key),
		context: {...keyContext(key), ...asked},
	};
	const {account, policy, grants = []} = key;
	const granted = grantsFor(grants, caller, {
		operation,
		encryptionContext,
	}).map(({named}) => named);
	return caller.account !== account && !acrossAccounts.has(operation)
		? refuseAcross(caller, request)
		: refusalOf(caller, request, {
				account,
				policy,
				isPolicyNeeded: true,
				granted: granted.includes('itself') ? 'itself' : granted[0],
			});
};

/**
Refuses what policies do not let the caller do with a key.
@throws {AwsError} AccessDeniedException when the caller may not do `operation` on the key.
*/
export const authoriseKey = (
	caller: Caller,
	operation: string,
	key: Key,
	more: KeyRequest = {},
): void => {
	const error = keyRefusal(caller, operation, key, more);
	if (error) {
		throw error;
	}
};
