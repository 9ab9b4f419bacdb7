import {type RequestContext} from './conditions.js';
import {commonError, type AwsError} from './answer.js';
import {
	evaluateIdentity,
	evaluateResourcePolicy,
	type Caller,
	type PolicyRequest,
	parseStatements,
} from './evaluate.js';
import {grantsFor} from './kms/grant-rules.js';
import {keyArn, type Key} from './state.js';

/** What every request says about its caller. */
export const callerContext = ({account, arn, identity, outsideIam}: Caller): RequestContext => {
	const now = new Date();
	const isSession = arn.includes(':assumed-role/');
	return {
		'aws:currenttime': [now.toISOString()],
		'aws:epochtime': [String(Math.floor(now.getTime() / 1000))],
		// Practice goes over loopback HTTP; on AWS the same call would come over TLS.
		'aws:securetransport': ['true'],
		'aws:sourceip': ['127.0.0.1'],
		'aws:viaawsservice': ['false'],
		'aws:principalisawsservice': [String(outsideIam?.kind === 'Service')],
		...(!outsideIam && {
			'aws:principalarn': [identity],
			'aws:principalaccount': [account],
			'aws:principaltype': [
				isSession ? 'AssumedRole' : identity.endsWith(':root') ? 'Account' : 'User',
			],
			'kms:calleraccount': [account],
		}),
		// Sessions here are short, and what revokes older ones is not older than they are.
		...(isSession && {'aws:tokenissuetime': [now.toISOString()]}),
	};
};

/** AWS's words for a refusal, under the code that the action's service uses. */
const refusal = ({arn}: Caller, {action, resource}: PolicyRequest, reason: string): AwsError => {
	const [service = ''] = action.split(':', 1);
	return commonError(
		service,
		'denied',
		`User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
	);
};

/** A resource as it decides who may use it. */
type Guarded = {
	/** The account it is in. */
	account: string;
	/** The text of its own policy, if it has one. */
	policy: string | undefined;
	/** Whether nobody may use it whom its own policy does not let in, the account's own identities included. */
	isPolicyNeeded: boolean;
	/** A grant of the resource that lets the caller do it: by itself, or as far as its account's policies go. */
	granted?: 'itself' | 'account' | undefined;
};

/** Why a caller may not do what a request asks of a resource, in AWS's words; nothing when it may. */
const reasonAgainst = (
	caller: Caller,
	request: PolicyRequest,
	{account, policy, isPolicyNeeded, granted}: Guarded,
): string | undefined => {
	const {own, boundary} = evaluateIdentity(caller, request);
	const byResource =
		policy === undefined
			? 'implicitDeny'
			: evaluateResourcePolicy(parseStatements(policy), caller, request);
	const deniers = {
		'a resource-based policy': byResource,
		'an identity-based policy': own,
		'a permissions boundary': boundary,
	};
	const denier = Object.entries(deniers).find(([, decision]) => decision === 'explicitDeny');
	if (denier) {
		return `with an explicit deny in ${denier[0]}`;
	}

	// A grant takes no further policy, in another account neither; only a Deny is stronger.
	if (granted === 'itself') {
		return undefined;
	}

	const isOwn = caller.account === account;
	if (byResource === 'implicitDeny' && granted === undefined && (isPolicyNeeded || !isOwn)) {
		return `because no resource-based policy allows the ${request.action} action`;
	}

	if (isOwn && byResource === 'itself') {
		return undefined;
	}

	if (own !== 'allowed' && !(isOwn && byResource === 'caller')) {
		return `because no identity-based policy allows the ${request.action} action`;
	}

	return boundary === 'allowed'
		? undefined
		: `because no permissions boundary allows the ${request.action} action`;
};

/** Why a caller may not do what a request asks of a resource, as AWS's error; nothing when it may. */
export const refusalOf = (
	caller: Caller,
	asked: PolicyRequest,
	guarded: Guarded,
): AwsError | undefined => {
	const request = {
		...asked,
		context: {...callerContext(caller), ...asked.context},
	};
	const reason = reasonAgainst(caller, request, guarded);
	return reason === undefined ? undefined : refusal(caller, request, reason);
};

/** An error for what never crosses accounts, whatever the policies say. */
export const refuseAcross = (caller: Caller, request: PolicyRequest): AwsError =>
	refusal(caller, request, `because no resource-based policy allows the ${request.action} action`);

/** What a request to a service of one region says of that. */
export const inRegion = ({region}: {region: string}): RequestContext => ({
	'aws:requestedregion': [region],
});

/**
For calls that no resource policy speaks of: the caller's own policies alone decide.
@throws {AwsError} AccessDeniedException (KMS, Secrets Manager) or AccessDenied (IAM, STS).
*/
export const authoriseIdentity = (
	caller: Caller,
	action: string,
	resource: string,
	context: RequestContext = {},
): void => {
	const {account} = caller;
	const error = refusalOf(
		caller,
		{action, resource, context},
		{account, policy: undefined, isPolicyNeeded: false},
	);
	if (error) {
		throw error;
	}
};

/** KMS operations that another account may be allowed; managing a key never crosses accounts. */
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
