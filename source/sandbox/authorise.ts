import {type RequestContext} from '../policy/match-condition.js';
import {commonError, type AwsError} from './errors.js';
import {
	evaluateIdentityPolicy,
	evaluateResourcePolicy,
	type Caller,
	type PolicyRequest,
} from './evaluate.js';
import {keyArn, type Key} from './state.js';
import {parseStatements} from './statements.js';

/** KMS operations that another account may be allowed; managing a key never crosses accounts (aws.md 0.10). */
const acrossAccounts = new Set([
	'Encrypt',
	'Decrypt',
	'DescribeKey',
	'GetKeyRotationStatus',
]);

const callerContext = (caller: Caller): RequestContext => ({
	'aws:principalarn': [caller.identity],
	'aws:principalaccount': [caller.account],
	'aws:currenttime': [new Date().toISOString()],
	// Practice goes over loopback HTTP; on AWS the same call would come over TLS.
	'aws:securetransport': ['true'],
	'aws:sourceip': ['127.0.0.1'],
	'kms:calleraccount': [caller.account],
});

const keyContext = (key: Key): RequestContext => ({
	'aws:requestedregion': [key.region],
	'aws:resourceaccount': [key.account],
	'kms:keyspec': [key.spec],
	'kms:keyusage': [key.usage],
	'kms:keyorigin': [key.origin],
	'kms:multiregion': [String(key.multiRegion)],
});

/** AWS's words for a refusal, under the code that the action's service uses. */
const refusal = (
	{arn}: Caller,
	{action, resource}: PolicyRequest,
	reason: string,
): AwsError =>
	commonError(
		action.startsWith('kms:') ? 'kms' : 'iam',
		'denied',
		`User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
	);

/** Why a caller may not do `operation` on a key, in AWS's form; nothing when it may. */
export const keyRefusal = (
	caller: Caller,
	operation: string,
	key: Key,
	context: RequestContext = {},
): AwsError | undefined => {
	const action = `kms:${operation}`;
	const request = {
		action,
		resource: keyArn(key),
		context: {...callerContext(caller), ...keyContext(key), ...context},
	};
	const refuse = (reason: string) => refusal(caller, request, reason);
	const isOwn = caller.account === key.account;
	if (!isOwn && !acrossAccounts.has(operation)) {
		return refuse(
			`because no resource-based policy allows the ${action} action`,
		);
	}

	const byKey = evaluateResourcePolicy(
		parseStatements(key.policy),
		caller,
		request,
	);
	if (byKey === 'explicitDeny') {
		return refuse('with an explicit deny in a resource-based policy');
	}

	const byIdentity = evaluateIdentityPolicy(
		parseStatements(caller.policy),
		request,
	);
	if (byIdentity === 'explicitDeny') {
		return refuse('with an explicit deny in an identity-based policy');
	}

	if (byKey === 'implicitDeny') {
		return refuse(
			`because no resource-based policy allows the ${action} action`,
		);
	}

	const isEnough = byIdentity === 'allowed' || (isOwn && byKey === 'caller');
	return isEnough
		? undefined
		: refuse(`because no identity-based policy allows the ${action} action`);
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

/**
For calls that no resource policy speaks of: the identity policy alone decides.
@throws {AwsError} AccessDeniedException (KMS) or AccessDenied (IAM, STS).
*/
export const authoriseIdentity = (
	caller: Caller,
	action: string,
	resource: string,
	context: RequestContext = {},
): void => {
	const request = {
		action,
		resource,
		context: {...callerContext(caller), ...context},
	};
	const decision = evaluateIdentityPolicy(
		parseStatements(caller.policy),
		request,
	);
	if (decision === 'allowed') {
		return;
	}

	const reason =
		decision === 'explicitDeny'
			? 'with an explicit deny in an identity-based policy'
			: `because no identity-based policy allows the ${action} action`;
	throw refusal(caller, request, reason);
};
