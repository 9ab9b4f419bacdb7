import {parseKeyArn} from '../../aws/arn.js';
import {toList, type Statement, parsePolicyDocument} from '../../policy/policy-document.js';
import {type ExportPlan} from '../export.js';
import {putRolePolicy} from '../iam-role/calls.js';
import {roleEffects} from '../iam-role/effects.js';
import {
	actionsOf,
	onlyInRegion,
	ownArn,
	listArns,
	shortenArns,
	type OperatorStatements,
	type Permission,
} from '../permissions.js';
import {inputsOf, type Resource} from '../resource.js';

const list: Permission = {
	actions: ['secretsmanager:ListSecrets'],
	why: 'the list to choose from, and the secrets of a prefix',
};
const describe: Permission = {
	actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetResourcePolicy'],
	why: 'whether a secret is there, and what stands in the role’s way',
};
const key: Permission = {
	actions: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
	why: 'the key that encrypts a secret, and whom it lets in',
};

/** What is read of secrets. */
const secretReads: readonly Permission[] = [
	list,
	describe,
	key,
	{
		actions: ['secretsmanager:GetSecretValue'],
		why: 'only if you let it look: whether a secret is JSON, and the names of its keys; values are never shown or kept',
		when: 'optional',
	},
];

/** What an operator needs of the secrets that the roles read: never the value of a secret. */
function secretPermissions(plan: ExportPlan): OperatorStatements {
	const {changes, account, planned} = plan;
	const planning = inputsOf(changes, putRolePolicy).flatMap(
		({PolicyDocument}) => parsePolicyDocument(PolicyDocument).Statement,
	);
	const arns = allowedOn(planning, 'secretsmanager:GetSecretValue').map((arn) =>
		account === undefined ? arn.replace(`:${planned.account}:`, ':*:') : arn,
	);
	if (arns.length === 0) {
		return {};
	}

	return {
		use: [
			{
				Sid: 'LookAtTheSecrets',
				Effect: 'Allow',
				Action: actionsOf(describe),
				Resource: shortenArns(arns),
			},
			...(arns.some((arn) => arn.endsWith('*'))
				? [
						{
							Sid: 'FindTheSecrets',
							Effect: 'Allow' as const,
							Action: actionsOf(list),
							Resource: '*',
							Condition: onlyInRegion(plan),
						},
					]
				: []),
			{
				// Which keys encrypt the secrets, only AWS knows.
				Sid: 'LookAtTheKeysOfTheSecrets',
				Effect: 'Allow',
				Action: actionsOf(key),
				Resource: ownArn(plan, 'kms', 'key/*'),
			},
			...foreignKeys(plan, planning),
		],
	};
}

// Keys of other accounts that the roles decrypt with, as planned or as written already. Of those, AWS shows outsiders no policy.
function foreignKeys(
	{effects, account, planned}: ExportPlan,
	planning: readonly Statement[],
): Statement[] {
	const written = effects.flatMap((effect) => {
		const own = roleEffects.own(effect);
		return own?.kind === 'role-policy' ? own.after.Statement : [];
	});
	const arns = allowedOn([...planning, ...written], 'kms:Decrypt').filter(
		(arn) => parseKeyArn(arn) && parseKeyArn(arn)?.account !== (account ?? planned.account),
	);
	return arns.length === 0
		? []
		: [
				{
					Sid: 'LookAtTheKeysOfOtherAccounts',
					Effect: 'Allow',
					Action: 'kms:DescribeKey',
					Resource: listArns(arns),
				},
			];
}

// What statements allow an action on, each once.
function allowedOn(statements: readonly Statement[], action: string): string[] {
	return [
		...new Set(
			statements
				.filter(({Action}) => toList(Action).includes(action))
				.flatMap(({Resource}) => toList(Resource)),
		),
	];
}

/** A secret of AWS Secrets Manager: it is read, never written. */
export const secret: Resource = {
	id: 'secret',
	title: 'a secret',
	calls: [],
	reads: secretReads,
	permissions: secretPermissions,
	readme: () => ({
		monthly: 0,
		costs: [
			'The secrets are there already, and paid for. Each time one is read is a call of AWS Secrets Manager, of which 10,000 cost about 0.05 USD; where a customer managed key encrypts it, it is a request to AWS KMS as well.',
			'These are the list prices of most regions. Those of yours: https://aws.amazon.com/secrets-manager/pricing/',
		],
		removal: {},
	}),
};
