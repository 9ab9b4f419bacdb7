import * as z from 'zod';
import {type JsonObject} from '../json.js';
import {givenPolicyName} from './iam/records.js';
import {policyText} from './policy-text.js';
import {allowEverything, type State} from './state.js';
import {newIdentifier} from './sts.js';
import {nowInSeconds} from './time.js';

const callerSchema = z.object({
	accessKeyId: z.string().regex(/^[0-9A-Z]{16,128}$/v),
	/** `arn:aws:sts::…:assumed-role/Name/session`, `arn:aws:iam::…:user/name` or `arn:aws:iam::…:root`. */
	arn: z.string().regex(/^arn:aws:(?:iam|sts)::\d{12}:.+$/v),
	/** The path of an assumed role, such as `/aws-reserved/sso.amazonaws.com/`. */
	path: z.string().default('/'),
	policy: policyText.optional(),
	trust: policyText.optional(),
	sessionToken: z.string().optional(),
	expired: z.boolean().default(false),
});

/** Adds an identity and the access key that stands for it. Without `policy` a new one may do everything. */
export const addCaller = (state: State, body: unknown): JsonObject => {
	const {accessKeyId, arn, path, policy, trust, sessionToken, expired} =
		callerSchema.parse(body);
	const account = arn.split(':', 5)[4] ?? '';
	const role = /:assumed-role\/(?<name>[^\/]+)\//v.exec(arn)?.groups?.name;
	const identity =
		role === undefined ? arn : `arn:aws:iam::${account}:role${path}${role}`;
	if (!identity.endsWith(':root')) {
		const kept = state.identities[identity];
		state.identities[identity] = {
			id: newIdentifier(role === undefined ? 'AIDA' : 'AROA'),
			createdAt: nowInSeconds(),
			inline: {[givenPolicyName]: allowEverything},
			attached: [],
			tags: [],
			longestSession: 3600,
			...kept,
			...(trust !== undefined && {trust}),
			...(policy !== undefined && {
				inline: {[givenPolicyName]: policy},
				attached: [],
			}),
		};
	}

	const secretAccessKey = 'practice-only';
	state.callers[accessKeyId] = {
		account,
		arn,
		identity,
		secretAccessKey,
		sessionToken,
		...(expired && {expiresAt: 0}),
	};
	return {
		accessKeyId,
		secretAccessKey,
		...(sessionToken !== undefined && {sessionToken}),
		identity,
	};
};
