import {
	matchCondition,
	type RequestContext,
} from '../policy/match-condition.js';
import {isWildcardMatch} from '../policy/match-wildcard.js';
import {type ParsedStatement} from './statements.js';

/** Who calls: the ARN it goes by, the role or user behind it, and that identity's own policy. */
export type Caller = {
	account: string;
	/** As GetCallerIdentity gives it: for a role, the session's ARN. */
	arn: string;
	/** The role's or user's ARN, as principals name it. */
	identity: string;
	/** The identity policy's text. */
	policy: string;
};

/** One request, as policies see it. A condition key that `context` does not have is absent from the request. */
export type PolicyRequest = {
	action: string;
	resource: string;
	context: RequestContext;
};

/** With neither list, as in a key policy's statement without Resource, the statement has no effect (aws.md 3.3). */
const isCovered = (
	wanted: readonly string[] | undefined,
	excluded: readonly string[] | undefined,
	value: string,
): boolean =>
	wanted
		? wanted.some((pattern) => isWildcardMatch(pattern, value))
		: excluded?.every((pattern) => !isWildcardMatch(pattern, value)) === true;

const lower = (texts: readonly string[] | undefined) =>
	texts?.map((text) => text.toLowerCase());

const isConditionMet = (
	{Condition}: ParsedStatement,
	context: RequestContext,
): boolean => {
	if (!Condition) {
		return true;
	}

	// Here everything about the request is known, so what is not there is absent.
	const absent = Object.values(Condition)
		.flatMap((keys) => Object.keys(keys))
		.map((key): [string, string[]] => [key.toLowerCase(), []]);
	const known = {...Object.fromEntries(absent), ...context};
	return matchCondition(Condition, known, true).answer === 'yes';
};

/** Whether a statement speaks of this action on this resource under these circumstances. */
const isAbout = (
	statement: ParsedStatement,
	{action, resource, context}: PolicyRequest,
): boolean =>
	isCovered(
		lower(statement.Action),
		lower(statement.NotAction),
		action.toLowerCase(),
	) &&
	isCovered(statement.Resource, statement.NotResource, resource) &&
	isConditionMet(statement, context);

/** How a principal list names a caller: itself, only its account, or not at all. */
const nameCaller = (
	principals: readonly string[],
	{arn, identity, account}: Caller,
): 'caller' | 'account' | undefined => {
	if (['*', arn, identity].some((name) => principals.includes(name))) {
		return 'caller';
	}

	const root = `arn:aws:iam::${account}:root`;
	return principals.includes(root) || principals.includes(account)
		? 'account'
		: undefined;
};

const nameByStatement = (
	{Principal, NotPrincipal}: ParsedStatement,
	caller: Caller,
): 'caller' | 'account' | undefined => {
	if (!NotPrincipal) {
		return nameCaller(Principal?.AWS ?? [], caller);
	}

	const isLeftOut = nameCaller(NotPrincipal.AWS ?? [], caller) !== undefined;
	return isLeftOut ? undefined : 'caller';
};

/** What an identity policy says to a request; a Deny beats every Allow. */
export const evaluateIdentityPolicy = (
	statements: readonly ParsedStatement[],
	request: PolicyRequest,
): 'allowed' | 'explicitDeny' | 'implicitDeny' => {
	const effects = new Set(
		statements
			.filter((statement) => isAbout(statement, request))
			.map(({Effect}) => Effect),
	);
	if (effects.has('Deny')) {
		return 'explicitDeny';
	}

	return effects.has('Allow') ? 'allowed' : 'implicitDeny';
};

/**
What a resource's policy says to a caller's request. `account` means that it leaves the answer to the policies of the
caller's account.
*/
export const evaluateResourcePolicy = (
	statements: readonly ParsedStatement[],
	caller: Caller,
	request: PolicyRequest,
): 'caller' | 'account' | 'explicitDeny' | 'implicitDeny' => {
	const applying = statements
		.filter((statement) => isAbout(statement, request))
		.map((statement) => ({
			effect: statement.Effect,
			named: nameByStatement(statement, caller),
		}))
		.filter(({named}) => named !== undefined);
	if (applying.some(({effect}) => effect === 'Deny')) {
		return 'explicitDeny';
	}

	const direct = applying.find(({named}) => named === 'caller');
	return (direct ?? applying[0])?.named ?? 'implicitDeny';
};
