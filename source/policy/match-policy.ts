import {
	takesVariables,
	type PolicyDocument,
	type Statement,
	toList,
	nameStatement,
} from './policy-document.js';
import {parsePrincipalElement, type PrincipalInfo, roleOfSession} from './principals.js';
import {type Answer, any, all, toAnswer, not, isWildcardMatch} from './compare-values.js';
import {fillVariables, knownKeys, matchCondition, type RequestContext} from './match-condition.js';

/**
Whether a statement speaks of a principal. `isThroughAccount`: only by naming its whole account. `itself`: whether it names the very
user or session, whose permissions boundary then does not count.
*/
type PrincipalMatch = {
	answer: Answer;
	isThroughAccount: boolean;
	itself: Answer;
};

const match = (answer: Answer, itself: Answer = 'no'): PrincipalMatch => ({
	answer,
	isThroughAccount: false,
	itself,
});

const no = match('no');
const yes = match('yes');
const unknown = match('unknown');

/** Whether a session is one of a role. */
export const isSessionOf = (session: PrincipalInfo, role: PrincipalInfo): boolean =>
	roleOfSession(session) !== undefined &&
	role.kind === 'role' &&
	session.account === role.account &&
	session.partition === role.partition &&
	roleOfSession(session) === role.name;

const matchOne = (named: PrincipalInfo, who: PrincipalInfo): PrincipalMatch => {
	if (named.kind === 'everyone') {
		return yes;
	}

	if (named.kind === 'malformed' || named.kind === 'unique-id') {
		return no;
	}

	if (named.kind === who.kind && named.id === who.id) {
		return ['user', 'session'].includes(who.kind) ? match('yes', 'yes') : yes;
	}

	if (isSessionOf(who, named)) {
		return yes;
	}

	// A role acts through sessions, and which of them a request comes from is not known.
	if (isSessionOf(named, who)) {
		return match('unknown', 'unknown');
	}

	// A provider of identities may be of the account; whom it vouches for are not.
	return named.kind === 'account' && named.account === who.account && who.kind !== 'federated'
		? {...yes, isThroughAccount: true}
		: no;
};

const best = (matches: PrincipalMatch[]): PrincipalMatch => ({
	...(matches.find(({answer, isThroughAccount}) => answer === 'yes' && !isThroughAccount) ??
		matches.find(({answer}) => answer === 'yes') ??
		matches.find(({answer}) => answer === 'unknown') ??
		no),
	itself: any(matches.map(({itself}) => itself)),
});

/** Whether NotPrincipal is sure to spare `who`: AWS wants the account named too, and for a session its role as well. */
const isSpared = (named: PrincipalInfo[], who: PrincipalInfo): boolean => {
	if (named.some(({kind}) => kind === 'everyone')) {
		return true;
	}

	const isNamed = named.some(({kind, id}) => kind === who.kind && id === who.id);
	const isAccountNamed = named.some(
		({kind, account}) => kind === 'account' && account === who.account,
	);
	const isWhole =
		who.kind === 'user' || (who.kind === 'session' && named.some((one) => isSessionOf(who, one)));
	return isNamed && (who.account === undefined || (isAccountNamed && isWhole));
};

/**
Says whether a statement's Principal or NotPrincipal takes in `who`. NotPrincipal is sure only for those it does not touch at all, and
for those that it names with all that they belong to: whether naming a role also spares its sessions depends on what else is named.
In an Allow it is not supported, so nobody is sure to be let in by it; only one that it names as such is sure not to be.
*/
export function matchPrincipal(statement: Statement, who: PrincipalInfo): PrincipalMatch {
	if (statement.Principal !== undefined) {
		return best(parsePrincipalElement(statement.Principal).map((named) => matchOne(named, who)));
	}

	if (statement.NotPrincipal === undefined) {
		return no;
	}

	const named = parsePrincipalElement(statement.NotPrincipal);
	if (isSpared(named, who)) {
		return no;
	}

	const isTouched = best(named.map((one) => matchOne(one, who))).answer !== 'no';
	return statement.Effect === 'Deny' && !isTouched ? yes : unknown;
}

/** Whom a Deny spares by name. */
export const sparedBy = ({Statement}: PolicyDocument): PrincipalInfo[] =>
	Statement.filter(({Effect}) => Effect === 'Deny').flatMap(({NotPrincipal}) =>
		parsePrincipalElement(NotPrincipal),
	);

/**
What a policy is attached to, which decides the elements that count in it. An `identity` policy has no Principal; the `trust`
policy of a role has no Resource; a `resource` policy, such as that of a key or a secret, needs both.
*/
export type PolicyKind = 'identity' | 'resource' | 'trust';

/** One request to AWS, as far as it is known. `resource` is an ARN; a trust policy does not look at it. */
export type PolicyRequest = {
	who: PrincipalInfo;
	action: string;
	resource: string;
	context: RequestContext;
};

/** Whether a statement applies to a request, and what is worth saying about that. */
type StatementMatch = {
	answer: Answer;
	/** It would apply, but AWS ignores a statement without Resource. */
	isIdle: boolean;
	/** It applies only by naming the principal's whole account. */
	isThroughAccount: boolean;
	/** Whether it applies by naming the very user or session. */
	itself: Answer;
	/** The conditions that could not be told. */
	doubts: string[];
};

/** Whether a statement speaks of an action, by Action or NotAction. */
export const isAboutAction = ({Action, NotAction}: Statement, action: string): boolean => {
	const isNamed = toList(Action ?? NotAction).some((pattern) =>
		isWildcardMatch(pattern.toLowerCase(), action.toLowerCase()),
	);
	return (Action ?? NotAction) !== undefined && isNamed === (Action !== undefined);
};

const matchResource = (
	{Resource, NotResource}: Statement,
	{resource, context}: PolicyRequest,
	hasVariables: boolean,
): Answer => {
	const named = any(
		toList(Resource ?? NotResource).map((pattern) => {
			const filled =
				hasVariables && pattern.includes('${')
					? fillVariables(pattern, knownKeys(context), true)
					: pattern;
			return filled === undefined ? 'unknown' : toAnswer(isWildcardMatch(filled, resource));
		}),
	);
	return Resource === undefined ? not(named) : named;
};

/** Says whether one statement of a policy applies to a request. Its Effect is not looked at. `hasVariables`: `${…}` has a meaning. */
export function matchStatement(
	statement: Statement,
	request: PolicyRequest,
	kind: PolicyKind,
	hasVariables: boolean,
): StatementMatch {
	const principal =
		kind === 'identity'
			? {
					answer: 'yes' as const,
					isThroughAccount: false,
					itself: 'no' as const,
				}
			: matchPrincipal(statement, request.who);
	const condition = matchCondition(statement.Condition, request.context, hasVariables);
	const action = toAnswer(isAboutAction(statement, request.action));
	const rest = all([principal.answer, action, condition.answer]);
	const isIdle =
		kind !== 'trust' && statement.Resource === undefined && statement.NotResource === undefined;
	const target = kind === 'trust' ? 'yes' : matchResource(statement, request, hasVariables);
	return {
		answer: isIdle ? 'no' : all([rest, target]),
		isIdle: isIdle && rest !== 'no',
		isThroughAccount: principal.isThroughAccount,
		itself: isIdle ? 'no' : all([principal.itself, action, condition.answer, target]),
		doubts: condition.doubts,
	};
}

/** What one statement (counted from 0) says to a request, with its name for people. */
export type PolicyRow = StatementMatch & {
	index: number;
	name: string;
	effect: Statement['Effect'];
};

/** Holds every statement of a policy against one request, in order. */
export const matchPolicy = (
	policy: PolicyDocument,
	request: PolicyRequest,
	kind: PolicyKind,
): PolicyRow[] =>
	policy.Statement.map((statement, index) => ({
		...matchStatement(statement, request, kind, takesVariables(policy)),
		index,
		name: nameStatement(statement, index),
		effect: statement.Effect,
	}));
