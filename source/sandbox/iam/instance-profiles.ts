import {type JsonObject} from '../../json.js';
import {AwsError} from '../answer.js';
import {authoriseIdentity} from '../authorise.js';
import {formSchema, pageOf, reads, required, writes, type CallContext} from '../operation.js';
import {describeIdentity, identitiesOf} from './describe.js';
import {type Identity} from './records.js';
import {findOwnRole, seeRole} from './roles.js';

const arnOf = (name: string, {caller}: CallContext): string =>
	`arn:aws:iam::${caller.account}:instance-profile/${name}`;

/** The instance profiles that a role is in, as IAM lists them. */
export const describeProfiles = (arn: string, role: Identity): JsonObject[] =>
	(role.profiles ?? []).map((name) => ({
		Path: '/',
		InstanceProfileName: name,
		InstanceProfileId: `AIPA${role.id.slice(4)}`,
		Arn: `${arn.split(':role/', 1)[0] ?? ''}:instance-profile/${name}`,
		CreateDate: new Date(role.createdAt * 1000).toISOString(),
		Roles: [describeIdentity('role', arn, role)],
	}));

/** Instance profiles, as far as a role shows them: there is one as soon as a role is in it, and it holds one role. */
export const instanceProfileOperations = {
	AddRoleToInstanceProfile: writes(formSchema, (form, context) => {
		const profile = required(form, 'InstanceProfileName');
		const {caller} = context;
		const {role} = findOwnRole(form, context, 'PassRole');
		authoriseIdentity(caller, 'iam:AddRoleToInstanceProfile', arnOf(profile, context));
		const isTaken = identitiesOf(context, 'role').some(([, {profiles = []}]) =>
			profiles.includes(profile),
		);
		if (isTaken) {
			throw new AwsError(
				'LimitExceeded',
				'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
				409,
			);
		}

		role.profiles = [...(role.profiles ?? []), profile];
	}),

	RemoveRoleFromInstanceProfile: writes(formSchema, (form, context) => {
		const profile = required(form, 'InstanceProfileName');
		const {role} = findOwnRole(form, context, 'PassRole');
		authoriseIdentity(context.caller, 'iam:RemoveRoleFromInstanceProfile', arnOf(profile, context));
		role.profiles = role.profiles?.filter((name) => name !== profile);
	}),

	ListInstanceProfilesForRole: reads(formSchema, (form, context) => {
		const {arn, role} = seeRole(form, context, 'ListInstanceProfilesForRole');
		const {items, ...rest} = pageOf(form, describeProfiles(arn, role));
		return {InstanceProfiles: items, ...rest};
	}),
};
