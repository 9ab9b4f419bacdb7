import {
	GetRoleCommand,
	GetRolePolicyCommand,
	paginateListAttachedRolePolicies,
	paginateListRolePolicies,
	type AttachedPermissionsBoundary,
	type AttachedPolicy,
	type RoleLastUsed,
	type Tag,
} from '@aws-sdk/client-iam';
import {parsePolicyDocument} from '../../policy/parse-policy-document.js';
import {findRewriteLosses} from '../../policy/rewrite-losses.js';
import {find, type Found} from '../find.js';
import {type AwsSession} from '../session.js';
import {decodePolicy, decodePolicyText} from './decode-policy.js';
import {managedPolicies, type ManagedPolicies} from './managed-policies.js';
import {type NamedPolicy, type RoleFacts} from './role-facts.js';

/**
One role with everything that decides what it may do, by its name (not its ARN): four calls, and two for each managed
policy. Where one part may not be read, the whole is `unknown`: a role half seen says nothing for certain.
*/
export async function readRole(
	session: Pick<AwsSession, 'iam'>,
	name: string,
	policies: ManagedPolicies = managedPolicies(session),
): Promise<Found<RoleFacts>> {
	return find(async () => {
		const {Role} = await session.iam.send(new GetRoleCommand({RoleName: name}));
		if (!Role) {
			return undefined;
		}

		const [inline, attached, boundary] = await Promise.all([
			inlinePolicies(session, name),
			listAttached(session, name).then(async (listed) =>
				attachedPolicies(listed, policies),
			),
			boundaryPolicy(Role.PermissionsBoundary, policies),
		]);
		return roleFacts(Role, {inline, attached, ...(boundary && {boundary})});
	});
}

/** What GetRole and GetAccountAuthorizationDetails both say of a role. */
type ShownRole = {
	Arn?: string | undefined;
	RoleId?: string | undefined;
	RoleName?: string | undefined;
	Path?: string | undefined;
	AssumeRolePolicyDocument?: string | undefined;
	Tags?: Tag[] | undefined;
	RoleLastUsed?: RoleLastUsed | undefined;
};

/** Puts a role together from AWS's answer. Throws when its trust policy cannot be read. */
export function roleFacts(
	role: ShownRole,
	policies: Pick<RoleFacts, 'inline' | 'attached' | 'boundary'>,
): RoleFacts {
	const {LastUsedDate: at, Region: region} = role.RoleLastUsed ?? {};
	const trust = decodePolicyText(role.AssumeRolePolicyDocument);
	const trustLosses = findRewriteLosses(trust);
	return {
		arn: role.Arn ?? '',
		...(role.RoleId && {id: role.RoleId}),
		name: role.RoleName ?? '',
		path: role.Path ?? '/',
		trust: parsePolicyDocument(trust),
		...(trustLosses.length > 0 && {trustLosses}),
		...policies,
		tags: Object.fromEntries(
			(role.Tags ?? []).map(({Key = '', Value = ''}) => [Key, Value]),
		),
		...(at && {lastUsed: {at: at.toISOString(), ...(region && {region})}}),
	};
}

/** The attached policies with what they say. Rejects when one cannot be read. */
export async function attachedPolicies(
	attached: readonly AttachedPolicy[],
	policies: ManagedPolicies,
): Promise<NamedPolicy[]> {
	return Promise.all(
		attached.map(async ({PolicyName: name = '', PolicyArn: arn = ''}) => ({
			name,
			document: await policies(arn),
		})),
	);
}

/** The permissions boundary, by its ARN, with what it says; nothing when there is none. Rejects when it cannot be read. */
export async function boundaryPolicy(
	boundary: AttachedPermissionsBoundary | undefined,
	policies: ManagedPolicies,
): Promise<NamedPolicy | undefined> {
	const arn = boundary?.PermissionsBoundaryArn;
	return arn ? {name: arn, document: await policies(arn)} : undefined;
}

async function inlinePolicies(
	{iam}: Pick<AwsSession, 'iam'>,
	role: string,
): Promise<NamedPolicy[]> {
	const names: string[] = [];
	for await (const page of paginateListRolePolicies(
		{client: iam},
		{RoleName: role},
	)) {
		names.push(...(page.PolicyNames ?? []));
	}

	return Promise.all(
		names.map(async (name) => {
			const {PolicyDocument} = await iam.send(
				new GetRolePolicyCommand({RoleName: role, PolicyName: name}),
			);
			return {name, document: decodePolicy(PolicyDocument)};
		}),
	);
}

async function listAttached(
	{iam}: Pick<AwsSession, 'iam'>,
	role: string,
): Promise<AttachedPolicy[]> {
	const attached: AttachedPolicy[] = [];
	for await (const page of paginateListAttachedRolePolicies(
		{client: iam},
		{RoleName: role},
	)) {
		attached.push(...(page.AttachedPolicies ?? []));
	}

	return attached;
}
