import {formatWord} from '../terminal/foreign-text.js';
import {explainStatement} from './explain-statement.js';
import {isWildcardMatch} from './match-wildcard.js';
import {
	type NamedPolicy,
	nameStatement,
	toList,
	type PolicyDocument,
	type Statement,
} from './policy-document.js';
import {isPermissionCoveredBy} from './statement-coverage.js';

/** A statement (counted from 0) that gives a role more than it needs. */
export type ExtraPermission = {
	policy: string;
	statement: number;
	/** The statement's name and what it does, in a sentence each. */
	explanation: string;
	/** It is about reading secrets, so it may reach some that were not chosen. */
	isAboutSecrets: boolean;
};

const readAction = 'secretsmanager:getsecretvalue';

const isAboutSecrets = ({Action, NotAction}: Statement): boolean => {
	const isNamed = toList(Action ?? NotAction).some((pattern) =>
		isWildcardMatch(pattern.toLowerCase(), readAction),
	);
	return isNamed === (Action !== undefined);
};

/** Lists what the policies of a role give beyond the `wanted` permissions. Denies are not looked at; a row may be too strict, never missing. */
export const findExtraPermissions = (
	policies: readonly NamedPolicy[],
	wanted: PolicyDocument,
): ExtraPermission[] =>
	policies.flatMap(({name, document}) =>
		document.Statement.flatMap((statement, index) =>
			statement.Effect !== 'Allow' ||
			isPermissionCoveredBy(statement, wanted.Statement)
				? []
				: [
						{
							policy: name,
							statement: index,
							explanation: `${nameStatement(statement, index)} of ${formatWord(name)}: ${explainStatement(statement)}`,
							isAboutSecrets: isAboutSecrets(statement),
						},
					],
		),
	);
