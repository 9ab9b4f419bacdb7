import {resolveAnswer} from './completions.js';
import {type Knowledge, type RequestContext} from './match-condition.js';
import {matchPolicy, type PolicyRow, type PolicyRequest} from './match-policy.js';
import {type PolicyDocument} from './policy-document.js';
import {type PrincipalInfo} from './principals.js';
import {directCall, mergeContexts, principalContext, timeContext} from './request-context.js';
import {all, type Answer, any, not} from './three-valued.js';

/** What is to be said about a trust policy; `unknown` is what cannot be told from here. */
export type TrustFinding = {
	code:
		| 'own-account'
		| 'partition'
		| 'not-let-in'
		| 'cannot-tell'
		| 'denied'
		| 'open'
		| 'loose-external-id'
		| 'other-external-ids'
		| 'condition'
		| 'part-of-account'
		| 'outsider'
		| 'orphan';
	severity: 'fail' | 'unknown' | 'warn';
	/** The statement it is about, counted from 0. */
	statement?: number;
	message: string;
};

/** A finding about a statement that is known from elsewhere. */
export type StatementFinding = Omit<TrustFinding, 'statement'>;

/** A role's trust policy, the account that the role is in, and the time in milliseconds since 1970. */
export type Trust = {
	policy: PolicyDocument;
	ownAccount: string;
	now?: number;
};

/** Somebody who wants to take the role. Without an action, it is what roles and users of other accounts call: sts:AssumeRole. */
export type Comer = {
	who: PrincipalInfo;
	action?: string;
	/** The external ID that is given; nothing is known of it where this is left out. */
	externalId?: Knowledge;
	context?: RequestContext;
};

/** A comer's request, with all that is known of it. */
export const requestOf = (
	{ownAccount, now}: Pick<Trust, 'ownAccount' | 'now'>,
	{who, action = 'sts:AssumeRole', externalId, context = {}}: Comer,
): PolicyRequest => ({
	who,
	action,
	resource: '',
	context: mergeContexts(
		principalContext(who),
		who.kind === 'service' ? {} : directCall,
		now === undefined ? {} : timeContext(now),
		{'aws:ResourceAccount': ownAccount},
		externalId === undefined ? {} : {'sts:ExternalId': externalId},
		context,
	),
});

/** Says for each statement whether it applies to a comer, as far as that can be told at once. */
export const matchTrust = (trust: Trust, comer: Comer): PolicyRow[] =>
	matchPolicy(trust.policy, requestOf(trust, comer), 'trust');

const answerOf = (policy: PolicyDocument, request: PolicyRequest): Answer => {
	const rows = matchPolicy(policy, request, 'trust');
	const answers = (isAllow: boolean) =>
		rows.filter(({effect}) => (effect === 'Allow') === isAllow).map(({answer}) => answer);
	return all([any(answers(true)), not(any(answers(false)))]);
};

/** Whether the whole policy lets a comer take the role. */
export const isLetIn = (trust: Trust, comer: Comer): Answer =>
	resolveAnswer([{policy: trust.policy, kind: 'trust'}], requestOf(trust, comer), (request) =>
		answerOf(trust.policy, request),
	);

/** Whether one statement, with every Deny of the policy against it, lets a comer take the role. */
export const isLetInBy = ({policy, ...rest}: Trust, index: number, comer: Comer): Answer =>
	isLetIn(
		{
			...rest,
			policy: {
				...policy,
				Statement: policy.Statement.filter(({Effect}, at) => at === index || Effect !== 'Allow'),
			},
		},
		comer,
	);
