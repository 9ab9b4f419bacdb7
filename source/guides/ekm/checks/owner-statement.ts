import {type Statement} from '../../../policy/policy-document.js';
import {parsePrincipals} from '../../../policy/principals.js';

/**
Whether a statement is the owner's: it lets the account itself do everything with the key, without conditions. It is
what makes IAM policies work on a key at all (AWS KMS: default key policy).
*/
export function isOwnerStatement(
	statement: Statement,
	account: string,
): boolean {
	const actions = [statement.Action ?? []].flat();
	return (
		statement.Effect === 'Allow' &&
		statement.Condition === undefined &&
		statement.Resource !== undefined &&
		actions.some((action) => /^(?:kms:)?\*$/iv.test(action)) &&
		parsePrincipals(statement).some(
			(principal) =>
				principal.kind === 'account' && principal.account === account,
		)
	);
}
