import {type PolicyDocument} from '../../policy/policy-document.js';
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
import {
	decryptStatement,
	exportedRoles,
	lacksKeys,
	type ExportedRole,
} from './exported-roles.js';

/** A role for each group with what it may read, their adoption where the setup has made them, and the roles' ARNs. */
export function roleTerraform(plan: ExportPlan): TerraformPart {
	const {partner, group: noun} = plan.words;
	const roles = exportedRoles(plan.changes, `${noun}_`);
	const isKeyAsked = roles.some(({policies}) =>
		policies.some(({document}) => lacksKeys(document)),
	);
	if (roles.length === 0) {
		return {resources: []};
	}

	return {
		variables: isKeyAsked ? keyVariables(plan) : [],
		resources: roles.flatMap((role) => roleBlocks(role, plan)),
		outputs: [
			{
				type: 'output',
				labels: ['roles'],
				body: {
					description: `The role ARN for each ${noun} in ${partner}`,
					value: Object.fromEntries(
						roles.map(({group, label}) => [
							group,
							new Expression(`aws_iam_role.${label}.arn`),
						]),
					),
				},
			},
		],
	};
}

function roleBlocks(role: ExportedRole, plan: ExportPlan): HclBlock[] {
	const {label} = role;
	const made = certainEffects(plan, roleEffects.own).filter(
		(each) => each.role === role.name,
	);
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
				...(isMade
					? [
							importBlock(
								`aws_iam_role_policy.${policyLabel}`,
								`${role.name}:${policy.name}`,
							),
						]
					: []),
				{
					type: 'resource',
					labels: ['aws_iam_role_policy', policyLabel],
					body: {
						name: policy.name,
						role: new Expression(`aws_iam_role.${label}.id`),
						policy: jsonText(withKeys(policy.document, plan)),
					},
				},
			];
		}),
	];
}

function keyVariables(plan: ExportPlan): HclBlock[] {
	const statement = Object.fromEntries(
		Object.entries(decryptStatement(plan)).map(([key, value]) => [
			key,
			hclValue(value, plan),
		]),
	);
	return [
		{
			type: 'variable',
			labels: ['secret_key_arns'],
			body: {
				description:
					'ARNs of the customer managed keys that encrypt the secrets; none for the key of AWS',
				type: new Expression('list(string)'),
				default: [],
			},
		},
		{
			type: 'locals',
			body: {
				decrypt: new Wrapped(
					'[for arns in [var.secret_key_arns] : ',
					{...statement, Resource: new Expression('arns')},
					' if length(arns) > 0]',
				),
			},
		},
	];
}

function withKeys(document: PolicyDocument, plan: ExportPlan): HclValue {
	const {Statement, ...rest} = document;
	const statements = Statement.map((statement) => hclValue(statement, plan));
	return {
		...Object.fromEntries(
			Object.entries(rest).map(([key, value]) => [key, hclValue(value, plan)]),
		),
		Statement: lacksKeys(document)
			? new Wrapped('concat(', statements, ', local.decrypt)')
			: statements,
	};
}
