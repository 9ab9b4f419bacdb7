import {mergeStatements} from './merge-statements.js';
import {parseAwsPrincipal} from './principals.js';
import {type PolicyDocument, type Statement} from './policy-document.js';

/** The statement that lets the owner's IAM policies govern the key. `account` is 12 digits, `partition` such as `aws`. */
export const ownerStatement = (
	account: string,
	partition: string,
): Statement => ({
	Sid: 'Enable IAM User Permissions',
	Effect: 'Allow',
	Principal: {AWS: `arn:${partition}:iam::${account}:root`},
	Action: 'kms:*',
	Resource: '*',
});

/** The KMS console's rights for key administrators. */
const administration = [
	'Create*',
	'Describe*',
	'Enable*',
	'List*',
	'Put*',
	'Update*',
	'Revoke*',
	'Disable*',
	'Get*',
	'Delete*',
	'TagResource',
	'UntagResource',
	'ScheduleKeyDeletion',
	'CancelKeyDeletion',
	'RotateKeyOnDemand',
].map((name) => `kms:${name}`);

const administratorStatement = (administrators: string[]): Statement => ({
	Sid: 'Allow access for Key Administrators',
	Effect: 'Allow',
	Principal: {
		AWS: administrators.length === 1 ? administrators[0]! : administrators,
	},
	Action: administration,
	Resource: '*',
});

/** Builds a new key's policy: the owner's statement, the administrators' (ARNs of roles or users) if there are any, and `statements`. Throws RangeError for an account or administrator that is not just one. */
export function newKeyPolicy(
	account: string,
	partition: string,
	statements: Statement[],
	administrators: string[],
): PolicyDocument {
	const stray = administrators.find(
		(arn) => !['role', 'user'].includes(parseAwsPrincipal(arn).kind),
	);
	if (stray !== undefined || !/^\d{12}$/v.test(account)) {
		throw new RangeError(`${stray ?? account} cannot own a key.`);
	}

	const empty: PolicyDocument = {
		Id: 'key-consolepolicy-3',
		Version: '2012-10-17',
		Statement: [],
	};
	return mergeStatements(empty, [
		ownerStatement(account, partition),
		...(administrators.length > 0
			? [administratorStatement(administrators)]
			: []),
		...statements,
	]);
}
