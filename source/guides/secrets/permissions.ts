/** What an operator must be allowed to do to run this guide, for new and existing roles. */
export const secretsPermissions = [
	'iam:CreateRole',
	'iam:GetAccountAuthorizationDetails',
	'iam:GetPolicy',
	'iam:GetPolicyVersion',
	'iam:GetRole',
	'iam:GetRolePolicy',
	'iam:ListAttachedRolePolicies',
	'iam:ListRolePolicies',
	'iam:PutRolePolicy',
	'iam:TagRole',
	'iam:UpdateAssumeRolePolicy',
	'kms:DescribeKey',
	'kms:GetKeyPolicy',
	'secretsmanager:DescribeSecret',
	'secretsmanager:GetResourcePolicy',
	'secretsmanager:ListSecrets',
] as const;
