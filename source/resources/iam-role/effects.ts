import * as z from 'zod';
import {equalPolicies, addWrite, without, type PolicyDelta} from '../../policy/compare-policies.js';
import {
	policyFromData,
	policyFromText,
	type PolicyDocument,
	type Statement,
} from '../../policy/policy-document.js';
import {type JournalEntry} from '../call.js';
import {isUndoId, originOf, ownEffects, type Effect, type Effects} from '../effect.js';
import {runTag} from '../ownership.js';

/** The id of this kind of thing. */
export const iamRoleId = 'iam-role';

/** The making of a role. */
export type MadeRole = Effect & {
	kind: 'role';
	role: string;
	mark: string;
	/** AWS gives it to no other role; missing in entries of earlier versions, and where AWS never answered. */
	roleId?: string;
};

/** What was written into a role's trust policy. The statements that the role was made with are among it. */
export type TrustEffect = Effect & PolicyDelta & {kind: 'trust'; role: string};

/** An inline policy that was written. */
export type RolePolicyEffect = Effect & {
	kind: 'role-policy';
	role: string;
	policy: string;
	/** What stood under that name before the setup first wrote it; missing: nothing. */
	before?: PolicyDocument;
	after: PolicyDocument;
};

/** Something that was done to a role. */
export type RoleEffect = MadeRole | TrustEffect | RolePolicyEffect;

/** The effects of this resource. */
export const roleEffects = ownEffects<RoleEffect>();

const creationResult = z.object({RoleId: z.string().optional()}).catch({});

type NamedRole = {RoleName: string};

/** CreateRole: a role was made with its trust policy, or may have been. */
export function replayCreation(
	effects: Effects,
	journaled: JournalEntry,
	read: () => NamedRole & {
		AssumeRolePolicyDocument: string;
		Tags: ReadonlyArray<{Key: string; Value: string}>;
	},
): void {
	const {RoleName: role, Tags: tags, AssumeRolePolicyDocument: text} = read();
	const entry = withGroup(journaled);
	const name = `role ${role}`;
	const {RoleId: roleId} = creationResult.parse(entry.result ?? {});
	roleEffects.keep(
		effects,
		name,
		{
			resource: iamRoleId,
			kind: 'role',
			...originOf(effects.get(name), entry),
			...onRole(role),
			mark: tags.find(({Key}) => Key === runTag)?.Value ?? '',
			...(roleId !== undefined && {roleId}),
		},
		entry,
	);
	keepTrust(effects, entry, role, {
		added: policyFromText(text)?.Statement ?? [],
		removed: [],
		part: 'trust',
	});
}

/** UpdateAssumeRolePolicy: several writes of one policy are one effect. */
export function replayTrust(
	effects: Effects,
	entry: JournalEntry,
	read: () => NamedRole & {PolicyDocument: string},
): void {
	const {RoleName: role, PolicyDocument: text} = read();
	const before = policyFromData(entry.before);
	const after = policyFromText(text);
	if (!before || !after) {
		return;
	}

	const name = trustName(role);
	const known = roleEffects.own(effects.get(name));
	const delta = addWrite(
		known?.kind === 'trust' ? known : {added: [], removed: []},
		withoutNobody(before),
		withoutNobody(after),
	);
	if (delta.added.length + delta.removed.length === 0) {
		roleEffects.revert(effects, name);
	} else {
		keepTrust(effects, withGroup(entry), role, {
			...delta,
			...(known?.part !== undefined && {part: known.part}),
		});
	}
}

/** IAM keeps no role without a statement in its trust policy: this one stands there where the only other one is taken out. */
const nobody: Statement = {
	Sid: 'NobodyMayAssumeThisRole',
	Effect: 'Deny',
	Principal: {AWS: '*'},
	Action: 'sts:AssumeRole',
};

/** A trust policy with somebody in it, or with the word that nobody is: never both, since that word would outdo all others. */
export function withNobody(trust: PolicyDocument): PolicyDocument {
	return trust.Statement.length === 0 ? {...trust, Statement: [nobody]} : trust;
}

/** What a trust policy says beside that nobody may assume the role. */
export function withoutNobody(trust: PolicyDocument): PolicyDocument {
	const others = without(trust.Statement, [nobody]);
	return others.length === trust.Statement.length ? trust : {...trust, Statement: others};
}

/** PutRolePolicy. */
export function replayRolePolicy(
	effects: Effects,
	journaled: JournalEntry,
	read: () => NamedRole & {PolicyName: string; PolicyDocument: string},
): void {
	const {RoleName: role, PolicyName: policy, PolicyDocument: text} = read();
	const after = policyFromText(text);
	if (!after) {
		return;
	}

	const entry = withGroup(journaled);
	const name = policyName(role, policy);
	const known = roleEffects.own(effects.get(name));
	const before = known?.kind === 'role-policy' ? known.before : policyFromData(entry.before);
	if (before && equalPolicies(before, after)) {
		effects.remove(name);
		return;
	}

	roleEffects.keep(
		effects,
		name,
		{
			resource: iamRoleId,
			kind: 'role-policy',
			...originOf(known, entry),
			...onRole(role),
			policy,
			...(before && {before}),
			after,
		},
		entry,
	);
}

/** DeleteRole. */
export function replayDeletion(
	effects: Effects,
	_entry: JournalEntry,
	read: () => NamedRole,
): void {
	effects.removeAll(onRole(read().RoleName).of);
}

/** DeleteRolePolicy. */
export function replayPolicyDeletion(
	effects: Effects,
	_entry: JournalEntry,
	read: () => NamedRole & {PolicyName: string},
): void {
	const {RoleName: role, PolicyName: policy} = read();
	effects.remove(policyName(role, policy));
}

function keepTrust(
	effects: Effects,
	entry: JournalEntry,
	role: string,
	delta: PolicyDelta & Pick<Effect, 'part'>,
): void {
	const name = trustName(role);
	roleEffects.keep(
		effects,
		name,
		{
			resource: iamRoleId,
			kind: 'trust',
			...originOf(effects.get(name), entry),
			...onRole(role),
			...delta,
		},
		entry,
	);
}

/**
Entries of version 0.1 do not say what they were done for; the ids of changes to roles did, after the first colon. What was
reverted is not done for anything.
*/
function withGroup(entry: JournalEntry): JournalEntry {
	const {change, group} = entry;
	const colon = change.indexOf(':');
	return group !== undefined || colon === -1 || isUndoId(change)
		? entry
		: {...entry, group: change.slice(colon + 1)};
}

const onRole = (role: string) => ({role, thing: role, of: `role ${role}`});
const trustName = (role: string) => `trust ${role}`;
const policyName = (role: string, policy: string) => `policy ${policy} of ${role}`;
