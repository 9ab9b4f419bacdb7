import {quoteForShell} from '../../terminal/foreign-text.js';
import {type ExportPlan, type ReadmePart} from '../export.js';
import {inputsOf, type Resource} from '../resource.js';
import {
	createRole,
	deleteRole,
	deleteRolePolicy,
	putRolePolicy,
	updateTrustPolicy,
} from './calls.js';
import {iamRoleId} from './effects.js';
import {undoRoles} from './revert.js';
import {roleTemplate} from './cloudformation.js';
import {rolePermissions, roleReads, rolesOf, roleUndoPermissions} from './permissions.js';
import {roleShell} from './shell.js';
import {roleTerraform} from './terraform.js';

/** An IAM role with its trust policy and its inline policies. */
export const iamRole: Resource = {
	id: iamRoleId,
	title: 'an IAM role',
	calls: [createRole, updateTrustPolicy, putRolePolicy, deleteRolePolicy, deleteRole],
	undo: undoRoles,
	reads: roleReads,
	addsTo: (changes) => rolesOf(changes).used,
	permissions: rolePermissions,
	undoPermissions: roleUndoPermissions,
	cloudformation: roleTemplate,
	terraform: roleTerraform,
	terraformAdds: true,
	shell: roleShell,
	readme: roleReadme,
};

function roleReadme({changes, words}: ExportPlan): ReadmePart {
	const {made, used} = rolesOf(changes);
	const command = (operation: string, role: string, more = '') =>
		`aws iam ${operation} --role-name ${quoteForShell(role)}${more}`;
	const policiesOff = (roles: readonly string[]) =>
		inputsOf(changes, putRolePolicy)
			.filter(({RoleName}) => roles.includes(RoleName))
			.map(({RoleName, PolicyName}) =>
				command('delete-role-policy', RoleName, ` --policy-name ${quoteForShell(PolicyName)}`),
			);
	const takeTrust = `take the statement that lets ${words.partner} in out of the trust policy of each, in the IAM console, and nothing else.`;
	const refused =
		'A role that somebody has attached another policy to since, or put into an instance profile, is not deleted: look at it first.';
	return {
		monthly: 0,
		costs: ['IAM roles and their policies cost nothing.'],
		removal: {
			hand: [
				...(made.length === 0
					? []
					: [
							{
								text: `Delete the roles that were made. A role that somebody has given other policies since is refused: look at it first, and take ${words.partner} out of its trust policy at least.`,
								commands: [
									...policiesOff(made),
									...made.map((role) => command('delete-role', role)),
								],
							},
						]),
				...(used.length === 0
					? []
					: [
							{
								text: `Take the setup’s policy off the roles that were there before. Then ${takeTrust}`,
								commands: policiesOff(used),
							},
						]),
			],
			...(made.length > 0 && {
				cloudformation: [
					{
						text: `The roles go with the stack, and so does the access of ${words.partner}: they hold nothing, and can be made again under the same names. ${refused}`,
					},
				],
			}),
			terraform: [
				...(made.length > 0
					? [
							{
								text: `The roles that Terraform made go with “terraform destroy”, or when their ${words.group} is taken out of the variable ${words.group}s. So does the access of ${words.partner}. ${refused}`,
							},
						]
					: []),
				...(used.length > 0
					? [
							{
								text: `The roles that were there before stay: Terraform takes its inline policy off. Then ${takeTrust}`,
							},
						]
					: []),
			],
		},
	};
}
