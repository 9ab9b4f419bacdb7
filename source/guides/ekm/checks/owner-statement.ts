import {isWildcardMatch} from '../../../policy/match-wildcard.js';
import {toList} from '../../../policy/one-or-many.js';
import {type Statement} from '../../../policy/policy-document.js';
import {parsePrincipals} from '../../../policy/principals.js';

/**
Whether a statement is the owner's: it lets the account itself do everything with the key, without conditions. It is
what makes IAM policies work on a key at all (AWS KMS: default key policy). While the key's ARN is not known, only Resource "*" counts.
*/
export function isOwnerStatement(
	{Effect, Action, Resource, Condition, ...statement}: Statement,
	account: string,
	keyArn: string | undefined,
): boolean {
	return (
		Effect === 'Allow' &&
		Object.keys(Condition ?? {}).length === 0 &&
		toList(Resource).some(
			(pattern) =>
				pattern === '*' ||
				(keyArn !== undefined && isWildcardMatch(pattern, keyArn)),
		) &&
		toList(Action).some((action) => /^(?:kms:)?\*$/iv.test(action)) &&
		parsePrincipals(statement).some(
			(principal) =>
				principal.kind === 'account' && principal.account === account,
		)
	);
}
