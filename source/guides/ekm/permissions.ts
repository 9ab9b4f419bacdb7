/** What an operator must be allowed to do to run this guide, on a new or an existing key. */
export const ekmPermissions = [
	'kms:CreateAlias',
	'kms:CreateKey',
	'kms:DescribeKey',
	'kms:EnableKeyRotation',
	'kms:GetKeyLastUsage',
	'kms:GetKeyPolicy',
	'kms:GetKeyRotationStatus',
	'kms:ListAliases',
	'kms:ListGrants',
	'kms:ListKeys',
	'kms:ListResourceTags',
	'kms:PutKeyPolicy',
	'kms:TagResource',
] as const;
