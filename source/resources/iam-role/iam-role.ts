import {type Resource} from '../resource.js';
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
	shell: roleShell,
};
