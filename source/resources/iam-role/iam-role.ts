import {type Resource} from '../resource.js';
import {
	createRole,
	deleteRole,
	deleteRolePolicy,
	putRolePolicy,
	updateTrustPolicy,
} from './calls.js';

/** An IAM role with its trust policy and its inline policies. */
export const iamRole: Resource = {
	id: 'iam-role',
	calls: [
		createRole,
		updateTrustPolicy,
		putRolePolicy,
		deleteRolePolicy,
		deleteRole,
	],
};
