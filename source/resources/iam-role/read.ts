import {
	GetRoleCommand,
	GetRolePolicyCommand,
	paginateListAttachedRolePolicies,
	paginateListInstanceProfilesForRole,
	paginateListRolePolicies,
	type AttachedPermissionsBoundary,
	type AttachedPolicy,
	type InstanceProfile,
	type RoleLastUsed,
	type Tag,
	GetPolicyCommand,
	GetPolicyVersionCommand,
	GetUserCommand,
	IAMClient,
} from '@aws-sdk/client-iam';
import {
	type NamedPolicy,
	type PolicyDocument,
	parsePolicyDocument,
} from '../../policy/policy-document.js';
import {findRewriteLosses} from '../../policy/read-policy-text.js';
import {lookUp, type Lookup} from '../../aws/errors.js';
import {type AwsSession} from '../../aws/session.js';
import {parseArn} from '../../aws/arn.js';

/** An IAM role as AWS shows it. */
export type RoleFacts = {
	arn: string;
	/** AWS gives it to no other role, not even to a later one of the same name. */
	id?: string;
	/** As AWS spells it; names are unique whatever their case. */
	name: string;
	path: string;
	trust: PolicyDocument;
	/** What of the trust policy's text would not come back the same when it is written again, a sentence each; missing: nothing. */
	trustLosses?: string[];
	inline: NamedPolicy[];
	/** Managed policies, in their default version. */
	attached: NamedPolicy[];
	boundary?: NamedPolicy;
	/** The names of the instance profiles that it is in; missing where AWS was not asked. */
	instanceProfiles?: string[];
	tags: Record<string, string>;
	/** When somebody last assumed it and used it; missing when never in AWS's tracking period (400 days). */
	lastUsed?: {at: string; region?: string};
};

/** What GetRole says of a role, by its name. Rejects with AWS's error. */
export async function getRole(session: Pick<AwsSession, 'client'>, name: string) {
	const {Role} = await session.client(IAMClient).send(new GetRoleCommand({RoleName: name}));
	return Role;
}

/**
One role with everything that decides what it may do, by its name (not its ARN): four calls, and two for each managed
policy. Where one part may not be read, the whole is `unknown`: a role half seen says nothing for certain.
*/
export async function readRole(
	session: Pick<AwsSession, 'client'>,
	name: string,
	policies: ManagedPolicies = managedPolicies(session),
): Promise<Lookup<RoleFacts>> {
	return lookUp(async () => {
		const role = await getRole(session, name);
		if (!role) {
			return undefined;
		}

		const [inline, attached, boundary] = await Promise.all([
			inlinePolicies(session, name),
			listAttached(session, name).then(async (listed) => attachedPolicies(listed, policies)),
			boundaryPolicy(role.PermissionsBoundary, policies),
		]);
		return roleFacts(role, {inline, attached, ...(boundary && {boundary})});
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
	InstanceProfileList?: InstanceProfile[] | undefined;
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
		...(role.InstanceProfileList && {
			instanceProfiles: role.InstanceProfileList.map(({InstanceProfileName: name = ''}) => name),
		}),
		tags: Object.fromEntries((role.Tags ?? []).map(({Key = '', Value = ''}) => [Key, Value])),
		...(at && {
			lastUsed: {at: at.toISOString(), ...(region && {region})},
		}),
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
	session: Pick<AwsSession, 'client'>,
	role: string,
): Promise<NamedPolicy[]> {
	const names: string[] = [];
	for await (const page of paginateListRolePolicies(
		{client: session.client(IAMClient)},
		{RoleName: role},
	)) {
		names.push(...(page.PolicyNames ?? []));
	}

	return Promise.all(
		names.map(async (name) => {
			const {PolicyDocument} = await session
				.client(IAMClient)
				.send(new GetRolePolicyCommand({RoleName: role, PolicyName: name}));
			return {name, document: decodePolicy(PolicyDocument)};
		}),
	);
}

/** The names of the instance profiles that a role is in: AWS deletes no such role. Rejects with AWS's error. */
export async function readInstanceProfiles(
	session: Pick<AwsSession, 'client'>,
	role: string,
): Promise<string[]> {
	const names: string[] = [];
	for await (const page of paginateListInstanceProfilesForRole(
		{client: session.client(IAMClient)},
		{RoleName: role},
	)) {
		names.push(...(page.InstanceProfiles ?? []).map(({InstanceProfileName: name = ''}) => name));
	}

	return names;
}

async function listAttached(
	session: Pick<AwsSession, 'client'>,
	role: string,
): Promise<AttachedPolicy[]> {
	const attached: AttachedPolicy[] = [];
	for await (const page of paginateListAttachedRolePolicies(
		{client: session.client(IAMClient)},
		{RoleName: role},
	)) {
		attached.push(...(page.AttachedPolicies ?? []));
	}

	return attached;
}

/** Gives the default version of a managed policy by its ARN. Rejects with the SDK's error, or where it cannot be read. */
export type ManagedPolicies = (arn: string) => Promise<PolicyDocument>;

/** Managed policies for one look at AWS: each is asked for once, however many roles it is attached to. */
export function managedPolicies(session: Pick<AwsSession, 'client'>): ManagedPolicies {
	const read = async (arn: string) => {
		const {Policy} = await session.client(IAMClient).send(new GetPolicyCommand({PolicyArn: arn}));
		const {PolicyVersion} = await session.client(IAMClient).send(
			new GetPolicyVersionCommand({
				PolicyArn: arn,
				VersionId: Policy?.DefaultVersionId,
			}),
		);
		return decodePolicy(PolicyVersion?.Document);
	};

	const known = new Map<string, Promise<PolicyDocument>>();
	return async (arn) => {
		const answer = known.get(arn) ?? read(arn);
		known.set(arn, answer);
		return answer;
	};
}

/** Reads a policy as IAM gives it: URL-encoded JSON, which the SDK leaves so. Throws with words fit for the screen. */
export function decodePolicy(encoded: string | undefined): PolicyDocument {
	return parsePolicyDocument(decodePolicyText(encoded));
}

/** The policy's own text, as `decodePolicy` reads it. */
export function decodePolicyText(encoded: string | undefined): string {
	if (encoded === undefined) {
		throw new Error('IAM did not show the policy.');
	}

	try {
		return decodeURIComponent(encoded);
	} catch {
		throw new Error('The policy is not encoded the way IAM does it.');
	}
}

/**
Whether a role or user of one's own account is there: its ARN as IAM has it. `absent` when there is none of that name, or
when the one of that name has another ARN (another path); `unknown` when IAM may not be asked.
*/
export async function findPrincipal(
	session: Pick<AwsSession, 'client'>,
	arn: string,
): Promise<Lookup<string>> {
	const resource = parseArn(arn)?.resource ?? '';
	const [kind = ''] = resource.split('/', 1);
	const name = resource.split('/').at(-1) ?? '';
	return lookUp(async () => {
		const found = await (kind === 'user'
			? session
					.client(IAMClient)
					.send(new GetUserCommand({UserName: name}))
					.then(({User}) => User?.Arn)
			: getRole(session, name).then((role) => role?.Arn));
		return found === arn ? arn : undefined;
	});
}
