import {
	toList,
	type PolicyDocument,
	type Statement,
	parsePolicyDocument,
} from '../../policy/policy-document.js';
import {buildSecretsPermissions} from '../../policy/secrets-permissions.js';
import {isDescriptive, logicalNames, type ExportPlan} from '../export.js';
import {changesOf, inputsOf} from '../resource.js';
import {createRole, putRolePolicy, updateTrustPolicy} from './calls.js';

/** A role with what a setup puts on it. */
export type PlannedRole = {
	/** What it is for. */
	group: string;
	name: string;
	/** Others have made it: the setup only adds to it, and what it is otherwise is not known. */
	isUsed: boolean;
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

/** A role that a setup makes, with everything on it. */
export type ExportedRole = PlannedRole & {
	/** What it is called in a template. */
	label: string;
};

/** Every role that the changes make, in order, with the policies that they put on it. Labels begin with `start`. */
export function exportedRoles(plan: ExportPlan, start: string): ExportedRole[] {
	const roles = plannedRoles(plan).filter(({isUsed}) => !isUsed);
	const labels = logicalNames(
		roles.map(({group}) => group),
		start,
	);
	return roles.map((role, index) => ({...role, label: labels[index] ?? ''}));
}

/** The roles whose trust policy the changes write, in order: those that they make, and those that they add to. */
export function plannedRoles({
	changes,
	unknown,
}: Pick<ExportPlan, 'changes' | 'unknown'>): PlannedRole[] {
	const policies = inputsOf(changes, putRolePolicy);
	const made = changesOf(changes, createRole).map(({change, input: role}) => ({
		change,
		role: {
			name: role.RoleName,
			isUsed: false,
			path: role.Path ?? '/',
			description: role.Description ?? '',
			trust: parsePolicyDocument(role.AssumeRolePolicyDocument),
			tags: role.Tags.map(({Key: key, Value: value}) => ({key, value})).filter((tag) =>
				isDescriptive(tag),
			),
		},
	}));
	const used = changesOf(changes, updateTrustPolicy).map(({change, input}) => ({
		change,
		role: {
			name: input.RoleName,
			isUsed: true,
			path: '/',
			description: '',
			trust: parsePolicyDocument(input.PolicyDocument),
			tags: [],
		},
	}));
	return [...made, ...used]
		.toSorted((one, other) => changes.indexOf(one.change) - changes.indexOf(other.change))
		.map(({change, role}) => {
			const group = change.group ?? role.name;
			return {
				...role,
				group,
				policies: policies
					.filter(({RoleName}) => RoleName === role.name)
					.map(({PolicyName, PolicyDocument: text}) => {
						const document = parsePolicyDocument(text);
						return {
							name: PolicyName,
							document,
							isKeyUnknown:
								unknown.has(group) && document.Statement.some((each) => readsSecrets(each)),
						};
					}),
			};
		});
}

const accountRoot = /^(?<start>arn:[\w\-]+:iam::)(?<account>\d{12}):root$/v;

/** The account whose root an ARN names, and what stands before it in the ARN; nothing for another principal. */
export function rootAccount(arn: string): {start: string; account: string} | undefined {
	const {start, account} = accountRoot.exec(arn)?.groups ?? {};
	return start === undefined || account === undefined ? undefined : {start, account};
}

/** Whom the roles trust: a setup lets one account in, and a role of its own nobody else. */
export function trustedAccount(
	roles: ReadonlyArray<Pick<PlannedRole, 'trust'>>,
): string | undefined {
	return roles
		.flatMap(({trust}) => trust.Statement)
		.flatMap(({Principal}) => (typeof Principal === 'object' ? toList(Principal.AWS ?? []) : []))
		.flatMap((arn) => rootAccount(arn)?.account ?? [])
		.at(0);
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

/** Whether a statement is the one for the secrets that a role may read. */
export function readsSecrets({Action}: Statement): boolean {
	return toList(Action).includes('secretsmanager:GetSecretValue');
}

/** Whether a statement is the one for the keys of these secrets. */
export function isDecrypt({Action}: Statement): boolean {
	return toList(Action).includes('kms:Decrypt');
}
