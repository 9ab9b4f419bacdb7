import {canonicalStatement} from './compare.js';
import {isPatternCovered} from './match-wildcard.js';
import {toList, type Condition, type Statement} from './policy-document.js';
import {parsePrincipals, type PrincipalInfo} from './principals.js';

const conditionRows = (condition: Condition | undefined): string[] =>
	Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
		Object.entries(keys).map(([key, wanted]) =>
			canonicalStatement({Condition: {[operator]: {[key]: wanted}}}),
		),
	);

const isPrincipalCovered = (who: PrincipalInfo, granted: Statement): boolean =>
	parsePrincipals(granted).some(
		({kind, id, account}) =>
			(kind === who.kind && id === who.id) ||
			kind === 'everyone' ||
			(kind === 'account' && account === who.account),
	);

const isActionCovered = (action: string, granted: Statement): boolean =>
	toList(granted.Action).some((wide) =>
		isPatternCovered(action.toLowerCase(), wide.toLowerCase()),
	);

const isTargetCovered = (
	{Resource, Condition}: Statement,
	granted: Statement,
): boolean => {
	const rows = new Set(conditionRows(Condition));
	return (
		toList(Resource).length > 0 &&
		toList(Resource).every((narrow) =>
			toList(granted.Resource).some((wide) => isPatternCovered(narrow, wide)),
		) &&
		conditionRows(granted.Condition).every((row) => rows.has(row))
	);
};

/** Whether a statement gives nothing beyond the `granted` ones, whoever is named: each action, on all that the statement names, is given by one of the `granted` statements. A "no" may be too strict. */
export const isPermissionCoveredBy = (
	statement: Statement,
	granted: Statement[],
): boolean =>
	statement.NotAction === undefined &&
	statement.NotResource === undefined &&
	toList(statement.Action).every((action) =>
		granted.some(
			(wide) =>
				wide.Effect === 'Allow' &&
				isActionCovered(action, wide) &&
				isTargetCovered(statement, wide),
		),
	);

/** Whether everything that a statement gives to `who` is given by the `granted` statements as well. A "no" may be too strict. */
export const isCoveredBy = (
	statement: Statement,
	who: PrincipalInfo,
	granted: Statement[],
): boolean =>
	statement.NotPrincipal === undefined &&
	isPermissionCoveredBy(
		statement,
		granted.filter((wide) => isPrincipalCovered(who, wide)),
	);
