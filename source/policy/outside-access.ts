import {equalStatements} from './compare.js';
import {explainStatement} from './explain-statement.js';
import {toList} from './one-or-many.js';
import {type PolicyDocument, type Statement} from './policy-document.js';
import {parsePrincipals, type PrincipalInfo} from './principals.js';
import {isCoveredBy} from './statement-coverage.js';

/** A statement (counted from 0) that gives something to outsiders; `wider`: more than was granted on purpose. */
export type OutsideAccess = {
	index: number;
	explanation: string;
	wider: boolean;
};

const limitOperators = new Set([
	'stringequals',
	'stringequalsignorecase',
	'stringlike',
]);
const limitKeys = new Set(['kms:calleraccount', 'aws:principalaccount']);

/** Whether a condition keeps everybody out who is not of the account, the way AWS's own key policies do it. */
const isLimitedTo = (account: string, {Condition}: Statement): boolean =>
	Object.entries(Condition ?? {}).some(
		([operator, keys]) =>
			limitOperators.has(operator.toLowerCase()) &&
			Object.entries(keys).some(
				([key, wanted]) =>
					limitKeys.has(key.toLowerCase()) &&
					toList(wanted).length > 0 &&
					toList(wanted).every((value) => String(value) === account),
			),
	);

const hasEffect = ({
	Effect,
	Action,
	NotAction,
	Resource,
	NotResource,
}: Statement): boolean =>
	Effect === 'Allow' &&
	toList(Action ?? NotAction).length > 0 &&
	toList(Resource ?? NotResource).length > 0;

const isConditioned = ({Condition}: Statement): boolean =>
	Object.values(Condition ?? {}).some((keys) => Object.keys(keys).length > 0);

const isOutside = (
	{kind, account}: PrincipalInfo,
	ownAccount: string,
): boolean => kind !== 'unique-id' && account !== ownAccount;

/**
Lists the statements that give anything to principals outside `ownAccount`. A statement limited by condition to the own account is
not one of them. AWS services are wider only where no condition says for whom they work; deleted identities (`AROA…`) get nothing and
are left out.
*/
export function outsideAccess(
	policy: PolicyDocument,
	ownAccount: string,
	granted: Statement[],
): OutsideAccess[] {
	return policy.Statement.flatMap((statement, index) => {
		if (!hasEffect(statement) || isLimitedTo(ownAccount, statement)) {
			return [];
		}

		const outsiders = parsePrincipals(statement).filter((who) =>
			isOutside(who, ownAccount),
		);
		if (outsiders.length === 0 && statement.NotPrincipal === undefined) {
			return [];
		}

		const isWanted =
			granted.some((one) => equalStatements(one, statement)) ||
			(statement.NotPrincipal === undefined &&
				outsiders.every(
					(who) =>
						(who.kind === 'service' && isConditioned(statement)) ||
						isCoveredBy(statement, who, granted),
				));
		return [
			{index, explanation: explainStatement(statement), wider: !isWanted},
		];
	});
}
