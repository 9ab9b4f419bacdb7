import {AwsError, commonError, type Protocol} from './answer.js';
import {type Caller} from './evaluate.js';
import {effectivePolicies} from './iam/policies.js';
import {allowEverything, type State} from './state.js';

/** What the Authorization header says: who signed, and for which region. */
export type Signature = {accessKeyId: string; region: string};

const authorization =
	/^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^\s,\/]+)\/\d{8}\/(?<region>[\-0-9a-z]+)\/[0-9a-z]+\/aws4_request,/v;

/** Reads the credential scope of a SigV4 header. The signature itself is not judged: everyone knows the practice keys. */
export const readSignature = (header: string | undefined): Signature | undefined => {
	const groups = authorization.exec(header ?? '')?.groups;
	return (
		groups && {
			accessKeyId: groups.accessKeyId ?? '',
			region: groups.region ?? '',
		}
	);
};

// AWS takes a signature for five minutes; milliseconds.
const longestSkew = 300_000;

/**
Judges when a call was signed (`x-amz-date`), by AWS's clock (`now`, in milliseconds since 1970).
@throws {AwsError} under the service's own name, when that is more than five minutes away.
*/
export const assertFresh = ({kind}: Protocol, signedAt: string | undefined, now: number): void => {
	if (signedAt === undefined || Math.abs(timeOf(signedAt) - now) <= longestSkew) {
		return;
	}

	const [code, status] =
		kind === 'json'
			? (['InvalidSignatureException', 400] as const)
			: (['SignatureDoesNotMatch', 403] as const);
	throw new AwsError(code, 'The signature is out of its time.', status);
};

// `20261122T083600Z`, in milliseconds since 1970.
const timeOf = (stamp: string): number => {
	const [year, month, day, hour, minute, second] = stamp.match(/^\d{4}|\d{2}/gv)?.map(Number) ?? [];
	return Date.UTC(year ?? NaN, (month ?? NaN) - 1, day, hour, minute, second);
};

/**
Who an access key stands for, with that identity's policies as they are now.
@throws {AwsError} under the service's own name, when the credentials are missing, unknown or expired.
*/
export const identify = (
	state: State,
	service: string,
	signature: Signature | undefined,
	sessionToken: string | undefined,
): Caller => {
	if (!signature) {
		throw commonError(service, 'no-credentials');
	}

	const record = Object.hasOwn(state.callers, signature.accessKeyId)
		? state.callers[signature.accessKeyId]
		: undefined;
	if (!record || (record.sessionToken !== undefined && record.sessionToken !== sessionToken)) {
		throw commonError(service, 'unknown-caller');
	}

	if (record.expiresAt !== undefined && record.expiresAt <= Date.now()) {
		throw commonError(service, 'expired-token');
	}

	const {account, arn, identity} = record;
	if (identity.endsWith(':root')) {
		return {account, arn, identity, policies: [allowEverything]};
	}

	const found = state.identities[identity];
	if (!found) {
		throw commonError(service, 'unknown-caller');
	}

	return {account, arn, identity, ...effectivePolicies(state, found)};
};
