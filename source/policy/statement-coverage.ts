import {formatWord} from '../terminal/foreign-text.js';
import {
	conditionRows,
	toList,
	type Condition,
	type Statement,
	type NamedPolicy,
	nameStatement,
	type PolicyDocument,
} from './policy-document.js';
import {canonicalStatement} from './compare-policies.js';
import {isPatternCovered} from './compare-values.js';
import {isAboutAction} from './match-policy.js';
import {parsePrincipals, type PrincipalInfo} from './principals.js';
import {explainStatement} from './explain-statement.js';

const canonicalRows = (condition: Condition | undefined): string[] =>
	conditionRows(condition).map(({operator, key, wanted}) =>
		canonicalStatement({Condition: {[operator]: {[key]: wanted}}}),
	);

const isPrincipalCovered = (who: PrincipalInfo, granted: Statement): boolean =>
	parsePrincipals(granted).some(
		({kind, id, account}) =>
			(kind === who.kind && id === who.id) ||
			kind === 'everyone' ||
			(kind === 'account' && account === who.account),
	);

const isActionCovered = (action: string, granted: Statement): boolean =>
	toList(granted.Action).some((wide) => isPatternCovered(action.toLowerCase(), wide.toLowerCase()));

const isTargetCovered = ({Resource, Condition}: Statement, granted: Statement): boolean => {
	const rows = new Set(canonicalRows(Condition));
	return (
		toList(Resource).length > 0 &&
		toList(Resource).every((narrow) =>
			toList(granted.Resource).some((wide) => isPatternCovered(narrow, wide)),
		) &&
		canonicalRows(granted.Condition).every((row) => rows.has(row))
	);
};

/** Whether a statement gives nothing beyond the `granted` ones, whoever is named: each action, on all that the statement names, is given by one of the `granted` statements. A "no" may be too strict. */
export const isPermissionCoveredBy = (statement: Statement, granted: Statement[]): boolean =>
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

/** A statement (counted from 0) that gives a role more than it needs. */
type ExtraPermission = {
	policy: string;
	statement: number;
	/** The statement's name and what it does, in a sentence each. */
	explanation: string;
	/** It is about reading secrets, so it may reach some that were not chosen. */
	isAboutSecrets: boolean;
};

/** Lists what the policies of a role give beyond the `wanted` permissions. Denies are not looked at; a row may be too strict, never missing. */
export const findExtraPermissions = (
	policies: readonly NamedPolicy[],
	wanted: PolicyDocument,
): ExtraPermission[] =>
	policies.flatMap(({name, document}) =>
		document.Statement.flatMap((statement, index) =>
			statement.Effect !== 'Allow' || isPermissionCoveredBy(statement, wanted.Statement)
				? []
				: [
						{
							policy: name,
							statement: index,
							explanation: `${nameStatement(statement, index)} of ${formatWord(name)}: ${explainStatement(statement)}`,
							isAboutSecrets: isAboutAction(statement, 'secretsmanager:GetSecretValue'),
						},
					],
		),
	);
