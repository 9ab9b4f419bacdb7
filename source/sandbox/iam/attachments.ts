import {AwsError} from '../errors.js';
import {formSchema, pageOf, required} from '../form.js';
import {reads, writes, type CallContext} from '../operation.js';
import {describeAttached} from './describe.js';
import {findManagedPolicy} from './effective-policies.js';
import {findOwnRole, seeRole} from './find-role.js';
import {noSuchEntity} from './names.js';

/** How many managed policies a role can have (aws.md 3.1). */
const mostAttached = 10;

const requirePolicy = (arn: string, {state}: CallContext): void => {
	if (!findManagedPolicy(state, arn)) {
		throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
	}
};

/** The managed policies of a role, and its permissions boundary. */
export const attachmentOperations = {
	AttachRolePolicy: writes(formSchema, (form, context) => {
		const arn = required(form, 'PolicyArn');
		const {role} = findOwnRole(form, context, 'AttachRolePolicy', {
			'iam:policyarn': [arn],
		});
		requirePolicy(arn, context);
		if (role.attached.includes(arn)) {
			return;
		}

		if (role.attached.length >= mostAttached) {
			throw new AwsError(
				'LimitExceeded',
				`Cannot exceed quota for PoliciesPerRole: ${mostAttached}`,
				409,
			);
		}

		role.attached.push(arn);
	}),

	DetachRolePolicy: writes(formSchema, (form, context) => {
		const arn = required(form, 'PolicyArn');
		const {role} = findOwnRole(form, context, 'DetachRolePolicy', {
			'iam:policyarn': [arn],
		});
		if (!role.attached.includes(arn)) {
			throw noSuchEntity(`Policy ${arn} was not found.`);
		}

		role.attached = role.attached.filter((one) => one !== arn);
	}),

	ListAttachedRolePolicies: reads(formSchema, (form, context) => {
		const {role} = seeRole(form, context, 'ListAttachedRolePolicies');
		const {items, ...rest} = pageOf(form, describeAttached(role));
		return {AttachedPolicies: items, ...rest};
	}),

	PutRolePermissionsBoundary: writes(formSchema, (form, context) => {
		const arn = required(form, 'PermissionsBoundary');
		const {role} = findOwnRole(form, context, 'PutRolePermissionsBoundary', {
			'iam:permissionsboundary': [arn],
		});
		requirePolicy(arn, context);
		role.boundary = arn;
	}),

	DeleteRolePermissionsBoundary: writes(formSchema, (form, context) => {
		const {role, name} = findOwnRole(
			form,
			context,
			'DeleteRolePermissionsBoundary',
		);
		if (role.boundary === undefined) {
			throw noSuchEntity(`Role ${name} has no permissions boundary.`);
		}

		Reflect.deleteProperty(role, 'boundary');
	}),
};
