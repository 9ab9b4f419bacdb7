import {
	paginateGetAccountAuthorizationDetails,
	type RoleDetail,
	IAMClient,
	paginateListRoles,
} from '@aws-sdk/client-iam';
import pLimit from 'p-limit';
import {lookUp, type Lookup} from '../../aws/errors.js';
import {type AwsSession} from '../../aws/session.js';
import {compareNames} from '../../terminal/names.js';
import {
	decodePolicy,
	managedPolicies,
	type ManagedPolicies,
	attachedPolicies,
	boundaryPolicy,
	readRole,
	roleFacts,
	type RoleFacts,
} from './read.js';

/** Hears each role once, under the name that was asked for. */
type Update = (name: string, role: Lookup<RoleFacts>) => void;

// Fewer roles than this are asked for one by one; from here on, a listing of the account may cost less.
const worthListing = 12;
// What one role costs by itself: GetRole, two lists and one inline policy.
const callsPerRole = 4;
// The IAM pace is kept below this; it bounds what is held in memory.
const concurrency = 8;
// AWS's largest page; it may give shorter ones.
const pageSize = 1000;

/**
Reads many roles by name. Many at once are looked for in IAM's listing of the whole account, as long as that costs fewer
calls; those it does not show, or all where it may not be read, are asked for one by one. Names that differ in case only
are one role. Never rejects; after the signal, what was not asked is missing from the answer.
*/
export async function readRoles(
	session: Pick<AwsSession, 'client'>,
	names: readonly string[],
	{update, signal}: {update?: Update; signal?: AbortSignal} = {},
): Promise<ReadonlyMap<string, Lookup<RoleFacts>>> {
	const policies = managedPolicies(session);
	const answers = new Map<string, Lookup<RoleFacts>>();
	const answer: Update = (name, role) => {
		answers.set(name, role);
		update?.(name, role);
	};

	const wanted = new Set(names);
	if (wanted.size >= worthListing && !signal?.aborted) {
		await readListed(session, {names: wanted, policies, answer, signal});
	}

	const limit = pLimit(concurrency);
	await Promise.all(
		Array.from(wanted, async (name) =>
			limit(async () => {
				if (!answers.has(name) && !signal?.aborted) {
					answer(name, await readRole(session, name, policies));
				}
			}),
		),
	);
	return answers;
}

type Wanted = {
	names: ReadonlySet<string>;
	policies: ManagedPolicies;
	answer: Update;
	signal: AbortSignal | undefined;
};

/** Answers the wanted roles that the account's listing shows. Stops where going on costs more than asking one by one. */
async function readListed(
	session: Pick<AwsSession, 'client'>,
	{names, policies, answer, signal}: Wanted,
): Promise<void> {
	const missing = Map.groupBy(names, (name) => name.toLowerCase());
	const answerPage = async (roles: readonly RoleDetail[]) => {
		const wanted = roles.flatMap((role) => {
			const key = role.RoleName?.toLowerCase() ?? '';
			const asked = missing.get(key) ?? [];
			missing.delete(key);
			return asked.map((name) => ({name, role}));
		});
		await Promise.all(
			wanted.map(async ({name, role}) => {
				answer(name, await lookUp(async () => listedRole(role, policies)));
			}),
		);
	};

	// Where the listing fails, what it did not answer is asked for one by one.
	await lookUp(async () => {
		let callsLeft = missing.size * callsPerRole;
		for await (const {RoleDetailList = []} of paginateGetAccountAuthorizationDetails(
			{client: session.client(IAMClient), pageSize},
			{Filter: ['Role']},
		)) {
			await answerPage(RoleDetailList);
			callsLeft--;
			if (missing.size === 0 || callsLeft === 0 || signal?.aborted) {
				return;
			}
		}
	});
}

async function listedRole(role: RoleDetail, policies: ManagedPolicies): Promise<RoleFacts> {
	const [attached, boundary] = await Promise.all([
		attachedPolicies(role.AttachedManagedPolicies ?? [], policies),
		boundaryPolicy(role.PermissionsBoundary, policies),
	]);
	const inline = (role.RolePolicyList ?? []).map(({PolicyName: name = '', PolicyDocument}) => ({
		name,
		document: decodePolicy(PolicyDocument),
	}));
	return roleFacts(role, {inline, attached, ...(boundary && {boundary})});
}

/** One role of a list. */
export type ListedRole = {
	arn: string;
	name: string;
	path: string;
	description?: string;
};

/** Every role of the account by name. `update` hears the roles so far after each page. Never rejects. */
export async function listRoles(
	session: Pick<AwsSession, 'client'>,
	{
		update,
		signal,
	}: {
		update?: (roles: readonly ListedRole[]) => void;
		signal?: AbortSignal;
	} = {},
): Promise<Lookup<ListedRole[]>> {
	return lookUp(async () => {
		let roles: ListedRole[] = [];
		for await (const page of paginateListRoles({client: session.client(IAMClient), pageSize}, {})) {
			signal?.throwIfAborted();
			const more = (page.Roles ?? []).map(({Arn = '', RoleName = '', Path = '/', Description}) => ({
				arn: Arn,
				name: RoleName,
				path: Path,
				...(Description && {description: Description}),
			}));
			roles = [...roles, ...more].toSorted((one, other) => compareNames(one.name, other.name));
			update?.(roles);
		}

		return roles;
	});
}
