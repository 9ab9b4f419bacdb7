import {namePrincipal} from '../../policy/explain-statement.js';
import {
	nameStatement,
	type PolicyDocument,
} from '../../policy/policy-document.js';
import {parsePrincipalElement} from '../../policy/principals.js';
import {type Change} from '../call.js';

/** Why a policy cannot be written, and what to do about it. */
type Unwritable = {code: string; message: string; hint: string};

/**
Why a key policy that stands in AWS cannot be written back with a statement more: a deleted role or user is named in it, which
KMS refuses, or its text would not come back the same (`losses`). Only where the changes write it; a policy that stays as it is may be so.
*/
export function findUnwritable(
	changes: readonly Change[],
	losses: readonly string[] = [],
): Unwritable[] {
	return changes.flatMap(({policy}) =>
		policy?.before
			? [
					...orphans(policy.before),
					...losses.map((loss) => ({
						code: 'PolicyNotWritable',
						message: `The key policy would not be written back as it stands. ${loss}`,
						hint: 'Correct that in the KMS console; then try again. Nothing was changed.',
					})),
				]
			: [],
	);
}

function orphans({Statement}: PolicyDocument): Unwritable[] {
	return Statement.flatMap((statement, index) =>
		[statement.Principal, statement.NotPrincipal]
			.flatMap((element) => parsePrincipalElement(element))
			.filter(({kind}) => kind === 'unique-id')
			.map((who) => ({
				code: 'OrphanedPrincipal',
				message: `${nameStatement(statement, index)} of the key policy names ${namePrincipal(who)}, and KMS saves no policy with such an ID.`,
				hint: 'In the KMS console, take the ID out of that statement, or put the ARN of the role or user that should be there; then try again. Nothing was changed.',
			})),
	);
}
