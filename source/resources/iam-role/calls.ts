import {
	CreateRoleCommand,
	DeleteRoleCommand,
	DeleteRolePolicyCommand,
	GetRolePolicyCommand,
	PutRolePolicyCommand,
	UpdateAssumeRolePolicyCommand,
	IAMClient,
} from '@aws-sdk/client-iam';
import * as z from 'zod';
import {ifThere} from '../../aws/errors.js';
import {type AwsSession} from '../../aws/session.js';
import {equalPolicies} from '../../policy/compare-policies.js';
import {parsePolicyDocument, type PolicyDocument} from '../../policy/policy-document.js';
import {defineCall, policyWriteState, type WriteState} from '../resource.js';
import {runTag} from '../ownership.js';
import {type Call, type Change, type Purpose} from '../call.js';
import {decodePolicy, getRole} from './read.js';
import {
	replayCreation,
	replayDeletion,
	replayPolicyDeletion,
	replayRolePolicy,
	replayTrust,
	withoutNobody,
} from './effects.js';

const roleInput = z.strictObject({RoleName: z.string()});
const rolePolicyInput = roleInput.extend({PolicyName: z.string()});

/** Makes a role that trusts whom its trust policy names. */
export const createRole = defineCall({
	service: 'iam',
	operation: 'CreateRole',
	permission: {
		actions: ['iam:CreateRole', 'iam:TagRole'],
		why: 'a new role, marked as this setup’s own',
	},
	policy: {field: 'AssumeRolePolicyDocument', title: 'Trust policy'},
	input: roleInput.extend({
		Path: z.string().optional(),
		Description: z.string().optional(),
		AssumeRolePolicyDocument: z.string(),
		MaxSessionDuration: z.number().optional(),
		PermissionsBoundary: z.string().optional(),
		Tags: z.array(z.strictObject({Key: z.string(), Value: z.string()})),
	}),
	async send(session, input) {
		const {Role} = await session.once(IAMClient).send(new CreateRoleCommand(input));
		if (!Role?.RoleName || !Role.Arn) {
			throw new Error('AWS did not say which role it made.');
		}

		const {RoleName, Arn, RoleId} = Role;
		return {RoleName, Arn, ...(RoleId && {RoleId})};
	},
	async find(session, {RoleName, Tags: wanted}) {
		const role = await ifThere(getRole(session, RoleName));
		if (!role) {
			return {state: 'not done'};
		}

		const {Tags: tags = [], RoleName: name = RoleName, Arn = '', RoleId} = role;
		const run = wanted.find(({Key}) => Key === runTag)?.Value;
		const isOurs =
			run !== undefined && tags.some(({Key, Value}) => Key === runTag && Value === run);
		return isOurs
			? {
					state: 'done',
					result: {RoleName: name, Arn, ...(RoleId && {RoleId})},
				}
			: {state: 'other'};
	},
	async visible(session, {RoleName}) {
		return (await getRole(session, RoleName)) !== undefined;
	},
	effect: replayCreation,
});

/** Writes a role's whole trust policy. */
export const updateTrustPolicy = defineCall({
	service: 'iam',
	operation: 'UpdateAssumeRolePolicy',
	permission: {
		why: 'let Workato into a role of yours; every other statement stays',
	},
	policy: {field: 'PolicyDocument', title: 'Trust policy'},
	input: roleInput.extend({PolicyDocument: z.string()}),
	async send(session, input) {
		await session.once(IAMClient).send(new UpdateAssumeRolePolicyCommand(input));
		return {};
	},
	async find(session, {RoleName, PolicyDocument: wanted}, before) {
		const role = await getRole(session, RoleName);
		return writtenPolicyState(role?.AssumeRolePolicyDocument, wanted, before);
	},
	isOverwriting: true,
	effect: replayTrust,
});

/** Writes one of a role's inline policies. */
export const putRolePolicy = defineCall({
	service: 'iam',
	operation: 'PutRolePolicy',
	permission: {
		why: 'the role’s own inline policy: which secrets it reads',
	},
	policy: {field: 'PolicyDocument', title: 'Permissions policy'},
	input: rolePolicyInput.extend({PolicyDocument: z.string()}),
	async send(session, input) {
		await session.once(IAMClient).send(new PutRolePolicyCommand(input));
		return {};
	},
	async find(session, {PolicyDocument: wanted, ...policy}, before) {
		const now = await getRolePolicy(session, policy);
		return writtenPolicyState(now, wanted, before);
	},
	isOverwriting: true,
	effect: replayRolePolicy,
});

/** Deletes one of a role's inline policies. */
export const deleteRolePolicy = defineCall({
	service: 'iam',
	operation: 'DeleteRolePolicy',
	permission: {why: 'take the role’s own inline policy away', when: 'undo'},
	input: rolePolicyInput,
	async send(session, input) {
		await session.once(IAMClient).send(new DeleteRolePolicyCommand(input));
		return {};
	},
	async find(session, policy, before) {
		return removalState(await getRolePolicy(session, policy), before);
	},
	isOverwriting: true,
	effect: replayPolicyDeletion,
});

/** Deletes a role. IAM itself refuses that for one that anything is attached to (DeleteConflict). */
export const deleteRole = defineCall({
	service: 'iam',
	operation: 'DeleteRole',
	permission: {why: 'delete a role that the setup made', when: 'undo'},
	input: roleInput,
	async send(session, input) {
		await session.once(IAMClient).send(new DeleteRoleCommand(input));
		return {};
	},
	async find(session, {RoleName}, before) {
		const role = await ifThere(getRole(session, RoleName));
		return removalState(role?.AssumeRolePolicyDocument, before);
	},
	isOverwriting: true,
	effect: replayDeletion,
});

async function getRolePolicy(
	session: AwsSession,
	policy: z.infer<typeof rolePolicyInput>,
): Promise<string | undefined> {
	const found = await ifThere(session.client(IAMClient).send(new GetRolePolicyCommand(policy)));
	return found?.PolicyDocument;
}

function writtenPolicyState(
	now: string | undefined,
	wanted: string,
	before: PolicyDocument | undefined,
): WriteState {
	return policyWriteState(
		now === undefined ? undefined : decodePolicy(now),
		parsePolicyDocument(wanted),
		before,
	);
}

// A policy that is to go: gone, or there as it was reviewed, or there as somebody else wrote it since.
function removalState(now: string | undefined, before: PolicyDocument | undefined): WriteState {
	return now === undefined
		? {state: 'done', result: {}}
		: {
				state: before && equalPolicies(decodePolicy(now), before) ? 'not done' : 'other',
			};
}

/** A new role that those may assume whom its trust policy names. */
export function newRole(
	purpose: Purpose,
	{
		name,
		trust,
		description,
		tags,
	}: {
		name: string;
		trust: PolicyDocument;
		description: string;
		tags: Readonly<Record<string, string>>;
	},
): Change {
	return {
		...purpose,
		call: createRole.plan({
			RoleName: name,
			AssumeRolePolicyDocument: JSON.stringify(trust),
			Description: descriptionText(description),
			Tags: Object.entries(tags).map(([Key, Value]) => ({Key, Value})),
		}),
		policy: {after: trust},
	};
}

/** Writes a role's trust policy; nothing where it says so already. */
export function trustAs(
	purpose: Purpose,
	role: string,
	{before, after: wanted}: {before: PolicyDocument; after: PolicyDocument},
): Change[] {
	if (wanted === before) {
		return [];
	}

	const after = withoutNobody(wanted);
	return [
		{
			...purpose,
			call: updateTrustPolicy.plan({
				RoleName: role,
				PolicyDocument: JSON.stringify(after),
			}),
			policy: {before, after},
		},
	];
}

/** Writes one of a role's inline policies. Without `before` there is none of that name yet. */
export function inlinePolicyAs(
	purpose: Purpose,
	{role, name}: {role: string; name: string},
	{before, after}: {before?: PolicyDocument; after: PolicyDocument},
): Change {
	return {
		...purpose,
		call: putRolePolicy.plan({
			RoleName: role,
			PolicyName: name,
			PolicyDocument: JSON.stringify(after),
		}),
		policy: {...(before && {before}), after},
	};
}

/** Whether a call writes what a role may do, rather than who may assume it. */
export function writesPermissions(call: Call): boolean {
	return putRolePolicy.matches(call);
}

// IAM: CreateRole, Description takes Latin-1 and at most 1,000 characters.
function descriptionText(text: string): string {
	return text.replaceAll(/[^\u{20}-\u{7E}\u{A1}-\u{FF}]/gv, '-').slice(0, 1000);
}
