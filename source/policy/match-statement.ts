import {
	fillVariables,
	knownKeys,
	matchCondition,
	type RequestContext,
} from './match-condition.js';
import {matchPrincipal} from './match-principal.js';
import {isWildcardMatch} from './match-wildcard.js';
import {toList} from './one-or-many.js';
import {type Statement} from './policy-document.js';
import {type PrincipalInfo} from './principals.js';
import {all, type Answer, answer, any, not} from './three-valued.js';

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
export type StatementMatch = {
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

const matchAction = (
	{Action, NotAction}: Statement,
	action: string,
): Answer => {
	const wanted = action.toLowerCase();
	const isNamed = toList(Action ?? NotAction).some((pattern) =>
		isWildcardMatch(pattern.toLowerCase(), wanted),
	);
	return Action === undefined && NotAction === undefined
		? 'no'
		: answer(isNamed === (Action !== undefined));
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
			return filled === undefined
				? 'unknown'
				: answer(isWildcardMatch(filled, resource));
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
	const condition = matchCondition(
		statement.Condition,
		request.context,
		hasVariables,
	);
	const action = matchAction(statement, request.action);
	const rest = all([principal.answer, action, condition.answer]);
	const isIdle =
		kind !== 'trust' &&
		statement.Resource === undefined &&
		statement.NotResource === undefined;
	const target =
		kind === 'trust' ? 'yes' : matchResource(statement, request, hasVariables);
	return {
		answer: isIdle ? 'no' : all([rest, target]),
		isIdle: isIdle && rest !== 'no',
		isThroughAccount: principal.isThroughAccount,
		itself: isIdle
			? 'no'
			: all([principal.itself, action, condition.answer, target]),
		doubts: condition.doubts,
	};
}
