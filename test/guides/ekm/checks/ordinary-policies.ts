import {type KeyGrant} from '../../../../source/policy/outside-grants.js';
import {type Statement} from '../../../../source/policy/policy-document.js';
import {account} from '../../../aws/open-sandbox-aws.js';
import {ownerStatement} from '../ekm-observation.js';

/** A sound policy as a tool or AWS's own documentation writes it, and what the row about outsiders says of it. */
export type OrdinaryPolicy = {
	name: string;
	statements: Statement[];
	grants?: KeyGrant[];
	detail: string;
	/** What the row comes to where it is no pass. */
	outsiders?: 'unknown';
};

const root = `arn:aws:iam::${account}:root`;
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const autoScaling = role('aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling');

const use = [
	'kms:Encrypt',
	'kms:Decrypt',
	'kms:ReEncrypt*',
	'kms:GenerateDataKey*',
	'kms:DescribeKey',
];
const administer = [
	'kms:Create*',
	'kms:Describe*',
	'kms:Enable*',
	'kms:List*',
	'kms:Put*',
	'kms:Update*',
	'kms:Revoke*',
	'kms:Disable*',
	'kms:Get*',
	'kms:Delete*',
	'kms:TagResource',
	'kms:UntagResource',
	'kms:ScheduleKeyDeletion',
	'kms:CancelKeyDeletion',
	'kms:RotateKeyOnDemand',
];

const allow = (
	Sid: string,
	Principal: Statement['Principal'],
	Action: string | string[],
	Condition?: Statement['Condition'],
): Statement => ({
	Sid,
	Effect: 'Allow',
	...(Principal !== undefined && {Principal}),
	Action,
	Resource: '*',
	...(Condition && {Condition}),
});

const forAwsResources = {Bool: {'kms:GrantIsForAWSResource': 'true'}};
const only = 'Outside the account, only what Workato’s statement says.';
const working = (services: string) =>
	`Of other accounts, only what Workato’s statement says. AWS services work with it for account ${account} alone: ${services}.`;

const grant = (more: Partial<KeyGrant>): KeyGrant => ({
	id: 'f00',
	grantee: autoScaling,
	operations: ['Decrypt', 'CreateGrant'],
	issuer: account,
	...more,
});

const trail = `arn:aws:cloudtrail:us-east-1:${account}:trail/main`;

/** Keys as they are found in ordinary accounts; none of them may raise an alarm. */
export const ordinaryPolicies: readonly OrdinaryPolicy[] = [
	{
		name: 'the console, with administrators and users',
		statements: [
			ownerStatement,
			allow(
				'Allow access for Key Administrators',
				{AWS: [role('Security'), role('Platform')]},
				administer,
			),
			allow('Allow use of the key', {AWS: role('App')}, use),
			allow(
				'Allow attachment of persistent resources',
				{AWS: role('App')},
				['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
				forAwsResources,
			),
		],
		grants: [
			grant({grantee: 'rds.us-east-1.amazonaws.com', operations: ['Decrypt']}),
			grant({grantee: role('App')}),
		],
		detail: `${only} 2 grants are for roles of the account and AWS services that work for it.`,
	},
	{
		name: 'CDK before the feature flag',
		statements: [
			allow('', {AWS: root}, [...administer, 'kms:GenerateDataKey']),
			allow('', {AWS: role('Stack-Function')}, ['kms:Decrypt']),
		],
		detail: only,
	},
	{
		name: 'CDK since, with a bucket and a topic',
		statements: [
			allow('', {AWS: root}, 'kms:*'),
			allow('', {AWS: root}, ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], {
				StringEquals: {'kms:ViaService': 's3.us-east-1.amazonaws.com'},
			}),
			allow('', {Service: 'sns.amazonaws.com'}, ['kms:Decrypt', 'kms:GenerateDataKey*'], {
				ArnLike: {'aws:SourceArn': `arn:aws:sns:us-east-1:${account}:alarms`},
				StringEquals: {'aws:SourceAccount': account},
			}),
		],
		detail: working('sns.amazonaws.com'),
	},
	{
		name: 'the Terraform module’s defaults, with owners, administrators, users and service roles',
		statements: [
			allow('Default', {AWS: root}, 'kms:*'),
			allow('KeyOwner', {AWS: role('Owner')}, 'kms:*'),
			allow('KeyAdministration', {AWS: [role('Security')]}, [
				...administer,
				'kms:ReplicateKey',
				'kms:ImportKeyMaterial',
			]),
			allow('KeyUsage', {AWS: role('App')}, use),
			allow(
				'KeyServiceUsage',
				{AWS: role('Deploy')},
				['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
				forAwsResources,
			),
			allow('KeyServiceRolesASG', {AWS: autoScaling}, use),
			allow(
				'KeyServiceRolesASGPersistentVol',
				{AWS: autoScaling},
				'kms:CreateGrant',
				forAwsResources,
			),
		],
		detail: only,
	},
	{
		name: 'CloudTrail, as its guide has it',
		statements: [
			ownerStatement,
			allow(
				'Allow CloudTrail to encrypt logs',
				{Service: 'cloudtrail.amazonaws.com'},
				'kms:GenerateDataKey*',
				{
					StringEquals: {'aws:SourceArn': trail},
					StringLike: {
						'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*`,
					},
				},
			),
			allow(
				'Allow CloudTrail to describe key',
				{Service: 'cloudtrail.amazonaws.com'},
				'kms:DescribeKey',
			),
			allow(
				'Allow principals in the account to decrypt log files',
				{AWS: '*'},
				['kms:Decrypt', 'kms:ReEncryptFrom'],
				{
					StringEquals: {'kms:CallerAccount': account},
					StringLike: {
						'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*`,
					},
				},
			),
			allow('Allow alias creation during setup', {AWS: '*'}, 'kms:CreateAlias', {
				StringEquals: {
					'kms:ViaService': 'ec2.us-east-1.amazonaws.com',
					'kms:CallerAccount': account,
				},
			}),
		],
		detail: `${working('cloudtrail.amazonaws.com')} AWS services may look at it: cloudtrail.amazonaws.com.`,
	},
	{
		name: 'CloudTrail’s older policy, by encryption context alone',
		statements: [
			ownerStatement,
			allow(
				'Allow CloudTrail to encrypt logs',
				{Service: ['cloudtrail.amazonaws.com']},
				'kms:GenerateDataKey*',
				{
					StringLike: {
						'kms:EncryptionContext:aws:cloudtrail:arn': [`arn:aws:cloudtrail:*:${account}:trail/*`],
					},
				},
			),
		],
		detail: working('cloudtrail.amazonaws.com'),
	},
	{
		name: 'CloudWatch Logs',
		statements: [
			ownerStatement,
			allow(
				'',
				{Service: 'logs.us-east-1.amazonaws.com'},
				['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
				{
					ArnLike: {
						'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:us-east-1:${account}:*`,
					},
				},
			),
		],
		detail: working('logs.us-east-1.amazonaws.com'),
	},
	{
		name: 'SNS topics that CloudWatch and S3 publish to',
		statements: [
			ownerStatement,
			allow(
				'publishers',
				{Service: ['cloudwatch.amazonaws.com', 's3.amazonaws.com']},
				['kms:Decrypt', 'kms:GenerateDataKey*'],
				{StringEquals: {'aws:SourceAccount': account}},
			),
		],
		detail: working('cloudwatch.amazonaws.com and s3.amazonaws.com'),
	},
	{
		name: 'S3, as AWS’s own key for it has it',
		statements: [
			ownerStatement,
			allow(
				'Allow access through S3 for all principals in the account',
				{AWS: '*'},
				['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
				{
					StringEquals: {
						'kms:ViaService': 's3.us-east-1.amazonaws.com',
						'kms:CallerAccount': account,
					},
				},
			),
		],
		detail: only,
	},
	{
		name: 'Auto Scaling: its service-linked role, with grants',
		statements: [
			ownerStatement,
			allow('Allow service-linked role use', {AWS: [autoScaling]}, use),
			allow(
				'Allow attachment of persistent resources',
				{AWS: [autoScaling]},
				'kms:CreateGrant',
				forAwsResources,
			),
		],
		grants: [grant({}), grant({grantee: 'ec2.us-east-1.amazonaws.com'})],
		detail: `${only} 2 grants are for roles of the account and AWS services that work for it.`,
	},
	{
		name: 'roles by aws:PrincipalArn, and callers of the account if it is said',
		statements: [
			ownerStatement,
			allow('AllAppRoles', '*', use, {
				ArnLike: {'aws:PrincipalArn': role('app/*')},
			}),
			allow('AccountOnly', {AWS: '*'}, 'kms:Decrypt', {
				StringEqualsIfExists: {'kms:CallerAccount': account},
			}),
		],
		detail: only,
	},
	{
		name: 'a service of member accounts, kept to its organisation',
		statements: [
			ownerStatement,
			allow(
				'LicenseManager',
				{Service: 'license-manager.member-account.amazonaws.com'},
				['kms:Decrypt', 'kms:GenerateDataKey'],
				{StringEquals: {'aws:SourceOrgID': 'o-abc123def4'}},
			),
		],
		outsiders: 'unknown',
		detail:
			'Whose organisation o-abc123def4 is cannot be seen from here: for all its accounts license-manager.member-account.amazonaws.com may use this key, by Statement 2 ("LicenseManager").',
	},
	{
		name: 'a service kept to its organisation, and in it to the account',
		statements: [
			ownerStatement,
			allow('Topics', {Service: 'sns.amazonaws.com'}, 'kms:Decrypt', {
				StringEquals: {
					'aws:SourceOrgID': 'o-abc123def4',
					'aws:SourceAccount': account,
				},
			}),
		],
		detail: working('sns.amazonaws.com'),
	},
	{
		name: 'guards: no plain HTTP, no outsiders, no deletion without MFA',
		statements: [
			ownerStatement,
			{
				...allow('Tls', '*', 'kms:*', {Bool: {'aws:SecureTransport': 'false'}}),
				Effect: 'Deny',
			},
			{
				...allow('Mfa', {AWS: '*'}, ['kms:ScheduleKeyDeletion', 'kms:Delete*'], {
					BoolIfExists: {'aws:MultiFactorAuthPresent': 'false'},
				}),
				Effect: 'Deny',
			},
		],
		detail: only,
	},
];
