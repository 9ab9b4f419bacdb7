import {type RequestContext} from './match-condition.js';
import {matchPolicy, type PolicyRow} from './match-policy.js';
import {type PolicyDocument} from './policy-document.js';
import {parseAwsPrincipal} from './principals.js';
import {mergeContexts, principalContext} from './request-context.js';
import {type Answer} from './three-valued.js';

/** A service that assumes a role has no MFA device: AWS then leaves the key out, or says false. */
const withoutMfa: RequestContext[] = [
	{'aws:MultiFactorAuthPresent': [], 'aws:MultiFactorAuthAge': []},
	{'aws:MultiFactorAuthPresent': 'false', 'aws:MultiFactorAuthAge': []},
];

const withMfa: RequestContext = {'aws:MultiFactorAuthPresent': 'true'};

const ask = (
	policy: PolicyDocument,
	principal: string,
	externalId: string | undefined,
	mfa: RequestContext,
): PolicyRow[] => {
	const who = parseAwsPrincipal(principal);
	return matchPolicy(
		policy,
		{
			who,
			action: 'sts:AssumeRole',
			resource: '',
			context: mergeContexts(
				principalContext(who),
				{'sts:ExternalId': externalId ?? []},
				mfa,
			),
		},
		'trust',
	);
};

/**
Says for each statement whether it applies when a service assumes the role with an external ID, as a principal: an account ID, or the
ARN of a role or user.
*/
export function matchTrust(
	policy: PolicyDocument,
	principal: string,
	externalId: string,
): PolicyRow[] {
	const [first = [], ...others] = withoutMfa.map((mfa) =>
		ask(policy, principal, externalId, mfa),
	);
	return first.map((row, index) => ({
		...row,
		answer: others.every((rows) => rows[index]!.answer === row.answer)
			? row.answer
			: 'unknown',
	}));
}

/** Says for each statement whether it may ever apply to one of the principals that gives this external ID, or none at all. */
export function mayEnter(
	policy: PolicyDocument,
	principals: string[],
	externalId?: string,
): boolean[] {
	const asked = principals.flatMap((principal) =>
		[...withoutMfa, withMfa].map((mfa) =>
			ask(policy, principal, externalId, mfa),
		),
	);
	return policy.Statement.map((_, index) =>
		asked.some((rows) => rows[index]!.answer !== ('no' satisfies Answer)),
	);
}
