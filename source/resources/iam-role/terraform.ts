import {toList} from '../../policy/policy-document.js';
import {certainEffects, type ExportPlan} from '../export.js';
import {
	Expression,
	Wrapped,
	hclValue,
	importBlock,
	jsonText,
	type HclBlock,
	type HclValue,
	type TerraformPart,
} from '../terraform.js';
import {roleEffects} from './effects.js';
import {decryptStatement, exportedRoles, type ExportedRole} from './exported-roles.js';

/** A role for each group with what it may read, their adoption where the setup has made them, and the roles' ARNs. */
export function roleTerraform(plan: ExportPlan): TerraformPart {
	const {partner, group: noun} = plan.words;
	const roles = exportedRoles(plan, `${noun}_`);
	if (roles.length === 0) {
		return {resources: []};
	}

	return {
		resources: roles.flatMap((role) => roleBlocks(role, plan)),
		outputs: [
			{
				type: 'output',
				labels: ['roles'],
				body: {
					description: `The role ARN for each ${noun} in ${partner}`,
					value: Object.fromEntries(
						roles.map(({group, label}) => [group, new Expression(`aws_iam_role.${label}.arn`)]),
					),
				},
			},
		],
	};
}

function roleBlocks(role: ExportedRole, plan: ExportPlan): HclBlock[] {
	const {label} = role;
	const made = certainEffects(plan, roleEffects.own).filter((each) => each.role === role.name);
	return [
		...(made.some(({kind}) => kind === 'role')
			? [importBlock(`aws_iam_role.${label}`, role.name)]
			: []),
		{
			type: 'resource',
			labels: ['aws_iam_role', label],
			body: {
				name: role.name,
				path: role.path === '/' ? undefined : role.path,
				description: role.description === '' ? undefined : role.description,
				assume_role_policy: jsonText(hclValue(role.trust, plan)),
				tags: Object.fromEntries(role.tags.map((tag) => [tag.key, tag.value])),
			},
		},
		...role.policies.flatMap((policy, index) => {
			const policyLabel = index === 0 ? label : `${label}_${index + 1}`;
			const isMade = made.some(
				(each) => each.kind === 'role-policy' && each.policy === policy.name,
			);
			return [
				...(policy.isKeyUnknown ? keyBlocks(policy, policyLabel, plan) : []),
				...(isMade
					? [importBlock(`aws_iam_role_policy.${policyLabel}`, `${role.name}:${policy.name}`)]
					: []),
				{
					type: 'resource',
					labels: ['aws_iam_role_policy', policyLabel],
					body: {
						name: policy.name,
						role: new Expression(`aws_iam_role.${label}.id`),
						policy: jsonText(policyValue(policy, policyLabel, plan)),
					},
				},
			];
		}),
	];
}

/*
What encrypts the secrets, read when Terraform plans: the secrets of a role, their keys, and of these the customer managed ones.
Of all secrets those count whose ARN starts as the policy says: a filter by name would miss some.
*/
function keyBlocks(
	{document}: ExportedRole['policies'][number],
	label: string,
	plan: ExportPlan,
): HclBlock[] {
	const resources = document.Statement.filter(({Action}) =>
		toList(Action).includes('secretsmanager:GetSecretValue'),
	).flatMap(({Resource}) => toList(Resource));
	const start = resources.find((arn) => arn.endsWith('*'))?.slice(0, -1);
	const statement = Object.fromEntries(
		Object.entries(decryptStatement(plan)).map(([key, value]) => [key, hclValue(value, plan)]),
	);
	return [
		...(start === undefined
			? []
			: [
					{
						type: 'data',
						labels: ['aws_secretsmanager_secrets', label],
						body: {},
					},
				]),
		{
			type: 'data',
			labels: ['aws_secretsmanager_secret', label],
			body: {
				for_each:
					start === undefined
						? new Wrapped('toset(', hclValue(resources, plan), ')')
						: new Wrapped(
								`toset([for arn in data.aws_secretsmanager_secrets.${label}.arns : arn if startswith(arn, `,
								hclValue(start, plan),
								')])',
							),
				arn: new Expression('each.value'),
			},
		},
		{
			type: 'data',
			labels: ['aws_kms_key', label],
			body: {
				for_each: new Expression(
					`toset(compact([for secret in data.aws_secretsmanager_secret.${label} : secret.kms_key_id]))`,
				),
				key_id: new Expression('each.value'),
			},
		},
		{
			type: 'locals',
			body: {
				[`decrypt_${label}`]: new Wrapped(
					`[for arns in [sort(distinct([for key in data.aws_kms_key.${label} : key.arn if key.key_manager == "CUSTOMER"]))] : `,
					{...statement, Resource: new Expression('arns')},
					' if length(arns) > 0]',
				),
			},
		},
	];
}

function policyValue(
	{document, isKeyUnknown}: ExportedRole['policies'][number],
	label: string,
	plan: ExportPlan,
): HclValue {
	const {Statement, ...rest} = document;
	const statements = Statement.map((statement) => hclValue(statement, plan));
	return {
		...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, hclValue(value, plan)])),
		Statement: isKeyUnknown
			? new Wrapped('concat(', statements, `, local.decrypt_${label})`)
			: statements,
	};
}
