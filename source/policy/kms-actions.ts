import {isWildcardMatch} from './match-wildcard.js';

/** What an action of KMS is for. `use` works with the key's material, `read` looks, `manage` administers, shares or ends the key. */
export type KmsActionKind = 'use' | 'read' | 'manage';

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
	names
		.split(' ')
		.map((name): [string, KmsActionKind] => [`kms:${name}`, kind]),
);

/** Every action of KMS by its full name (`kms:Encrypt`), with what it is for. */
export const kmsActions: ReadonlyMap<string, KmsActionKind> = new Map(entries);

/** The full names of every action of KMS. */
export const kmsActionNames: readonly string[] = entries.map(([name]) => name);

/** Lists the actions of KMS that a name or pattern such as `kms:Enc*` stands for, in any case; empty when KMS has none of them. */
export const expandKmsAction = (pattern: string): string[] =>
	kmsActionNames.filter((name) =>
		isWildcardMatch(pattern.toLowerCase(), name.toLowerCase()),
	);

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
	[...use.split(' '), ...otherCrossAccount].map((name) =>
		`kms:${name}`.toLowerCase(),
	),
);

/** Whether KMS lets another account do this at all, whatever the key policy says. */
export const canCrossAccounts = (action: string): boolean =>
	crossAccount.has(action.toLowerCase());
