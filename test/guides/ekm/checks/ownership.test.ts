import {expect, test} from 'vitest';
import {type Statement} from '../../../../source/policy/policy-document.js';
import {account, workatoRole} from '../../../aws/open-sandbox-aws.js';
import {
	checksFor,
	found,
	keyArn,
	ownerStatement,
	policyOf,
	seen,
	workatos,
} from '../ekm-observation.js';

const checksOf = (...statements: Statement[]) =>
	checksFor({}, seen({policy: found(policyOf(...statements))}));

const stranger: Statement = {
	Sid: 'Stranger',
	Effect: 'Allow',
	Principal: {AWS: '444455556666'},
	Action: 'kms:Decrypt',
	Resource: '*',
};

const breakGlass = `arn:aws:iam::${account}:role/BreakGlass`;

const administrator: Statement = {
	...ownerStatement,
	Sid: 'Admins',
	Principal: {AWS: `arn:aws:iam::${account}:role/Security`},
};

const deny = (Condition?: Statement['Condition']): Statement => ({
	Sid: 'Guard',
	Effect: 'Deny',
	Principal: '*',
	Action: 'kms:PutKeyPolicy',
	Resource: '*',
	...(Condition && {Condition}),
});

type Row = [string, Statement[], string, string, RegExp];

const forAll = (Action: string | string[], Condition?: Statement['Condition']): Statement => ({
	Sid: 'All',
	Effect: 'Allow',
	Principal: '*',
	Action,
	Resource: '*',
	...(Condition && {Condition}),
});

const everybodyMay = (actions: string) =>
	new RegExp(
		String.raw`^Every role and user of account 111122223333 may call ${actions}, even if no IAM policy lets them: Statement 3 \("All"\) is for everyone\.$`,
		'v',
	);

test.each([
	[
		'everybody may change the policy and delete the key',
		[ownerStatement, workatos, forAll(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'])],
		'policy-owner',
		'warn',
		everybodyMay('kms:PutKeyPolicy and kms:ScheduleKeyDeletion'),
	],
	[
		'everybody of the account, in as many words',
		[ownerStatement, workatos, forAll('kms:Put*', {StringEquals: {'kms:CallerAccount': account}})],
		'policy-owner',
		'warn',
		everybodyMay('kms:PutKeyPolicy'),
	],
	[
		'everybody but one may delete the key',
		[
			ownerStatement,
			workatos,
			{
				Sid: 'All',
				Effect: 'Allow',
				NotPrincipal: {AWS: '444455556666'},
				Action: 'kms:ScheduleKeyDeletion',
				Resource: '*',
			},
		],
		'policy-owner',
		'warn',
		everybodyMay('kms:ScheduleKeyDeletion'),
	],
	[
		'everybody may change the policy who has signed in with MFA',
		[
			ownerStatement,
			workatos,
			forAll('kms:PutKeyPolicy', {
				Bool: {'aws:MultiFactorAuthPresent': 'true'},
			}),
		],
		'policy-owner',
		'pass',
		/full control through IAM\.$/v,
	],
	[
		'everybody may change the policy, and a Deny leaves one role',
		[
			ownerStatement,
			workatos,
			forAll(['kms:PutKeyPolicy', 'kms:DisableKey']),
			deny({ArnNotEquals: {'aws:PrincipalArn': breakGlass}}),
		],
		'policy-owner',
		'warn',
		/^Only they may still change this policy: the role BreakGlass .*Every role and user of account 111122223333 may call kms:DisableKey, even/v,
	],
	[
		'a Deny for whatever is of the account, by a pattern',
		[
			ownerStatement,
			workatos,
			deny({StringLike: {'aws:PrincipalArn': `arn:aws:iam::${account}:*`}}),
		],
		'policy-owner',
		'unknown',
		/^Whether anybody may still change this policy cannot be told: Statement 3 \("Guard"\)/v,
	],
	[
		'no statement of the owner',
		[workatos],
		'policy-owner',
		'fail',
		/^Nobody may change this policy any more, the root user neither/v,
	],
	[
		'an owner’s statement with a condition that every call meets',
		[{...ownerStatement, Condition: {Bool: {'aws:SecureTransport': 'true'}}}, workatos],
		'policy-owner',
		'pass',
		/^Account 111122223333 decides through IAM who may change this policy\.$/v,
	],
	[
		'an owner’s statement for another key',
		[
			{
				...ownerStatement,
				Resource: 'arn:aws:kms:us-east-1:111122223333:key/other',
			},
			workatos,
		],
		'policy-owner',
		'fail',
		/^Nobody may change/v,
	],
	[
		'an owner’s statement without Resource',
		[{...ownerStatement, Resource: []}, workatos],
		'policy-owner',
		'fail',
		/^Nobody may change/v,
	],
	[
		'another account as owner',
		[{...ownerStatement, Principal: {AWS: '444455556666'}}, workatos],
		'policy-owner',
		'fail',
		/^Nobody may change/v,
	],
	[
		'only a named role as administrator',
		[administrator, workatos],
		'policy-owner',
		'warn',
		/^Only they may still change this policy: the role Security of account 111122223333\./v,
	],
	[
		'the account with a list of actions, as older CDK writes it',
		[
			{
				...ownerStatement,
				Action: [
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
					'kms:ScheduleKeyDeletion',
					'kms:CancelKeyDeletion',
				],
			},
			workatos,
		],
		'policy-owner',
		'pass',
		/decides through IAM/v,
	],
	[
		'the account with actions that leave the policy out',
		[{...ownerStatement, Action: ['kms:Describe*', 'kms:List*']}, workatos],
		'policy-owner',
		'fail',
		/^Nobody may change/v,
	],
	...(
		[
			['ArnNotEquals', breakGlass],
			['ArnNotLike', breakGlass],
			['StringNotEquals', breakGlass],
			['StringNotLike', breakGlass],
			['ArnNotEqualsIfExists', breakGlass],
		] as const
	).map(([operator, spared]): Row => [
		`a Deny of PutKeyPolicy to all but one role (${operator})`,
		[ownerStatement, workatos, deny({[operator]: {'aws:PrincipalArn': spared}})],
		'policy-owner',
		'warn',
		/^Only they may still change this policy: the role BreakGlass of account 111122223333\. Statement 3 \("Guard"\) denies/v,
	]),
	[
		'a Deny of PutKeyPolicy to all but roles of a path',
		[
			ownerStatement,
			workatos,
			deny({
				ArnNotLike: {'aws:PrincipalArn': `arn:aws:iam::${account}:role/ops/*`},
			}),
		],
		'policy-owner',
		'warn',
		/whoever is arn:aws:iam::111122223333:role\/ops\/\*/v,
	],
	[
		'a Deny of PutKeyPolicy to everybody',
		[ownerStatement, administrator, workatos, deny()],
		'policy-owner',
		'fail',
		/^Nobody may change .*"Guard"/v,
	],
	[
		'a Deny of it to all but a role of another account',
		[
			ownerStatement,
			workatos,
			deny({
				ArnNotEquals: {'aws:PrincipalArn': 'arn:aws:iam::999988887777:role/x'},
			}),
		],
		'policy-owner',
		'fail',
		/^Nobody may change/v,
	],
	[
		'a Deny of everything to strangers',
		[
			ownerStatement,
			workatos,
			{
				...deny({StringNotEquals: {'aws:PrincipalAccount': account}}),
				Action: 'kms:*',
			},
		],
		'policy-owner',
		'pass',
		/decides through IAM/v,
	],
	[
		'a Deny of deletion alone',
		[ownerStatement, workatos, {...deny(), Action: 'kms:ScheduleKeyDeletion'}],
		'policy-owner',
		'pass',
		/decides through IAM/v,
	],
	[
		'a Deny without MFA',
		[ownerStatement, workatos, deny({BoolIfExists: {'aws:MultiFactorAuthPresent': 'false'}})],
		'policy-owner',
		'pass',
		/for those who are signed in with MFA/v,
	],
	[
		'a Deny from outside the network',
		[ownerStatement, workatos, deny({NotIpAddress: {'aws:SourceIp': '192.0.2.0/24'}})],
		'policy-owner',
		'unknown',
		/cannot be told: .*aws:SourceIp/v,
	],
	[
		'an owner by account ID',
		[{...ownerStatement, Principal: {AWS: account}, Condition: {}}, workatos],
		'policy-owner',
		'pass',
		/keeps full control/v,
	],
	[
		'an owner by the key’s own ARN',
		[{...ownerStatement, Resource: keyArn}, workatos],
		'policy-owner',
		'pass',
		/keeps full control/v,
	],
	[
		'another account let in',
		[ownerStatement, workatos, stranger],
		'policy-outsiders',
		'warn',
		/^Also open: Lets .*444455556666/v,
	],
	[
		'Workato given more than its statement',
		[ownerStatement, workatos, {...workatos, Action: 'kms:CreateGrant'}],
		'policy-outsiders',
		'warn',
		/^Also open: .*Workato_EKM/v,
	],
	[
		'the world let in',
		[ownerStatement, workatos, {...stranger, Principal: '*'}],
		'policy-outsiders',
		'fail',
		/^Any AWS account may use this key\. Also open: /v,
	],
	[
		'a role of our own',
		[ownerStatement, workatos, {...stranger, Principal: {AWS: `arn:aws:iam::${account}:role/App`}}],
		'policy-outsiders',
		'pass',
		/only what the statement of account 999988887777, named by the file as Workato’s, says/v,
	],
	['nobody outside', [ownerStatement], 'policy-outsiders', 'pass', /No one outside/v],
	[
		'a deleted role',
		[
			ownerStatement,
			workatos,
			{
				...workatos,
				Sid: 'Old',
				Principal: {AWS: ['AROAEXAMPLE1234567890', workatoRole]},
			},
		],
		'policy-orphans',
		'warn',
		/AROAEXAMPLE1234567890 in Old/v,
	],
	[
		'a deleted user that is spared',
		[
			ownerStatement,
			workatos,
			{
				Effect: 'Deny',
				NotPrincipal: {AWS: 'AIDAEXAMPLE1234567890'},
				Action: 'kms:Delete*',
				Resource: '*',
			},
		],
		'policy-orphans',
		'warn',
		/AIDAEXAMPLE1234567890 in a statement without a Sid/v,
	],
	[
		'an unknown Effect',
		[ownerStatement, workatos, {...stranger, Effect: 'Permit'}],
		'policy-valid',
		'fail',
		/Stranger/v,
	],
] satisfies Row[])('%s: %#', (...[, statements, id, status, detail]) => {
	const check = checksOf(...statements)[id];
	expect(check?.status).toBe(status);
	expect(check?.detail).toMatch(detail);
	if (status !== 'pass') {
		expect(check?.fix).not.toBe('');
	}
});
