import {matchCondition, type RequestContext} from './match-condition.js';
import {matchPrincipal} from './match-principal.js';
import {isWildcardMatch} from './match-wildcard.js';
import {toList} from './one-or-many.js';
import {type Statement} from './policy-document.js';
import {type PrincipalInfo} from './principals.js';
import {all, type Answer, answer, any, not} from './three-valued.js';

/** One request to KMS, as far as it is known. */
export type KeyRequest = {
	who: PrincipalInfo;
	action: string;
	keyArn: string;
	context: RequestContext;
};

/** Whether a statement applies to a request, and what is worth saying about that. */
export type StatementMatch = {
	answer: Answer;
	/** It would apply, but KMS ignores a statement without Resource. */
	isIdle: boolean;
	/** It applies only by naming the principal's whole account. */
	isThroughAccount: boolean;
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
	keyArn: string,
	hasVariables: boolean,
): Answer => {
	const named = any(
		toList(Resource ?? NotResource).map((pattern) =>
			hasVariables && pattern.includes('${')
				? 'unknown'
				: answer(isWildcardMatch(pattern, keyArn)),
		),
	);
	return Resource === undefined ? not(named) : named;
};

/** Says whether one statement of a key policy applies to a request, by KMS's rules. Its Effect is not looked at. */
export function matchStatement(
	statement: Statement,
	request: KeyRequest,
	hasVariables: boolean,
): StatementMatch {
	const principal = matchPrincipal(statement, request.who);
	const condition = matchCondition(
		statement.Condition,
		request.context,
		hasVariables,
	);
	const rest = all([
		principal.answer,
		matchAction(statement, request.action),
		condition.answer,
	]);
	const isIdle =
		statement.Resource === undefined && statement.NotResource === undefined;
	return {
		answer: isIdle
			? 'no'
			: all([rest, matchResource(statement, request.keyArn, hasVariables)]),
		isIdle: isIdle && rest !== 'no',
		isThroughAccount: principal.isThroughAccount,
		doubts: condition.doubts,
	};
}
