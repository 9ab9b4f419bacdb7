import {
	toList,
	type PolicyDocument,
	type Statement,
} from '../../policy/policy-document.js';
import {parsePolicyDocument} from '../../policy/policy-shape.js';
import {buildSecretsPermissions} from '../../policy/secrets-permissions.js';
import {type Change} from '../call.js';
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
	policies: Array<{name: string; document: PolicyDocument}>;
	tags: Array<{key: string; value: string}>;
};

/** Every role that the changes make, in order, with the policies that they put on it. Labels begin with `start`. */
export function exportedRoles(
	changes: readonly Change[],
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
			.map(({PolicyName, PolicyDocument: text}) => ({
				name: PolicyName,
				document: parsePolicyDocument(text),
			})),
		tags: role.Tags.map(({Key: key, Value: value}) => ({key, value})).filter(
			(tag) => isTelling(tag),
		),
	}));
}

/**
The statement without its Resource by which a role may use keys through Secrets Manager. Which customer managed keys encrypt
the secrets only AWS knows, so whoever deploys an export names them.
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

/** Whether a policy reads secrets and does not speak of their keys yet, so that they can be named later. */
export function lacksKeys({Statement}: PolicyDocument): boolean {
	return (
		Statement.some(({Action}) =>
			toList(Action).includes('secretsmanager:GetSecretValue'),
		) && Statement.every((each) => !isDecrypt(each))
	);
}

function isDecrypt({Action}: Statement): boolean {
	return toList(Action).includes('kms:Decrypt');
}
