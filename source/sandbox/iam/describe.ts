import {type JsonObject} from '../../json.js';
import {type Kind, namesOf} from './names.js';
import {type Identity, type ManagedPolicy} from './records.js';

/** A time as IAM sends it: to the second. */
export const isoTime = (seconds: number): string =>
	new Date(seconds * 1000).toISOString().replace(/\.\d+/v, '');

/** A policy's text as IAM sends it: URL-encoded (aws.md 3.2). */
export const encodePolicy = (text: string): string => encodeURIComponent(text);

/** What every answer about a role or a user has. */
export const describeIdentity = (
	kind: Kind,
	arn: string,
	identity: Identity,
): JsonObject => {
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
export const describeMore = ({
	boundary,
	tags,
	lastUsed,
}: Identity): JsonObject => ({
	...(boundary !== undefined && {
		PermissionsBoundary: {
			PermissionsBoundaryType: 'Policy',
			PermissionsBoundaryArn: boundary,
		},
	}),
	...(tags.length > 0 && {Tags: tags}),
	RoleLastUsed: lastUsed
		? {LastUsedDate: isoTime(lastUsed.at), Region: lastUsed.region}
		: {},
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
		AttachmentCount: users.filter(({attached}) => attached.includes(arn))
			.length,
		PermissionsBoundaryUsageCount: users.filter(
			({boundary}) => boundary === arn,
		).length,
		IsAttachable: true,
		Description: description,
		CreateDate: isoTime(createdAt),
		UpdateDate: isoTime(versions[defaultVersion]?.createdAt ?? createdAt),
	};
};
