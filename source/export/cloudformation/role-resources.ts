import {logicalNames} from '../logical-names.js';
import {type Handover} from '../handover.js';
import {wantedRoles} from '../wanted-roles.js';
import {ownValues} from './own-values.js';
import {type TemplatePart} from './part.js';
import {Tagged, type TemplateValue} from './template-yaml.js';

/** A role for each project, with its trust policy and what it may read. Roles and policies go with the stack. */
export function roleResources({changes, planned}: Handover): TemplatePart {
	const roles = wantedRoles(changes);
	const names = logicalNames(
		roles.map(({project}) => project),
		'Role',
	);
	const resources: Record<string, TemplateValue> = {};
	const outputs: Record<string, TemplateValue> = {};
	for (const [index, role] of roles.entries()) {
		const name = names[index] ?? '';
		resources[name] = {
			Type: 'AWS::IAM::Role',
			DeletionPolicy: 'Delete',
			UpdateReplacePolicy: 'Delete',
			Properties: {
				RoleName: role.name,
				Path: role.path === '/' ? undefined : role.path,
				Description: role.description === '' ? undefined : role.description,
				AssumeRolePolicyDocument: ownValues(role.trust, planned),
				Policies: role.policies.map(({name: PolicyName, document}) => ({
					PolicyName,
					PolicyDocument: ownValues(document, planned),
				})),
				Tags: role.tags.map((tag) => ({Key: tag.key, Value: tag.value})),
			},
		};
		outputs[`${name}Arn`] = {
			Description: 'The role ARN for this project in Workato',
			Value: new Tagged('!GetAtt', `${name}.Arn`),
		};
	}

	return {parameters: {}, resources, outputs};
}
