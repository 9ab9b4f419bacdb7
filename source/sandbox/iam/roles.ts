import {type RequestContext} from '../conditions.js';
import {authoriseIdentity} from '../authorise.js';
import {AwsError} from '../answer.js';
import {
	type CallContext,
	formSchema,
	pageOf,
	queryList,
	reads,
	writes,
	invalid,
	required,
} from '../operation.js';
import {type JsonObject} from '../../json.js';
import {newIdentifier} from '../sts.js';
import {
	findIdentity,
	namesOf,
	noSuchEntity,
	readName,
	identitiesOf,
	readPath,
	describeIdentity,
	describeMore,
} from './describe.js';
import {type Identity, findManagedPolicy, mergeTags, readTags, tagsContext} from './records.js';
import {acceptTrust, orphanPrincipal} from './accept-policy.js';

/** A role of the caller's account, by its record. */
type FoundRole = {arn: string; name: string; role: Identity};

const tagContext = ({tags}: Identity): RequestContext =>
	Object.fromEntries(
		tags.flatMap(({Key, Value}) =>
			['aws', 'iam'].map((prefix): [string, string[]] => [
				`${prefix}:resourcetag/${Key.toLowerCase()}`,
				[Value],
			]),
		),
	);

/**
The role that the form's RoleName names, when the caller may do `action` on it. Without the permission, a role that is there
and one that is not look the same.
@throws {AwsError} AccessDenied, NoSuchEntity, ValidationError
*/
const findRole = (
	form: URLSearchParams,
	context: CallContext,
	action: string,
	request: RequestContext = {},
): FoundRole => {
	const name = readName(form, 'RoleName');
	const {caller} = context;
	let found: [string, Identity];
	try {
		found = findIdentity('role', name, context);
	} catch (error) {
		const arn = `arn:aws:iam::${caller.account}:role/${name}`;
		authoriseIdentity(caller, `iam:${action}`, arn, request);
		throw error;
	}

	const [arn, role] = found;
	authoriseIdentity(caller, `iam:${action}`, arn, {
		...tagContext(role),
		...request,
	});
	return {arn, name: namesOf(arn).name, role};
};

/**
As `findRole`, for calls that look: a role that is still spreading cannot be seen by them.
@throws {AwsError} as `findRole`
*/
export const seeRole = (form: URLSearchParams, context: CallContext, action: string): FoundRole => {
	const found = findRole(form, context, action);
	if (context.isHidden(found.arn)) {
		throw noSuchEntity(`The role with name ${found.name} cannot be found.`);
	}

	return found;
};

/**
As `findRole`, for calls that change the role: those that AWS keeps for itself cannot be changed.
@throws {AwsError} UnmodifiableEntity, else as `findRole`
*/
export const findOwnRole = (
	form: URLSearchParams,
	context: CallContext,
	action: string,
	request: RequestContext = {},
): FoundRole => {
	const found = findRole(form, context, action, request);
	if (/^\/aws-(?:reserved|service-role)\//v.test(namesOf(found.arn).path)) {
		throw new AwsError(
			'UnmodifiableEntity',
			`Cannot perform the operation on the protected role '${found.name}' - this role is only modifiable by AWS`,
		);
	}

	return found;
};

/** TagRole, UntagRole and ListRoleTags. */
export const roleTagOperations = {
	TagRole: writes(formSchema, (form, context) => {
		const tags = readTags(form);
		const {role} = findOwnRole(form, context, 'TagRole', tagsContext(tags));
		role.tags = mergeTags(role.tags, tags);
	}),

	UntagRole: writes(formSchema, (form, context) => {
		const {role} = findOwnRole(form, context, 'UntagRole');
		const keys = queryList(form, 'TagKeys');
		role.tags = role.tags.filter(({Key}) => !keys.includes(Key));
	}),

	ListRoleTags: reads(formSchema, (form, context) => {
		const {role} = seeRole(form, context, 'ListRoleTags');
		const {items, ...rest} = pageOf(form, role.tags);
		return {Tags: items, ...rest};
	}),
};

const readSession = (form: URLSearchParams): number => {
	const seconds = Number(form.get('MaxSessionDuration') ?? 3600);
	if (!Number.isSafeInteger(seconds) || seconds < 3600 || seconds > 43_200) {
		throw invalid('MaxSessionDuration is 3600 to 43200.');
	}

	return seconds;
};

const readDescription = (form: URLSearchParams): string | undefined => {
	const description = form.get('Description') ?? undefined;
	if (
		description !== undefined &&
		!/^[\t\n\r\u{20}-\u{7E}\u{A1}-\u{FF}]{0,1000}$/v.test(description)
	) {
		throw invalid(
			'The specified value for description is invalid: up to 1000 printable characters.',
		);
	}

	return description;
};

const refuseTaken = (name: string, {state, caller}: CallContext): void => {
	// Names are unique whatever their case, and a role that is still spreading already has its name.
	const isTaken = Object.keys(state.identities).some(
		(arn) =>
			arn.startsWith(`arn:aws:iam::${caller.account}:role/`) &&
			namesOf(arn).name.toLowerCase() === name.toLowerCase(),
	);
	if (isTaken) {
		throw new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
	}
};

const createRole = (form: URLSearchParams, context: CallContext): JsonObject => {
	const {state, caller, now} = context;
	const name = readName(form, 'RoleName');
	const arn = `arn:aws:iam::${caller.account}:role${readPath(form)}${name}`;
	const tags = readTags(form);
	const boundary = form.get('PermissionsBoundary') ?? undefined;
	const request = {
		...tagsContext(tags),
		...(boundary !== undefined && {'iam:permissionsboundary': [boundary]}),
	};
	authoriseIdentity(caller, 'iam:CreateRole', arn, request);
	if (tags.length > 0) {
		authoriseIdentity(caller, 'iam:TagRole', arn, request);
	}

	const trust = acceptTrust(state, required(form, 'AssumeRolePolicyDocument'));
	refuseTaken(name, context);
	if (boundary !== undefined && !findManagedPolicy(state, boundary)) {
		throw noSuchEntity(`Scope ARN: ${boundary} does not exist or is not attachable.`);
	}

	const role: Identity = {
		id: newIdentifier('AROA'),
		createdAt: now,
		trust,
		description: readDescription(form),
		inline: {},
		attached: [],
		boundary,
		tags: mergeTags([], tags),
		longestSession: readSession(form),
	};
	state.identities[arn] = role;
	context.made(arn);
	const {RoleLastUsed, ...more} = describeMore(role);
	return {Role: {...describeIdentity('role', arn, role), ...more}};
};

/** CreateRole, GetRole, ListRoles, UpdateAssumeRolePolicy and DeleteRole. */
export const roleOperations = {
	CreateRole: writes(formSchema, createRole),

	GetRole: reads(formSchema, (form, context) => {
		const {arn, role} = seeRole(form, context, 'GetRole');
		return {
			Role: {...describeIdentity('role', arn, role), ...describeMore(role)},
		};
	}),

	ListRoles: reads(formSchema, (form, context) => {
		authoriseIdentity(context.caller, 'iam:ListRoles', '*');
		const prefix = form.get('PathPrefix') ?? '/';
		const roles = identitiesOf(context, 'role').filter(([arn]) =>
			namesOf(arn).path.startsWith(prefix),
		);
		const {items, ...rest} = pageOf(form, roles);
		return {
			Roles: items.map(([arn, role]) => describeIdentity('role', arn, role)),
			...rest,
		};
	}),

	UpdateAssumeRolePolicy: writes(formSchema, (form, context) => {
		const {arn, role} = findOwnRole(form, context, 'UpdateAssumeRolePolicy');
		const trust = acceptTrust(context.state, required(form, 'PolicyDocument'));
		context.changedTrust(arn, role.trust);
		role.trust = trust;
	}),

	DeleteRole: writes(formSchema, (form, context) => {
		const {arn, role} = findOwnRole(form, context, 'DeleteRole');
		const conflict =
			role.attached.length > 0
				? 'must detach all policies first.'
				: Object.keys(role.inline).length > 0
					? 'must delete policies first.'
					: (role.profiles ?? []).length > 0
						? 'must remove roles from instance profile first.'
						: undefined;
		if (conflict !== undefined) {
			throw new AwsError('DeleteConflict', `Cannot delete entity, ${conflict}`, 409);
		}

		Reflect.deleteProperty(context.state.identities, arn);
		orphanPrincipal(context.state, arn, role.id);
	}),
};

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
