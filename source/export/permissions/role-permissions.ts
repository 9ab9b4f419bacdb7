import {type Call} from '../../resources/call.js';
import {toList} from '../../policy/one-or-many.js';
import {type Statement} from '../../policy/policy-document.js';
import {inputsOf, makes} from '../call-input.js';
import {type Handover} from '../handover.js';
import {foldArns} from './fold-arns.js';
import {ownArn} from './own-arn.js';

/** What shows everything that is in a role. */
export const roleReads = [
	'iam:GetRole',
	'iam:GetRolePolicy',
	'iam:ListAttachedRolePolicies',
	'iam:ListRolePolicies',
];

/** What an operator needs of IAM and Secrets Manager: never the value of a secret. */
export function rolePermissions(handover: Handover): Statement[] {
	const {changes} = handover;
	const calls = changes
		.map(({call}) => call)
		.filter(({service}) => service === 'iam');
	const made = namesIn(calls, 'CreateRole');
	const all = namesIn(calls, 'PutRolePolicy');
	const used = all.filter((name) => !made.includes(name));
	const arns = (names: readonly string[]) =>
		names.map((name) => ownArn(handover, 'iam', `role/${name}`));
	if (all.length === 0) {
		return [];
	}

	return [
		...(made.length > 0
			? [
					{
						Sid: 'SetUpAndCheckTheRoles',
						Effect: 'Allow',
						Action: [
							'iam:CreateRole',
							...roleReads,
							'iam:PutRolePolicy',
							'iam:TagRole',
						],
						Resource: foldArns(arns(made)),
					},
				]
			: []),
		...(used.length > 0
			? [
					{
						Sid: 'AddToTheRoles',
						Effect: 'Allow',
						Action: [
							...roleReads,
							'iam:PutRolePolicy',
							'iam:UpdateAssumeRolePolicy',
						],
						// Never folded: whoever may write the policies of a role may become it, and other roles may begin the same.
						Resource: used.length === 1 ? arns(used)[0] : arns(used),
					},
					{
						Sid: 'ReadPoliciesOfTheRoles',
						Effect: 'Allow',
						Action: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
						Resource: [
							`arn:${handover.planned.partition}:iam::aws:policy/*`,
							ownArn(handover, 'iam', 'policy/*'),
						],
					},
				]
			: []),
		...secretPermissions(handover),
	];
}

function secretPermissions(handover: Handover): Statement[] {
	const secrets = inputsOf(handover.changes, makes.rolePolicy)
		.flatMap(({PolicyDocument}) => PolicyDocument.Statement)
		.filter(({Action}) =>
			toList(Action).includes('secretsmanager:GetSecretValue'),
		)
		.flatMap(({Resource}) => toList(Resource));
	const own = [...new Set(secrets)].map((arn) =>
		handover.account === undefined
			? arn.replace(`:${handover.planned.account}:`, ':*:')
			: arn,
	);
	return [
		{
			Sid: 'LookAtTheSecrets',
			Effect: 'Allow',
			Action: [
				'secretsmanager:DescribeSecret',
				'secretsmanager:GetResourcePolicy',
			],
			Resource: foldArns(own),
		},
		...(own.some((arn) => arn.endsWith('*'))
			? [
					{
						Sid: 'FindTheSecrets',
						Effect: 'Allow',
						Action: 'secretsmanager:ListSecrets',
						Resource: '*',
					},
				]
			: []),
		{
			// Which keys encrypt the secrets, only AWS knows.
			Sid: 'LookAtTheKeysOfTheSecrets',
			Effect: 'Allow',
			Action: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
			Resource: ownArn(handover, 'kms', 'key/*'),
		},
	];
}

/** The roles that calls of one operation name. */
export function namesIn(calls: readonly Call[], operation: string): string[] {
	return calls
		.filter((call) => call.operation === operation)
		.map(({input}) => input.RoleName)
		.filter((name) => typeof name === 'string');
}
