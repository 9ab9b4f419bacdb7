import {type PolicyDocument} from './policy-document.js';

/** Where a policy of a role is kept: each place has its own limit. */
export type PolicyPlace = 'trust' | 'inline' | 'managed';

/** IAM's limits in characters (IAM quotas). The one of a trust policy can be raised; inline policies share theirs. */
export const policyLimits: Readonly<Record<PolicyPlace, number>> = {
	trust: 2048,
	inline: 10_240,
	managed: 6144,
};

/** Measures a policy as IAM counts it: the characters of its JSON, white space between them left out. */
export const policySize = (policy: PolicyDocument): number =>
	JSON.stringify(policy).length;

const remedies: Record<PolicyPlace, string> = {
	trust:
		'Take statements out that nobody needs, use a role of its own, or ask AWS to raise the quota.',
	inline:
		'Choose fewer secrets, or give them names with a common prefix and choose by prefix.',
	managed:
		'Choose fewer secrets, or give them names with a common prefix and choose by prefix.',
};

const names: Record<PolicyPlace, string> = {
	trust: 'The trust policy',
	inline: 'The role’s inline policies together',
	managed: 'The managed policy',
};

/**
Says why IAM would not take policies of this size, with the numbers and what to do; nothing when it takes them. Of `inline`
policies give all that the role will have, since they share one limit; of the other places each policy alone.
*/
export function findPolicyTooLong(
	place: PolicyPlace,
	policies: PolicyDocument[],
): {message: string; hint: string} | undefined {
	const limit = policyLimits[place];
	const size = policies.reduce((sum, policy) => sum + policySize(policy), 0);
	return size > limit
		? {
				message: `${names[place]} would have ${size} characters, and IAM takes up to ${limit}.`,
				hint: remedies[place],
			}
		: undefined;
}
