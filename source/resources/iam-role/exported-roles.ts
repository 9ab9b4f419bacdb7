import {
	toList,
	type PolicyDocument,
	type Statement,
	parsePolicyDocument,
} from '../../policy/policy-document.js';
import {buildSecretsPermissions} from '../../policy/secrets-permissions.js';
import {isTelling, logicalNames, type ExportPlan} from '../export.js';
import {changesOf, inputsOf} from '../resource.js';
import {createRole, putRolePolicy} from './calls.js';

/** A role that a setup makes, with everything on it. */
export type ExportedRole = {
	/** What it is for. */
	group: string;
	/** What it is called in a template. */
	label: string;
	name: string;
	path: string;
	description: string;
	trust: PolicyDocument;
	policies: Array<{
		name: string;
		document: PolicyDocument;
		/** It reads secrets whose keys nobody has told yet: whoever applies the export names them, or the text finds them out. */
		isKeyUnknown: boolean;
	}>;
	tags: Array<{key: string; value: string}>;
};

/** Every role that the changes make, in order, with the policies that they put on it. Labels begin with `start`. */
export function exportedRoles(
	{changes, unknown}: Pick<ExportPlan, 'changes' | 'unknown'>,
	start: string,
): ExportedRole[] {
	const roles = changesOf(changes, createRole).map(({change, input}) => ({
		...input,
		group: change.group ?? input.RoleName,
	}));
	const labels = logicalNames(
		roles.map(({group}) => group),
		start,
	);
	const policies = inputsOf(changes, putRolePolicy);
	return roles.map((role, index) => ({
		group: role.group,
		label: labels[index] ?? '',
		name: role.RoleName,
		path: role.Path ?? '/',
		description: role.Description ?? '',
		trust: parsePolicyDocument(role.AssumeRolePolicyDocument),
		policies: policies
			.filter(({RoleName}) => RoleName === role.RoleName)
			.map(({PolicyName, PolicyDocument: text}) => {
				const document = parsePolicyDocument(text);
				return {
					name: PolicyName,
					document,
					isKeyUnknown: unknown.has(role.group) && isReading(document),
				};
			}),
		tags: role.Tags.map(({Key: key, Value: value}) => ({key, value})).filter((tag) =>
			isTelling(tag),
		),
	}));
}

/**
The statement without its Resource by which a role may use keys through Secrets Manager: for roles whose keys are found out when
the export is applied.
*/
export function decryptStatement({region, planned}: ExportPlan): Statement {
	const {account, partition} = planned;
	const {Statement} = buildSecretsPermissions({
		secrets: 'all',
		region,
		account,
		partition,
		kmsKeyArns: [`arn:${partition}:kms:${region}:${account}:key/any`],
	});
	const statement = Statement.find((each) => isDecrypt(each));
	if (!statement) {
		throw new Error('Permissions with a key have a statement for it.');
	}

	return {...statement, Resource: undefined};
}

function isReading({Statement}: PolicyDocument): boolean {
	return Statement.some(({Action}) => toList(Action).includes('secretsmanager:GetSecretValue'));
}

function isDecrypt({Action}: Statement): boolean {
	return toList(Action).includes('kms:Decrypt');
}
