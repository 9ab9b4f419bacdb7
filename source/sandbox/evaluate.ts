import * as z from 'zod';
import {fitsPattern, isConditionMet, resolve, type RequestContext} from './conditions.js';

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

type Principals = Partial<Record<'AWS' | 'Service' | 'Federated', string[]>>;

const everyone = z.literal('*').transform((): Principals => ({AWS: ['*']}));
const principal = z.union([
	everyone,
	z.partialRecord(z.enum(['AWS', 'Service', 'Federated']), list),
]);

const conditionValue = z.union([z.string(), z.number(), z.boolean()]);
const conditionValues = z.union([conditionValue, z.array(conditionValue)]);
const conditionKeys = z.record(z.string(), conditionValues);

const statementSchema = z.strictObject({
	Sid: z.string().optional(),
	Effect: z.enum(['Allow', 'Deny']),
	Principal: principal.optional(),
	NotPrincipal: principal.optional(),
	Action: list.optional(),
	NotAction: list.optional(),
	Resource: list.optional(),
	NotResource: list.optional(),
	Condition: z.record(z.string(), conditionKeys).optional(),
});

const policySchema = z.strictObject({
	Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
	Id: z.string().optional(),
	Statement: z
		.union([statementSchema, z.array(statementSchema).min(1)])
		.transform((value) => [value].flat()),
});

/** A statement with its principals, actions and resources in lists, ready to be matched. */
export type ParsedStatement = z.output<typeof statementSchema> & {
	/** Whether `${…}` stands for something: not in the older version of the language. */
	hasVariables: boolean;
};

/**
Reads the statements of a policy's text.
@throws {Error} when it is no JSON, or has a field or a value that the policy language does not know.
*/
export const parseStatements = (policy: string): ParsedStatement[] => {
	const {Version, Statement} = policySchema.parse(JSON.parse(policy));
	return Statement.map((statement) => ({
		...statement,
		hasVariables: Version === '2012-10-17',
	}));
};

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

/** With neither list, as in a key policy's statement without Resource, the statement has no effect. */
const isCovered = (
	wanted: readonly string[] | undefined,
	excluded: readonly string[] | undefined,
	value: string,
): boolean =>
	wanted
		? wanted.some((pattern) => fitsPattern(pattern, value))
		: excluded?.every((pattern) => !fitsPattern(pattern, value)) === true;

const lower = (texts: readonly string[] | undefined) => texts?.map((text) => text.toLowerCase());

const resolved = (
	{hasVariables}: ParsedStatement,
	patterns: readonly string[] | undefined,
	context: RequestContext,
) => (hasVariables ? patterns?.flatMap((pattern) => resolve(pattern, context) ?? []) : patterns);

/** Whether a statement speaks of this action on this resource under these circumstances. */
const isAbout = (statement: ParsedStatement, {action, resource, context}: PolicyRequest): boolean =>
	isCovered(lower(statement.Action), lower(statement.NotAction), action.toLowerCase()) &&
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
		return principals.includes('*') || named[outsideIam.kind]?.includes(outsideIam.id)
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
	return principals.includes(root) || principals.includes(account) ? 'account' : undefined;
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
type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

const decide = (policies: readonly string[], request: PolicyRequest): Decision => {
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
	boundary: boundary === undefined ? 'allowed' : decide(boundary === '' ? [] : [boundary], request),
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
		(['itself', 'caller', 'account'] as const).find((naming) => namings.has(naming)) ??
		'implicitDeny'
	);
};
