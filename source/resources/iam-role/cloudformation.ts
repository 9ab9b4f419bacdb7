import {toList} from '../../policy/policy-document.js';
import {isKeyArn, isSecretArn} from '../../policy/secrets-permissions.js';
import {
	isGiven,
	onlyIf,
	tagSections,
	tagsValue,
	Tagged,
	templateValue,
	type TemplateParameter,
	type TemplatePart,
	type TemplateValue,
} from '../cloudformation.js';
import {certainEffects, uniqueName, type ExportPlan} from '../export.js';
import {roleEffects} from './effects.js';
import {
	decryptStatement,
	exportedRoles,
	rootAccount,
	trustedAccount,
	type ExportedRole,
} from './exported-roles.js';

/**
A role for each group, with its trust policy and what it may read. Roles go with the stack: they hold nothing and can be made again under
the same names, and one that stayed would go on letting the partner in without anybody who looks after it.
*/
export function roleTemplate(plan: ExportPlan): TemplatePart[] {
	const {partner} = plan.words;
	const roles = exportedRoles(plan, 'Role');
	const made = new Set(
		certainEffects(plan, roleEffects.own)
			.filter(({kind}) => kind === 'role')
			.map(({role}) => role),
	);
	const account = trustedAccount(roles);
	const shared: Record<string, TemplateParameter> = {
		...(account !== undefined && {
			[accountParameter(plan)]: {
				group: partner,
				label: `${partner}’s account`,
				definition: {
					Type: 'String',
					Description: `AWS account ID of ${partner}, as its page shows it`,
					Default: account,
					AllowedPattern: '^[0-9]{12}$',
				},
			},
		}),
		[boundaryParameter]: {
			group: 'The roles',
			label: 'Permissions boundary',
			definition: {
				Type: 'String',
				Description: 'ARN of a policy that bounds what the roles may do, or nothing',
				Default: '',
				AllowedPattern: '^(arn:[a-z-]+:iam::([0-9]{12}|aws):policy/[!-~]+)?$',
			},
		},
	};
	const taken = new Set(roles.map(({label}) => label.toLowerCase()));
	return roles.map((role) => {
		const isAsking = role.policies.some(({isKeyUnknown}) => isKeyUnknown);
		const keyNames = isAsking
			? {
					keys: uniqueName(`${role.label}SecretKeys`, taken),
					hasKeys: uniqueName(`${role.label}HasSecretKeys`, taken),
				}
			: undefined;
		return {
			parameters: {
				...shared,
				...(keyNames && {[keyNames.keys]: keysParameter(role)}),
				...tagSections.parameters,
			},
			conditions: {
				[hasBoundary]: isGiven(boundaryParameter),
				...tagSections.conditions,
				...(keyNames && {
					[keyNames.hasKeys]: new Tagged('!Not', [
						new Tagged('!Equals', [
							new Tagged('!Join', [',', new Tagged('!Ref', keyNames.keys)]),
							noKeys,
						]),
					]),
				}),
			},
			resources: {[role.label]: roleResource(role, keyNames, plan)},
			outputs: {
				[`${role.label}Arn`]: {
					Description: `The role ARN for this ${plan.words.group} in ${partner}`,
					Value: new Tagged('!GetAtt', `${role.label}.Arn`),
				},
			},
			imports: made.has(role.name)
				? [
						{
							type: 'AWS::IAM::Role',
							logicalId: role.label,
							identifier: {RoleName: role.name},
						},
					]
				: [],
			capability: 'CAPABILITY_NAMED_IAM',
			oneRegionOnly:
				'Roles belong to no region: give one region only, or the second finds the role taken.',
			oneAccountOnly: whyOneAccount(role),
			elsewhere: [
				`The roles read the secrets of ${plan.region}, whatever the region of the stack.`,
				'What differs by account (a permissions boundary that AWS does not own, ARNs of keys) goes with',
				'--parameter-overrides of create-stack-instances, account by account.',
			],
		};
	});
}

// What the parameter says where there is no key to name.
const noKeys = 'none';

const boundaryParameter = 'PermissionsBoundary';
const hasBoundary = 'HasPermissionsBoundary';

/** What a role's keys are asked for by, and whether there are any. */
type KeyNames = {keys: string; hasKeys: string};

function keysParameter({group: name}: ExportedRole): TemplateParameter {
	return {
		group: 'Keys of the secrets',
		label: name,
		definition: {
			Type: 'CommaDelimitedList',
			// Without a default it does not deploy before somebody has looked.
			Description: `ARNs of the customer managed keys of the secrets of ${name}, or ${noKeys} where AWS's own key encrypts them`,
			AllowedPattern: `^(${noKeys}|arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$`,
		},
		toFill: `ARN_OR_${noKeys}`,
	};
}

// Secrets and keys have ARNs that no other account has; a prefix means the same in each.
function whyOneAccount({policies}: ExportedRole): string[] {
	const named = policies
		.flatMap(({document}) => document.Statement)
		.flatMap(({Resource}) => toList(Resource ?? []));
	return [
		...(named.some((arn) => isSecretArn(arn))
			? [
					'The roles read secrets by their ARNs, which AWS ends differently in each account. Give prefixes instead.',
				]
			: []),
		...(named.some((arn) => isKeyArn(arn))
			? ['The roles use keys by their ARNs, and each account has keys of its own.']
			: []),
	];
}

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
			PermissionsBoundary: onlyIf(hasBoundary, new Tagged('!Ref', boundaryParameter)),
			AssumeRolePolicyDocument: withAccount(
				templateValue(role.trust, plan),
				accountParameter(plan),
			),
			Policies: role.policies.map((policy) => ({
				PolicyName: policy.name,
				PolicyDocument: policyValue(policy, keyNames, plan),
			})),
			Tags: tagsValue(role.tags),
		},
	};
}

const accountParameter = ({words}: ExportPlan) => `${words.partner}AccountId`;

function withAccount(value: TemplateValue, parameter: string): TemplateValue {
	if (typeof value === 'string') {
		const start = rootAccount(value)?.start;
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
						onlyIf(keyNames.hasKeys, {
							...Object.fromEntries(
								Object.entries(decryptStatement(plan)).map(([key, value]) => [
									key,
									templateValue(value, plan),
								]),
							),
							Resource: new Tagged('!Ref', keyNames.keys),
						}),
					]
				: statements,
	};
}
