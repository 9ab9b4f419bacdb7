import {
	type CallContext,
	type Operation,
	invalid,
	required,
	formSchema,
	sliceForm,
	queryObjects,
	reads,
} from '../operation.js';
import {AwsError} from '../answer.js';
import {type JsonObject} from '../../json.js';
import {authoriseIdentity} from '../authorise.js';
import {type RequestContext} from '../conditions.js';
import {type Identity, type ManagedPolicy, type Tag} from './records.js';

/** The kinds of identity that IAM has here. */
type Kind = 'role' | 'user';

/** The parts of an ARN's resource: `role/team/Name` has the path `/team/` and the name `Name`. */
export const namesOf = (arn: string): {path: string; name: string} => {
	const [, ...parts] = arn.split(':').slice(5).join(':').split('/');
	const name = parts.at(-1) ?? '';
	return {path: ['', ...parts.slice(0, -1), ''].join('/'), name};
};

/** A name of a role or a policy, as IAM limits them: 64 and 128 characters of `[\w+=,.@-]`. */
export const readName = (form: URLSearchParams, field: 'RoleName' | 'PolicyName'): string => {
	const name = required(form, field);
	const at = field.charAt(0).toLowerCase() + field.slice(1);
	const most = field === 'RoleName' ? 64 : 128;
	if (name.length > most) {
		throw invalid(
			`1 validation error detected: Value at '${at}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
		);
	}

	if (!/^[\w+,\-.=@]+$/v.test(name)) {
		throw invalid(
			`The specified value for ${at} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
		);
	}

	return name;
};

/** A path: `/`, or printable characters between two of them; at most 512 characters. */
export const readPath = (form: URLSearchParams): string => {
	const path = form.get('Path') ?? '/';
	if (!/^\/(?:[\u{21}-\u{7E}]{1,510}\/)?$/v.test(path)) {
		throw invalid('The specified value for path is invalid.');
	}

	return path;
};

/** IAM's answer about something that is not there. */
export const noSuchEntity = (message: string): AwsError =>
	new AwsError('NoSuchEntity', message, 404);

/** The roles or users of the caller's account that this call can see, as ARN and record. */
export const identitiesOf = (
	{state, caller, isHidden}: CallContext,
	kind: Kind,
): Array<[string, Identity]> =>
	Object.entries(state.identities).filter(
		([arn]) => arn.startsWith(`arn:aws:iam::${caller.account}:${kind}/`) && !isHidden(arn),
	);

/** The role or user of a name, in any case, as ARN and record; one that is still spreading, too. */
export const lookUpIdentity = (
	kind: Kind,
	name: string,
	{state, caller}: CallContext,
): [string, Identity] | undefined =>
	Object.entries(state.identities).find(
		([arn]) =>
			arn.startsWith(`arn:aws:iam::${caller.account}:${kind}/`) &&
			namesOf(arn).name.toLowerCase() === name.toLowerCase(),
	);

/**
As `lookUpIdentity`, for calls that need it.
@throws {AwsError} NoSuchEntity
*/
export const findIdentity = (
	kind: Kind,
	name: string,
	context: CallContext,
): [string, Identity] => {
	const found = lookUpIdentity(kind, name, context);
	if (!found) {
		throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
	}

	return found;
};

/** The tags that a form carries, as `Tags.member.1.Key` and `.Value`. */
export const readTags = (form: URLSearchParams): Tag[] => {
	const tags = queryObjects(form, 'Tags', 'Key').map((prefix) => ({
		Key: form.get(`${prefix}Key`) ?? '',
		Value: form.get(`${prefix}Value`) ?? '',
	}));
	const allowed = /^[\p{Letter}\p{Number}\p{Separator}+\-.\/:=@_]*$/v;
	const wrong = tags.find(
		({Key, Value}) =>
			Key === '' || Key.length > 128 || Value.length > 256 || !allowed.test(Key + Value),
	);
	if (wrong) {
		throw invalid(`The tag ${wrong.Key} has a key or a value that tags cannot have.`);
	}

	return tags;
};

const tagEntries = (tags: readonly Tag[], prefix: string): Array<[string, string[]]> =>
	tags.map(({Key, Value}) => [`${prefix}/${Key.toLowerCase()}`, [Value]]);

/** What policies see of the tags that a resource has; `service` names them, too. */
export const resourceTagsContext = (tags: readonly Tag[], service: string): RequestContext =>
	Object.fromEntries(
		['aws', service].flatMap((prefix) => tagEntries(tags, `${prefix}:resourcetag`)),
	);

/** What policies see of the tags that a request carries. */
export const tagsContext = (tags: readonly Tag[]): RequestContext => ({
	'aws:tagkeys': tags.map(({Key}) => Key),
	...Object.fromEntries(tagEntries(tags, 'aws:requesttag')),
});

/**
The tags of a role after `added`; one of the same key, in any case, is replaced.
@throws {AwsError} InvalidInput: a key twice, or AWS's own prefix; LimitExceeded: over 50.
*/
export const mergeTags = (present: readonly Tag[], added: readonly Tag[]): Tag[] => {
	const keys = new Set(added.map(({Key}) => Key.toLowerCase()));
	if (keys.size < added.length) {
		throw new AwsError(
			'InvalidInput',
			'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
		);
	}

	if ([...keys].some((key) => key.startsWith('aws:'))) {
		throw new AwsError('InvalidInput', 'Tag keys that begin with aws: are reserved.');
	}

	const merged = [...present.filter(({Key}) => !keys.has(Key.toLowerCase())), ...added];
	if (merged.length > 50) {
		throw new AwsError('LimitExceeded', 'Cannot exceed quota for TagsPerRole: 50', 409);
	}

	return merged;
};

/** A time as IAM sends it: to the second. */
const isoTime = (seconds: number): string =>
	new Date(seconds * 1000).toISOString().replace(/\.\d+/v, '');

/** A policy's text as IAM sends it: URL-encoded. */
export const encodePolicy = (text: string): string => encodeURIComponent(text);

/** What every answer about a role or a user has. */
export const describeIdentity = (kind: Kind, arn: string, identity: Identity): JsonObject => {
	const {path, name} = namesOf(arn);
	const label = kind === 'role' ? 'Role' : 'User';
	return {
		Path: path,
		[`${label}Name`]: name,
		[`${label}Id`]: identity.id,
		Arn: arn,
		CreateDate: isoTime(identity.createdAt),
		...(kind === 'role' && {
			AssumeRolePolicyDocument: encodePolicy(identity.trust ?? '{}'),
			Description: identity.description,
			MaxSessionDuration: identity.longestSession,
		}),
	};
};

/** What only an answer about one role has; a list leaves it out. */
export const describeMore = ({boundary, tags, lastUsed}: Identity): JsonObject => ({
	...(boundary !== undefined && {
		PermissionsBoundary: {
			PermissionsBoundaryType: 'Policy',
			PermissionsBoundaryArn: boundary,
		},
	}),
	...(tags.length > 0 && {Tags: tags}),
	RoleLastUsed: lastUsed ? {LastUsedDate: isoTime(lastUsed.at), Region: lastUsed.region} : {},
});

/** The attached policies of a role, as IAM lists them. */
export const describeAttached = ({attached}: Identity): JsonObject[] =>
	attached.map((arn) => ({PolicyName: namesOf(arn).name, PolicyArn: arn}));

/** A managed policy without its text. `users` are the identities that may have it. */
export const describePolicy = (
	arn: string,
	{id, createdAt, description, versions, defaultVersion}: ManagedPolicy,
	users: readonly Identity[],
): JsonObject => {
	const {path, name} = namesOf(arn);
	return {
		PolicyName: name,
		PolicyId: id,
		Arn: arn,
		Path: path,
		DefaultVersionId: defaultVersion,
		AttachmentCount: users.filter(({attached}) => attached.includes(arn)).length,
		PermissionsBoundaryUsageCount: users.filter(({boundary}) => boundary === arn).length,
		IsAttachable: true,
		Description: description,
		CreateDate: isoTime(createdAt),
		UpdateDate: isoTime(versions[defaultVersion]?.createdAt ?? createdAt),
	};
};

/** A version of a managed policy, with its text. */
export const describeVersion = (
	{versions, defaultVersion}: ManagedPolicy,
	id: string,
): JsonObject => ({
	Document: encodePolicy(versions[id]?.text ?? ''),
	VersionId: id,
	IsDefaultVersion: id === defaultVersion,
	CreateDate: isoTime(versions[id]?.createdAt ?? 0),
});

/** ListRoles and ListUsers, by a prefix of their paths. */
export const listIdentities = (kind: Kind, field: string): Operation =>
	reads(formSchema, (form, context) => {
		authoriseIdentity(context.caller, `iam:${context.operation}`, '*');
		const prefix = form.get('PathPrefix') ?? '/';
		const found = identitiesOf(context, kind).filter(([arn]) =>
			namesOf(arn).path.startsWith(prefix),
		);
		const {items, end} = sliceForm(form, found);
		return {
			[field]: items.map(([arn, identity]) => describeIdentity(kind, arn, identity)),
			...end,
		};
	});

/** GetUser and ListUsers. */
export const userOperations = {
	GetUser: reads(formSchema, (form, context) => {
		const {identity, account} = context.caller;
		const name =
			form.get('UserName') ?? (identity.includes(':user/') ? namesOf(identity).name : undefined);
		if (name === undefined) {
			throw invalid('Must specify userName when calling with non-User credentials');
		}

		authoriseIdentity(context.caller, 'iam:GetUser', `arn:aws:iam::${account}:user/${name}`);
		return {
			User: describeIdentity('user', ...findIdentity('user', name, context)),
		};
	}),

	ListUsers: listIdentities('user', 'Users'),
};
