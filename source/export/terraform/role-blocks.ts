import {type PolicyDocument} from '../../policy/policy-document.js';
import {type Handover} from '../handover.js';
import {logicalNames} from '../logical-names.js';
import {type Made} from '../made.js';
import {decryptStatement, lacksKeys} from '../secret-keys.js';
import {wantedRoles, type WantedRole} from '../wanted-roles.js';
import {
	Expression,
	Wrapped,
	jsonText,
	type HclBlock,
	type HclValue,
} from './hcl.js';
import {adoption, tagValues} from './key-blocks.js';
import {ownValues} from './own-values.js';

/** A role for each project with what it may read, their adoption where the setup has made them, and the roles' ARNs. */
export function roleBlocks(handover: Handover, made: Made): HclBlock[] {
	const roles = wantedRoles(handover.changes);
	const names = logicalNames(
		roles.map(({project}) => project),
		'project_',
	);
	if (roles.length === 0) {
		return [];
	}

	return [
		...keysBlocks(handover),
		...roles.flatMap((role, index) =>
			roleBlock(role, names[index] ?? '', handover, made),
		),
		{
			type: 'output',
			labels: ['roles'],
			body: {
				description: 'The role ARN for each project in Workato',
				value: Object.fromEntries(
					roles.map(({project}, index) => [
						project,
						new Expression(`aws_iam_role.${names[index] ?? ''}.arn`),
					]),
				),
			},
		},
	];
}

function roleBlock(
	role: WantedRole,
	name: string,
	handover: Handover,
	made: Made,
): HclBlock[] {
	return [
		...(made.roles.includes(role.name)
			? [adoption(`aws_iam_role.${name}`, role.name)]
			: []),
		{
			type: 'resource',
			labels: ['aws_iam_role', name],
			body: {
				name: role.name,
				path: role.path === '/' ? undefined : role.path,
				description: role.description === '' ? undefined : role.description,
				assume_role_policy: jsonText(ownValues(role.trust, handover)),
				tags: tagValues(role.tags),
			},
		},
		...role.policies.flatMap((policy, index) => {
			const label = index === 0 ? name : `${name}_${index + 1}`;
			const isMade = made.rolePolicies.some(
				(each) => each.role === role.name && each.policy === policy.name,
			);
			return [
				...(isMade
					? [
							adoption(
								`aws_iam_role_policy.${label}`,
								`${role.name}:${policy.name}`,
							),
						]
					: []),
				{
					type: 'resource',
					labels: ['aws_iam_role_policy', label],
					body: {
						name: policy.name,
						role: new Expression(`aws_iam_role.${name}.id`),
						policy: jsonText(withKeys(policy.document, handover)),
					},
				},
			];
		}),
	];
}

function keysBlocks(handover: Handover): HclBlock[] {
	const statement = Object.fromEntries(
		Object.entries(decryptStatement(handover)).map(([key, value]) => [
			key,
			ownValues(value, handover),
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

function withKeys(document: PolicyDocument, handover: Handover): HclValue {
	const {Statement, ...rest} = document;
	const statements = Statement.map((statement) =>
		ownValues(statement, handover),
	);
	return {
		...Object.fromEntries(
			Object.entries(rest).map(([key, value]) => [
				key,
				ownValues(value, handover),
			]),
		),
		Statement: lacksKeys(document)
			? new Wrapped('concat(', statements, ', local.decrypt)')
			: statements,
	};
}
