import {toList} from '../../policy/policy-document.js';
import {Tagged, templateValue, type TemplatePart, type TemplateValue} from '../cloudformation.js';
import {certainEffects, uniqueName, type ExportPlan} from '../export.js';
import {roleEffects} from './effects.js';
import {decryptStatement, exportedRoles, type ExportedRole} from './exported-roles.js';

/** A role for each group, with its trust policy and what it may read. Roles and policies go with the stack. */
export function roleTemplate(plan: ExportPlan): TemplatePart {
	const {partner, group} = plan.words;
	const roles = exportedRoles(plan, 'Role');
	const made = new Set(
		certainEffects(plan, roleEffects.own)
			.filter(({kind}) => kind === 'role')
			.map(({role}) => role),
	);
	const account = trustedAccount(roles);
	const taken = new Set(roles.map(({label}) => label.toLowerCase()));
	const asking = roles
		.filter(({policies}) => policies.some(({isKeyUnknown}) => isKeyUnknown))
		.map(({label, group: name}) => ({
			label,
			name,
			keys: uniqueName(`${label}SecretKeys`, taken),
			hasKeys: uniqueName(`${label}HasSecretKeys`, taken),
		}));
	const keyNames = new Map(asking.map((each) => [each.label, each]));
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
			...Object.fromEntries(
				asking.map(({name, keys}) => [
					keys,
					{
						Type: 'CommaDelimitedList',
						// Without a default it does not deploy before somebody has looked.
						Description: `ARNs of the customer managed keys of the secrets of ${name}, or ${noKeys} where AWS's own key encrypts them`,
						AllowedPattern: `^(${noKeys}|arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$`,
					},
				]),
			),
		},
		toFill: Object.fromEntries(asking.map(({keys}) => [keys, `ARN_OR_${noKeys}`])),
		conditions: Object.fromEntries(
			asking.map(({keys, hasKeys}) => [
				hasKeys,
				new Tagged('!Not', [
					new Tagged('!Equals', [new Tagged('!Join', [',', new Tagged('!Ref', keys)]), noKeys]),
				]),
			]),
		),
		resources: Object.fromEntries(
			roles.map((role) => [role.label, roleResource(role, keyNames.get(role.label), plan)]),
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

// What the parameter says where there is no key to name.
const noKeys = 'none';

/** What a role's keys are asked for by, and whether there are any. */
type KeyNames = {keys: string; hasKeys: string};

function roleResource(
	role: ExportedRole,
	keyNames: KeyNames | undefined,
	plan: ExportPlan,
): TemplateValue {
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
			Policies: role.policies.map((policy) => ({
				PolicyName: policy.name,
				PolicyDocument: policyValue(policy, keyNames, plan),
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
		.flatMap(({Principal}) => (typeof Principal === 'object' ? toList(Principal.AWS ?? []) : []))
		.flatMap((arn) => accountRoot.exec(arn)?.groups?.account ?? [])
		.at(0);
}

function withAccount(value: TemplateValue, parameter: string): TemplateValue {
	if (typeof value === 'string') {
		const start = accountRoot.exec(value)?.groups?.start;
		return start === undefined ? value : new Tagged('!Sub', `${start}\${${parameter}}:root`);
	}

	if (Array.isArray(value)) {
		return value.map((item) => withAccount(item, parameter));
	}

	return typeof value === 'object' && !(value instanceof Tagged)
		? Object.fromEntries(
				Object.entries(value).map(([key, inner]) => [key, withAccount(inner, parameter)]),
			)
		: value;
}

function policyValue(
	{document, isKeyUnknown}: ExportedRole['policies'][number],
	keyNames: KeyNames | undefined,
	plan: ExportPlan,
): TemplateValue {
	const {Statement, ...rest} = document;
	const statements = Statement.map((statement) => templateValue(statement, plan));
	return {
		...Object.fromEntries(
			Object.entries(rest).map(([key, value]) => [key, templateValue(value, plan)]),
		),
		Statement:
			isKeyUnknown && keyNames
				? [
						...statements,
						new Tagged('!If', [
							keyNames.hasKeys,
							{
								...Object.fromEntries(
									Object.entries(decryptStatement(plan)).map(([key, value]) => [
										key,
										templateValue(value, plan),
									]),
								),
								Resource: new Tagged('!Ref', keyNames.keys),
							},
							new Tagged('!Ref', 'AWS::NoValue'),
						]),
					]
				: statements,
	};
}
