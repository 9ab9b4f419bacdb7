import {type Change} from '../resources/call.js';
import {type PolicyDocument} from '../policy/policy-document.js';
import {inputsOf, makes} from './call-input.js';

/** A role that a setup wants, with everything on it. */
export type WantedRole = {
	/** The project that it is for. */
	project: string;
	name: string;
	path: string;
	description: string;
	trust: PolicyDocument;
	policies: Array<{name: string; document: PolicyDocument}>;
	tags: Array<{key: string; value: string}>;
};

/** Every role that the changes make, in order, with the policies that they put on it. */
export function wantedRoles(changes: readonly Change[]): WantedRole[] {
	const policies = inputsOf(changes, makes.rolePolicy);
	return changes.flatMap((change) =>
		inputsOf([change], makes.role).map((role) => ({
			project: change.group ?? role.RoleName,
			name: role.RoleName,
			path: role.Path,
			description: role.Description,
			trust: role.AssumeRolePolicyDocument,
			policies: policies
				.filter(({RoleName}) => RoleName === role.RoleName)
				.map(({PolicyName: name, PolicyDocument: document}) => ({
					name,
					document,
				})),
			tags: role.Tags,
		})),
	);
}
