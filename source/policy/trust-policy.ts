import {type Diagnostic} from '../diagnostic.js';
import {conditionRows, toList, type PolicyDocument, type Statement} from './policy-document.js';
import {equalStatements, mergeStatements} from './compare-policies.js';
import {isWildcardMatch, all, type Answer, any, not} from './compare-values.js';
import {parsePrincipals, type PrincipalInfo} from './principals.js';
import {resolveAnswers} from './completions.js';
import {type Knowledge, type RequestContext} from './match-condition.js';
import {matchPolicy, type PolicyRow, type PolicyRequest} from './match-policy.js';
import {directCall, mergeContexts, principalContext, timeContext} from './request-context.js';

/** Whom a role trusts: Workato's account, with the external ID that Workato shows for the project. */
export type Trusted = {account: string; externalId: string; partition: string};

/** The Sid of the statement that this product adds; a number follows where it is taken. */
const ownSid = /^WorkatoAssumeRole\d*$/v;

/** What AWS takes as an external ID (STS, AssumeRole). */
export const externalIdLimits = {
	least: 2,
	most: 1224,
	allowed: /^[\w+,\-.\/:=@]*$/v,
};

/** Whether these can stand in a trust policy and mean just what they say: the twelve digits of an account, and an external ID. */
export const isTrustable = (account: string, externalId: string): boolean =>
	/^\d{12}$/v.test(account) &&
	externalIdLimits.allowed.test(externalId) &&
	externalId.length >= externalIdLimits.least &&
	externalId.length <= externalIdLimits.most;

/**
Builds the one statement that lets Workato assume the role: from its account, with this external ID and no other. Throws
RangeError for what is neither.
*/
export const buildTrustStatement = ({account, externalId, partition}: Trusted): Statement => {
	if (!isTrustable(account, externalId)) {
		throw new RangeError('A role trusts one account with one external ID.');
	}

	return {
		Sid: 'WorkatoAssumeRole',
		Effect: 'Allow',
		Principal: {AWS: `arn:${partition}:iam::${account}:root`},
		Action: 'sts:AssumeRole',
		Condition: {StringEquals: {'sts:ExternalId': externalId}},
	};
};

/** The external IDs of a statement whose only condition is StringEquals on them; undefined for any other condition or none. */
function requiredExternalIds({Condition}: Statement): string[] | undefined {
	const [row, ...others] = conditionRows(Condition);
	return others.length === 0 &&
		row?.operator.toLowerCase() === 'stringequals' &&
		row.key.toLowerCase() === 'sts:externalid'
		? row.wanted
		: undefined;
}

const accountsOf = (statement: Statement): string[] =>
	parsePrincipals(statement)
		.filter(({kind}) => kind === 'account')
		.map(({id}) => id);

/** Whether a statement of a trust policy grants all that the wanted one does, with the same external ID required. */
const isGrantedBy = (statement: Statement, wanted: Statement): boolean => {
	const given = requiredExternalIds(statement) ?? [];
	return (
		statement.Effect === 'Allow' &&
		accountsOf(wanted).every((account) => accountsOf(statement).includes(account)) &&
		toList(statement.Action).some((pattern) =>
			isWildcardMatch(pattern.toLowerCase(), 'sts:assumerole'),
		) &&
		(requiredExternalIds(wanted) ?? []).every((id) => given.includes(id))
	);
};

/** Whether a statement is one of ours, apart from its external IDs: then another ID may join them. */
const isOwn = (statement: Statement, wanted: Statement): boolean =>
	ownSid.test(statement.Sid ?? '') &&
	requiredExternalIds(statement) !== undefined &&
	equalStatements({...statement, Condition: undefined}, {...wanted, Condition: undefined});

const withExternalIds = (statement: Statement, wanted: Statement): Statement => ({
	...statement,
	Condition: {
		StringEquals: {
			'sts:ExternalId': [
				...new Set([
					...(requiredExternalIds(statement) ?? []),
					...(requiredExternalIds(wanted) ?? []),
				]),
			],
		},
	},
});

/**
Puts a statement of `buildTrustStatement` into a role's trust policy, or makes a new one. What is there under another name or spelling
stays the same value; our own statement for the same account gets one more external ID; otherwise the statement is added at the end.
Statements of others are never touched.
*/
export function mergeTrustPolicy(
	existing: PolicyDocument | undefined,
	wanted: Statement,
): PolicyDocument {
	const policy = existing ?? {Version: '2012-10-17', Statement: []};
	if (policy.Statement.some((statement) => isGrantedBy(statement, wanted))) {
		return policy;
	}

	const own = policy.Statement.findIndex((statement) => isOwn(statement, wanted));
	return own === -1
		? mergeStatements(policy, [wanted])
		: {
				...policy,
				Statement: policy.Statement.map((statement, index) =>
					index === own ? withExternalIds(statement, wanted) : statement,
				),
			};
}

/** What is to be said about a trust policy; `unknown` is what cannot be told from here. */
export type TrustFinding = Diagnostic & {
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
	kind: 'fail' | 'unknown' | 'warn';
	/** The statement it is about, counted from 0. */
	statement?: number;
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
	resolveAnswers(
		[{policy: trust.policy, kind: 'trust'}],
		requestOf(trust, comer),
		(request) => answerOf(trust.policy, request),
		(answer) => answer,
	)[0];

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
