import {
	fitsPattern,
	isConditionMet,
	resolve,
	type RequestContext,
} from './conditions.js';
import {parseStatements, type ParsedStatement} from './statements.js';

/** Who calls: the ARN it goes by, the role or user behind it, and that identity's own policy. */
export type Caller = {
	account: string;
	/** As GetCallerIdentity gives it: for a role, the session's ARN. */
	arn: string;
	/** The role's or user's ARN, as principals name it. */
	identity: string;
	/** The texts of the identity's own policies. */
	policies: readonly string[];
	/** The text of its permissions boundary, which nothing goes beyond. */
	boundary?: string | undefined;
	/** Where it is no identity of an account: an AWS service, or the provider that vouches for a token. */
	outsideIam?: {kind: 'Service' | 'Federated'; id: string};
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
		? wanted.some((pattern) => fitsPattern(pattern, value))
		: excluded?.every((pattern) => !fitsPattern(pattern, value)) === true;

const lower = (texts: readonly string[] | undefined) =>
	texts?.map((text) => text.toLowerCase());

const resolved = (
	{hasVariables}: ParsedStatement,
	patterns: readonly string[] | undefined,
	context: RequestContext,
) =>
	hasVariables
		? patterns?.flatMap((pattern) => resolve(pattern, context) ?? [])
		: patterns;

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
	isCovered(
		resolved(statement, statement.Resource, context),
		resolved(statement, statement.NotResource, context),
		resource,
	) &&
	// What cannot be told is no permission, and no way around a Deny.
	(isConditionMet(statement.Condition ?? {}, context, statement.hasVariables) ??
		statement.Effect === 'Deny');

/** How a principal list names a caller: a user or a session by itself, a role, only the account, or not at all. */
type Naming = 'itself' | 'caller' | 'account';

const nameCaller = (
	named: NonNullable<ParsedStatement['Principal']>,
	{arn, identity, account, outsideIam}: Caller,
): Naming | undefined => {
	const principals = named.AWS ?? [];
	if (outsideIam) {
		return principals.includes('*') ||
			named[outsideIam.kind]?.includes(outsideIam.id)
			? 'itself'
			: undefined;
	}

	if (principals.includes(arn)) {
		return 'itself';
	}

	if (principals.includes('*') || principals.includes(identity)) {
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
): Naming | undefined => {
	if (!NotPrincipal) {
		return nameCaller(Principal ?? {}, caller);
	}

	const isLeftOut = nameCaller(NotPrincipal, caller) !== undefined;
	return isLeftOut ? undefined : 'caller';
};

/** What a policy says to a request; a Deny beats every Allow. */
export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

const decide = (
	policies: readonly string[],
	request: PolicyRequest,
): Decision => {
	const effects = new Set(
		policies
			.flatMap((policy) => parseStatements(policy))
			.filter((statement) => isAbout(statement, request))
			.map(({Effect}) => Effect),
	);
	if (effects.has('Deny')) {
		return 'explicitDeny';
	}

	return effects.has('Allow') ? 'allowed' : 'implicitDeny';
};

/** What the policies of an identity say to a request, and what its permissions boundary says; without one, that is yes. */
export const evaluateIdentity = (
	{policies, boundary}: Pick<Caller, 'policies' | 'boundary'>,
	request: PolicyRequest,
): {own: Decision; boundary: Decision} => ({
	own: decide(policies, request),
	boundary:
		boundary === undefined
			? 'allowed'
			: decide(boundary === '' ? [] : [boundary], request),
});

/**
What a resource's policy says to a caller's request. `account` means that it leaves the answer to the policies of the
caller's account; what it gives the caller `itself`, a permissions boundary does not take away.
*/
export const evaluateResourcePolicy = (
	statements: readonly ParsedStatement[],
	caller: Caller,
	request: PolicyRequest,
): Naming | 'explicitDeny' | 'implicitDeny' => {
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

	const namings = new Set(applying.map(({named}) => named));
	return (
		(['itself', 'caller', 'account'] as const).find((naming) =>
			namings.has(naming),
		) ?? 'implicitDeny'
	);
};
