import {type RequestContext} from '../conditions.js';
import {authoriseIdentity} from '../authorise.js';
import {AwsError} from '../answer.js';
import {
	type CallContext,
	type Operation,
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
	listIdentities,
	lookUpIdentity,
	mergeTags,
	readTags,
	resourceTagsContext,
	tagsContext,
	namesOf,
	noSuchEntity,
	readName,
	identitiesOf,
	readPath,
	describeIdentity,
	describeMore,
} from './describe.js';
import {type Identity, findManagedPolicy, newIdentity} from './records.js';
import {acceptTrust, orphanPrincipal} from './accept-policy.js';

/** A role of the caller's account, by its record. */
type FoundRole = {arn: string; name: string; role: Identity};

/**
The role that the form's RoleName names, when the caller may do `action` on it. Without the permission, a role that is there
and one that is not look the same.
@throws {AwsError} AccessDenied, NoSuchEntity, ValidationError
*/
const findRole = (
	form: URLSearchParams,
	context: CallContext,
	request: RequestContext,
	action: string,
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
		...resourceTagsContext(role.tags, 'iam'),
		...request,
	});
	return {arn, name: namesOf(arn).name, role};
};

/**
As `findRole`, for calls that look: a role that is still spreading cannot be seen by them.
@throws {AwsError} as `findRole`
*/
const seeRole = (form: URLSearchParams, context: CallContext): FoundRole => {
	const found = findRole(form, context, {}, context.operation);
	if (context.isHidden(found.arn)) {
		throw noSuchEntity(`The role with name ${found.name} cannot be found.`);
	}

	return found;
};

/**
As `findRole`, for calls that change the role: those that AWS keeps for itself cannot be changed.
@throws {AwsError} UnmodifiableEntity, else as `findRole`
*/
const findOwnRole = (
	form: URLSearchParams,
	context: CallContext,
	request: RequestContext = {},
	action = context.operation,
): FoundRole => {
	const found = findRole(form, context, request, action);
	if (/^\/aws-(?:reserved|service-role)\//v.test(namesOf(found.arn).path)) {
		throw new AwsError(
			'UnmodifiableEntity',
			`Cannot perform the operation on the protected role '${found.name}' - this role is only modifiable by AWS`,
		);
	}

	return found;
};

type RunOnRole<Output> = (found: FoundRole, form: URLSearchParams, context: CallContext) => Output;

/** An operation that looks at the role of its RoleName, for those who may do it. */
export const readsRole = (run: RunOnRole<JsonObject>): Operation =>
	reads(formSchema, (form, context) => run(seeRole(form, context), form, context));

/** The same for one that changes the role; `ask` says what its permission may depend on. */
export const writesRole = (
	run: RunOnRole<void>,
	ask?: (form: URLSearchParams) => RequestContext,
): Operation =>
	writes(formSchema, (form, context) => {
		run(findOwnRole(form, context, ask?.(form)), form, context);
	});

/** TagRole, UntagRole and ListRoleTags. */
export const roleTagOperations = {
	TagRole: writesRole(
		({role}, form) => {
			role.tags = mergeTags(role.tags, readTags(form));
		},
		(form) => tagsContext(readTags(form)),
	),

	UntagRole: writesRole(({role}, form) => {
		const keys = queryList(form, 'TagKeys');
		role.tags = role.tags.filter(({Key}) => !keys.includes(Key));
	}),

	ListRoleTags: readsRole(({role}, form) => pageOf(form, 'Tags', role.tags)),
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

const refuseTaken = (name: string, context: CallContext): void => {
	// A role that is still spreading already has its name.
	if (lookUpIdentity('role', name, context)) {
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

	const role = newIdentity({
		id: newIdentifier('AROA'),
		createdAt: now,
		trust,
		description: readDescription(form),
		boundary,
		tags: mergeTags([], tags),
		longestSession: readSession(form),
	});
	state.identities[arn] = role;
	context.made(arn);
	const {RoleLastUsed, ...more} = describeMore(role);
	return {Role: {...describeIdentity('role', arn, role), ...more}};
};

/** CreateRole, GetRole, ListRoles, UpdateAssumeRolePolicy and DeleteRole. */
export const roleOperations = {
	CreateRole: writes(formSchema, createRole),

	GetRole: readsRole(({arn, role}) => ({
		Role: {...describeIdentity('role', arn, role), ...describeMore(role)},
	})),

	ListRoles: listIdentities('role', 'Roles'),

	UpdateAssumeRolePolicy: writesRole(({arn, role}, form, context) => {
		const trust = acceptTrust(context.state, required(form, 'PolicyDocument'));
		context.changedTrust(arn, role.trust);
		role.trust = trust;
	}),

	DeleteRole: writesRole(({arn, role}, _form, context) => {
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

/** The role and the instance profile of a form, for those who may pass the role and do the operation on the profile. */
const passRole = (form: URLSearchParams, context: CallContext) => {
	const profile = required(form, 'InstanceProfileName');
	const {role} = findOwnRole(form, context, {}, 'PassRole');
	const {caller, operation} = context;
	const arn = `arn:aws:iam::${caller.account}:instance-profile/${profile}`;
	authoriseIdentity(caller, `iam:${operation}`, arn);
	return {profile, role};
};

/** Instance profiles, as far as a role shows them: there is one as soon as a role is in it, and it holds one role. */
export const instanceProfileOperations = {
	AddRoleToInstanceProfile: writes(formSchema, (form, context) => {
		const {profile, role} = passRole(form, context);
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
		const {profile, role} = passRole(form, context);
		role.profiles = role.profiles?.filter((name) => name !== profile);
	}),

	ListInstanceProfilesForRole: readsRole(({arn, role}, form) =>
		pageOf(form, 'InstanceProfiles', describeProfiles(arn, role)),
	),
};
