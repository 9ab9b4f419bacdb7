import {toList, type PolicyDocument} from '../../policy/policy-document.js';
import {
	Tagged,
	templateValue,
	type TemplatePart,
	type TemplateValue,
} from '../cloudformation.js';
import {certainEffects, type ExportPlan} from '../export.js';
import {roleEffects} from './effects.js';
import {
	decryptStatement,
	exportedRoles,
	lacksKeys,
	type ExportedRole,
} from './exported-roles.js';

/** A role for each group, with its trust policy and what it may read. Roles and policies go with the stack. */
export function roleTemplate(plan: ExportPlan): TemplatePart {
	const {partner, group} = plan.words;
	const roles = exportedRoles(plan.changes, 'Role');
	const made = new Set(
		certainEffects(plan, roleEffects.own)
			.filter(({kind}) => kind === 'role')
			.map(({role}) => role),
	);
	const account = trustedAccount(roles);
	const isKeyAsked = roles.some(({policies}) =>
		policies.some(({document}) => lacksKeys(document)),
	);
	if (roles.length === 0) {
		return {resources: {}};
	}

	return {
		parameters: {
			...(account !== undefined && {
				[accountParameter(plan)]: {
					Type: 'String',
					Description: `AWS account ID of ${partner}, as its page shows it`,
					Default: account,
					AllowedPattern: '^[0-9]{12}$',
				},
			}),
			...(isKeyAsked && {
				SecretKeyArns: {
					Type: 'CommaDelimitedList',
					Description:
						'ARNs of the customer managed keys that encrypt the secrets; empty for the key of AWS',
					Default: '',
				},
			}),
		},
		conditions: isKeyAsked
			? {
					HasSecretKeys: new Tagged('!Not', [
						new Tagged('!Equals', [
							new Tagged('!Join', ['', new Tagged('!Ref', 'SecretKeyArns')]),
							'',
						]),
					]),
				}
			: {},
		resources: Object.fromEntries(
			roles.map((role) => [role.label, roleResource(role, plan)]),
		),
		outputs: Object.fromEntries(
			roles.map(({label}) => [
				`${label}Arn`,
				{
					Description: `The role ARN for this ${group} in ${partner}`,
					Value: new Tagged('!GetAtt', `${label}.Arn`),
				},
			]),
		),
		outputsFor: 'roles',
		imports: roles
			.filter(({name}) => made.has(name))
			.map(({name, label}) => ({
				type: 'AWS::IAM::Role',
				logicalId: label,
				identifier: {RoleName: name},
			})),
		capability: 'CAPABILITY_NAMED_IAM',
		oneRegionOnly:
			'Roles belong to no region: give one region only, or the second finds the role taken.',
	};
}

function roleResource(role: ExportedRole, plan: ExportPlan): TemplateValue {
	return {
		Type: 'AWS::IAM::Role',
		DeletionPolicy: 'Delete',
		UpdateReplacePolicy: 'Delete',
		Properties: {
			RoleName: role.name,
			Path: role.path === '/' ? undefined : role.path,
			Description: role.description === '' ? undefined : role.description,
			AssumeRolePolicyDocument: withAccount(
				templateValue(role.trust, plan),
				accountParameter(plan),
			),
			Policies: role.policies.map(({name: PolicyName, document}) => ({
				PolicyName,
				PolicyDocument: withKeys(document, plan),
			})),
			Tags: role.tags.map((tag) => ({Key: tag.key, Value: tag.value})),
		},
	};
}

const accountParameter = ({words}: ExportPlan) => `${words.partner}AccountId`;

const accountRoot = /^(?<start>arn:[\w\-]+:iam::)(?<account>\d{12}):root$/v;

/** Whom the roles trust: a setup lets one account in, and a role of its own nobody else. */
function trustedAccount(roles: readonly ExportedRole[]): string | undefined {
	return roles
		.flatMap(({trust}) => trust.Statement)
		.flatMap(({Principal}) =>
			typeof Principal === 'object' ? toList(Principal.AWS ?? []) : [],
		)
		.flatMap((arn) => accountRoot.exec(arn)?.groups?.account ?? [])
		.at(0);
}

function withAccount(value: TemplateValue, parameter: string): TemplateValue {
	if (typeof value === 'string') {
		const start = accountRoot.exec(value)?.groups?.start;
		return start === undefined
			? value
			: new Tagged('!Sub', `${start}\${${parameter}}:root`);
	}

	if (Array.isArray(value)) {
		return value.map((item) => withAccount(item, parameter));
	}

	return typeof value === 'object' && !(value instanceof Tagged)
		? Object.fromEntries(
				Object.entries(value).map(([key, inner]) => [
					key,
					withAccount(inner, parameter),
				]),
			)
		: value;
}

function withKeys(document: PolicyDocument, plan: ExportPlan): TemplateValue {
	const {Statement, ...rest} = document;
	const statements = Statement.map((statement) =>
		templateValue(statement, plan),
	);
	return {
		...Object.fromEntries(
			Object.entries(rest).map(([key, value]) => [
				key,
				templateValue(value, plan),
			]),
		),
		Statement: lacksKeys(document)
			? [
					...statements,
					new Tagged('!If', [
						'HasSecretKeys',
						{
							...Object.fromEntries(
								Object.entries(decryptStatement(plan)).map(([key, value]) => [
									key,
									templateValue(value, plan),
								]),
							),
							Resource: new Tagged('!Ref', 'SecretKeyArns'),
						},
						new Tagged('!Ref', 'AWS::NoValue'),
					]),
				]
			: statements,
	};
}
