import {type RequestContext} from './conditions.js';
import {refusalOf, refuseAcross} from './authorise.js';
import {type AwsError} from './errors.js';
import {type Caller} from './evaluate.js';
import {keyArn, type Key} from './state.js';

/** KMS operations that another account may be allowed; managing a key never crosses accounts (aws.md 0.10). */
const acrossAccounts = new Set([
	'Encrypt',
	'Decrypt',
	'GenerateDataKey',
	'DescribeKey',
	'GetKeyRotationStatus',
]);

const keyContext = (key: Key): RequestContext => ({
	'aws:requestedregion': [key.region],
	'aws:resourceaccount': [key.account],
	'kms:keyspec': [key.spec],
	'kms:keyusage': [key.usage],
	'kms:keyorigin': [key.origin],
	'kms:multiregion': [String(key.multiRegion)],
});

/** Why a caller may not do `operation` on a key, in AWS's form; nothing when it may. */
export const keyRefusal = (
	caller: Caller,
	operation: string,
	key: Key,
	context: RequestContext = {},
): AwsError | undefined => {
	const request = {
		action: `kms:${operation}`,
		resource: keyArn(key),
		context: {...keyContext(key), ...context},
	};
	const {account, policy} = key;
	return caller.account !== account && !acrossAccounts.has(operation)
		? refuseAcross(caller, request)
		: refusalOf(caller, request, {account, policy, isPolicyNeeded: true});
};

/**
Refuses what policies do not let the caller do with a key.
@throws {AwsError} AccessDeniedException when the caller may not do `operation` on the key.
*/
export const authoriseKey = (
	caller: Caller,
	operation: string,
	key: Key,
	context: RequestContext = {},
): void => {
	const error = keyRefusal(caller, operation, key, context);
	if (error) {
		throw error;
	}
};
