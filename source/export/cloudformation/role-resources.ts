import {toList} from '../../policy/one-or-many.js';
import {type PolicyDocument} from '../../policy/policy-document.js';
import {type Handover} from '../handover.js';
import {logicalNames} from '../logical-names.js';
import {decryptStatement, lacksKeys} from '../secret-keys.js';
import {wantedRoles, type WantedRole} from '../wanted-roles.js';
import {ownValues} from './own-values.js';
import {type TemplatePart} from './part.js';
import {Tagged, type TemplateValue} from './template-yaml.js';

/** A role for each project, with its trust policy and what it may read. Roles and policies go with the stack. */
export function roleResources(handover: Handover): TemplatePart {
	const roles = wantedRoles(handover.changes);
	const names = logicalNames(
		roles.map(({project}) => project),
		'Role',
	);
	if (roles.length === 0) {
		return {parameters: {}, resources: {}, outputs: {}};
	}

	return {
		parameters: {
			WorkatoAccountId: {
				Type: 'String',
				Description: 'AWS account ID of Workato, as its page shows it',
				Default: workatoAccount(roles),
				AllowedPattern: '^[0-9]{12}$',
			},
			SecretKeyArns: {
				Type: 'CommaDelimitedList',
				Description:
					'ARNs of the customer managed keys that encrypt the secrets; empty for the key of AWS',
				Default: '',
			},
		},
		conditions: {
			HasSecretKeys: new Tagged('!Not', [
				new Tagged('!Equals', [
					new Tagged('!Join', ['', new Tagged('!Ref', 'SecretKeyArns')]),
					'',
				]),
			]),
		},
		resources: Object.fromEntries(
			roles.map((role, index) => [
				names[index] ?? '',
				roleResource(role, handover),
			]),
		),
		outputs: Object.fromEntries(
			names.map((name) => [
				`${name}Arn`,
				{
					Description: 'The role ARN for this project in Workato',
					Value: new Tagged('!GetAtt', `${name}.Arn`),
				},
			]),
		),
	};
}

function roleResource(role: WantedRole, handover: Handover): TemplateValue {
	const {planned} = handover;
	return {
		Type: 'AWS::IAM::Role',
		DeletionPolicy: 'Delete',
		UpdateReplacePolicy: 'Delete',
		Properties: {
			RoleName: role.name,
			Path: role.path === '/' ? undefined : role.path,
			Description: role.description === '' ? undefined : role.description,
			AssumeRolePolicyDocument: withWorkato(ownValues(role.trust, planned)),
			Policies: role.policies.map(({name: PolicyName, document}) => ({
				PolicyName,
				PolicyDocument: withKeys(document, handover),
			})),
			Tags: role.tags.map((tag) => ({Key: tag.key, Value: tag.value})),
		},
	};
}

const accountRoot = /^(?<start>arn:[\w\-]+:iam::)(?<account>\d{12}):root$/v;

/** Whom the roles trust: a setup has one account of Workato, and a role of its own nobody else. */
function workatoAccount(roles: readonly WantedRole[]): string {
	const [account] = roles
		.flatMap(({trust}) => trust.Statement)
		.flatMap(({Principal}) =>
			typeof Principal === 'object' ? toList(Principal.AWS ?? []) : [],
		)
		.flatMap((arn) => accountRoot.exec(arn)?.groups?.account ?? []);
	if (account === undefined) {
		throw new Error('A new role trusts an account of Workato.');
	}

	return account;
}

function withWorkato(value: TemplateValue): TemplateValue {
	if (typeof value === 'string') {
		const start = accountRoot.exec(value)?.groups?.start;
		return start === undefined
			? value
			: new Tagged('!Sub', `${start}\${WorkatoAccountId}:root`);
	}

	if (Array.isArray(value)) {
		return value.map((item) => withWorkato(item));
	}

	return typeof value === 'object' && !(value instanceof Tagged)
		? Object.fromEntries(
				Object.entries(value).map(([key, inner]) => [key, withWorkato(inner)]),
			)
		: value;
}

function withKeys(document: PolicyDocument, handover: Handover): TemplateValue {
	const {Statement, ...rest} = document;
	const {planned} = handover;
	const statements = Statement.map((statement) =>
		ownValues(statement, planned),
	);
	return {
		...Object.fromEntries(
			Object.entries(rest).map(([key, value]) => [
				key,
				ownValues(value, planned),
			]),
		),
		Statement: lacksKeys(document)
			? [
					...statements,
					new Tagged('!If', [
						'HasSecretKeys',
						{
							...Object.fromEntries(
								Object.entries(decryptStatement(handover)).map(
									([key, value]) => [key, ownValues(value, planned)],
								),
							),
							Resource: new Tagged('!Ref', 'SecretKeyArns'),
						},
						new Tagged('!Ref', 'AWS::NoValue'),
					]),
				]
			: statements,
	};
}
