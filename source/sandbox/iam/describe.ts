import {type CallContext, invalid, required, formSchema, pageOf, reads} from '../operation.js';
import {AwsError} from '../answer.js';
import {type JsonObject} from '../../json.js';
import {authoriseIdentity} from '../authorise.js';
import {type Identity, type ManagedPolicy} from './records.js';

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

/**
The role or user of a name, in any case, as ARN and record.
@throws {AwsError} NoSuchEntity
*/
export const findIdentity = (
	kind: Kind,
	name: string,
	context: CallContext,
): [string, Identity] => {
	const found = Object.entries(context.state.identities).find(
		([arn]) =>
			arn.startsWith(`arn:aws:iam::${context.caller.account}:${kind}/`) &&
			namesOf(arn).name.toLowerCase() === name.toLowerCase(),
	);
	if (!found) {
		throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
	}

	return found;
};

/** A time as IAM sends it: to the second. */
export const isoTime = (seconds: number): string =>
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

	ListUsers: reads(formSchema, (form, context) => {
		authoriseIdentity(context.caller, 'iam:ListUsers', '*');
		const prefix = form.get('PathPrefix') ?? '/';
		const users = identitiesOf(context, 'user').filter(([arn]) =>
			namesOf(arn).path.startsWith(prefix),
		);
		const {items, ...rest} = pageOf(form, users);
		return {
			Users: items.map(([arn, user]) => describeIdentity('user', arn, user)),
			...rest,
		};
	}),
};
