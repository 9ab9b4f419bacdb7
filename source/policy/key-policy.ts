import {isWildcardMatch} from './compare-values.js';
import {mergeStatements} from './compare-policies.js';
import {parseAwsPrincipal} from './principals.js';
import {type PolicyDocument, type Statement} from './policy-document.js';

/** What an action of KMS is for. `use` works with the key's material, `read` looks, `manage` administers, shares or ends the key. */
type KmsActionKind = 'use' | 'read' | 'manage';

const use =
	'Encrypt Decrypt ReEncryptFrom ReEncryptTo GenerateDataKey GenerateDataKeyWithoutPlaintext GenerateDataKeyPair ' +
	'GenerateDataKeyPairWithoutPlaintext GenerateMac VerifyMac GenerateRandom Sign Verify DeriveSharedSecret Encapsulate Decapsulate';

const read =
	'DescribeKey GetPublicKey GetKeyPolicy GetKeyRotationStatus GetKeyLastUsage ListAliases ListKeyPolicies ListKeyRotations ListKeys ' +
	'ListResourceTags DescribeCustomKeyStores';

const manage =
	'CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateCustomKeyStore CreateGrant CreateKey DeleteAlias DeleteCustomKeyStore ' +
	'DeleteImportedKeyMaterial DisableKey DisableKeyRotation DisconnectCustomKeyStore EnableKey EnableKeyRotation GetParametersForImport ' +
	'ImportKeyMaterial ListGrants ListRetirableGrants PutKeyPolicy ReplicateKey RetireGrant RevokeGrant RotateKeyOnDemand ' +
	'ScheduleKeyDeletion SynchronizeMultiRegionKey TagResource UntagResource UpdateAlias UpdateCustomKeyStore UpdateKeyDescription ' +
	'UpdatePrimaryRegion';

const kinds: Array<[KmsActionKind, string]> = [
	['use', use],
	['read', read],
	['manage', manage],
];

const entries = kinds.flatMap(([kind, names]) =>
	names.split(' ').map((name): [string, KmsActionKind] => [`kms:${name}`, kind]),
);

/** Every action of KMS by its full name (`kms:Encrypt`), with what it is for. */
export const kmsActions: ReadonlyMap<string, KmsActionKind> = new Map(entries);

/** The full names of every action of KMS. */
export const kmsActionNames: readonly string[] = entries.map(([name]) => name);

/** Lists the actions of KMS that a name or pattern such as `kms:Enc*` stands for, in any case; empty when KMS has none of them. */
export const expandKmsAction = (pattern: string): string[] =>
	kmsActionNames.filter((name) => isWildcardMatch(pattern.toLowerCase(), name.toLowerCase()));

const otherCrossAccount = [
	'DescribeKey',
	'GetPublicKey',
	'GetKeyRotationStatus',
	'CreateGrant',
	'ListGrants',
	'RetireGrant',
	'RevokeGrant',
];

const crossAccount = new Set(
	[...use.split(' '), ...otherCrossAccount].map((name) => `kms:${name}`.toLowerCase()),
);

/** Whether KMS lets another account do this at all, whatever the key policy says. */
export const canCrossAccounts = (action: string): boolean => crossAccount.has(action.toLowerCase());

/** The statement that lets the owner's IAM policies govern the key. `account` is 12 digits, `partition` such as `aws`. */
const ownerStatement = (account: string, partition: string): Statement => ({
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
		...(administrators.length > 0 ? [administratorStatement(administrators)] : []),
		...statements,
	]);
}
