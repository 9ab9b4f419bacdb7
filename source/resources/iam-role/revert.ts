import {parseArn} from '../../aws/arn.js';
import {lookUp, type Lookup} from '../../aws/errors.js';
import {type AwsSession} from '../../aws/session.js';
import {equalPolicies, revertDelta, sameAccess, without} from '../../policy/compare-policies.js';
import {joinWords} from '../../terminal/phrases.js';
import {type PolicyDocument} from '../../policy/policy-document.js';
import {parsePrincipalElement} from '../../policy/principals.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type Change} from '../call.js';
import {undoId, type Effect} from '../effect.js';
import {
	defineUndo,
	editedSince,
	gone,
	goneBeside,
	goneWith,
	kept,
	letInBy,
	unknown,
	type Left,
	type Outcome,
} from '../outcome.js';
import {runTag, setupsNamed, type UsedBy} from '../ownership.js';
import {deleteRole, deleteRolePolicy, inlinePolicyAs, updateTrustPolicy} from './calls.js';
import {
	roleEffects,
	withNobody,
	withoutNobody,
	type MadeRole,
	type RoleEffect,
	type RolePolicyEffect,
	type TrustEffect,
} from './effects.js';
import {readRoles} from './read-many.js';
import {readInstanceProfiles, type RoleFacts} from './read.js';

type UndoRole = RoleFacts & {
	/** Asked only of roles that the setup made. */
	profiles: Lookup<string[]>;
};

/** Reverts what was done to roles. */
export const undoRoles = defineUndo<RoleEffect, ReadonlyMap<string, Lookup<UndoRole>>>({
	own: roleEffects.own,
	observe,
	revert(effects, roles, {others}) {
		const outcomes = new Map<Effect, Outcome>();
		for (const [name, own] of Map.groupBy(effects, ({role}) => role)) {
			const role = roles.get(name) ?? {state: 'unknown'};
			const [last] = own;
			if (role.state === 'found') {
				for (const [effect, outcome] of revertRole(own, role.value, others)) {
					outcomes.set(effect, outcome);
				}
			} else if (last && role.state === 'unknown') {
				outcomes.set(last, unknown(last, `The role ${name}`, role));
			}
		}

		return outcomes;
	},
});

async function observe(
	session: AwsSession,
	effects: readonly RoleEffect[],
): Promise<ReadonlyMap<string, Lookup<UndoRole>>> {
	const made = new Set(effects.flatMap((each) => (each.kind === 'role' ? [each.role] : [])));
	const roles = await readRoles(session, [...new Set(effects.map(({role}) => role))]);
	return new Map(
		await Promise.all(
			Array.from(roles, async ([name, role]) => [name, await withProfiles(name, role)] as const),
		),
	);

	async function withProfiles(name: string, role: Lookup<RoleFacts>): Promise<Lookup<UndoRole>> {
		if (role.state !== 'found') {
			return role;
		}

		const {instanceProfiles} = role.value;
		const profiles = await lookUp(
			async () => instanceProfiles ?? (made.has(name) ? readInstanceProfiles(session, name) : []),
		);
		return {state: 'found', value: {...role.value, profiles}};
	}
}

// What becomes of everything that the setup did to one role which is there, by the effect. Effects come last first.
function revertRole(
	effects: readonly RoleEffect[],
	role: UndoRole,
	others: UsedBy,
): Map<Effect, Outcome> {
	const made = effects.find((effect) => effect.kind === 'role');
	const trust = effects.find((effect) => effect.kind === 'trust');
	const unowned = made && notOurs(made, role);
	if (made && unowned) {
		const givesAccess = trust !== undefined && mayLetWorkatoIn(made, trust, role);
		return new Map(
			effects.map((effect) => [
				effect,
				effect === made
					? kept(effect, {
							title: `The role ${role.name}`,
							...unowned,
							...(givesAccess && {givesAccess}),
						})
					: goneWith(made),
			]),
		);
	}

	const policies = effects.filter((effect) => effect.kind === 'role-policy');
	const outcomes = new Map<Effect, Outcome>(
		policies.map((effect) => [effect, revertRolePolicy(effect, role)]),
	);
	const users = usersOf(role, others);
	const reason =
		made &&
		whyNeeded(role, {trust: trust?.isReverted ? undefined : trust, outcomes, policies, users});
	const ofTrust =
		trust && (made && reason === undefined ? goneWith(made) : revertTrust(trust, role));
	// Where nobody of another account may assume the role, Workato cannot use what else stays.
	const closing = ofTrust?.state === 'change' ? ofTrust.change : undefined;
	const isOut = !letsOthersIn(closing?.policy?.after ?? role.trust, role.arn);
	if (made) {
		outcomes.set(
			made,
			reason === undefined
				? revertCreation(made, role, policies)
				: kept(made, {
						title: `The role ${role.name}`,
						reason: `${reason}${isOut ? ' Nobody of another account may assume it any more then.' : ''}`,
						fix: 'Delete it in the IAM console once nobody needs it.',
					}),
		);
	}

	if (trust && ofTrust) {
		outcomes.set(trust, ofTrust);
	}

	return new Map(
		Array.from(outcomes, ([effect, outcome]) => [
			effect,
			outcome.state === 'change'
				? {...outcome, users}
				: outcome.state === 'left' && isOut
					? {...outcome, left: withoutAccess(outcome.left, closing)}
					: outcome,
		]),
	);
}

// Setups name a role with its path or without; an account has no two roles of one name.
function usersOf({arn, name}: Pick<RoleFacts, 'arn' | 'name'>, others: UsedBy): string[] {
	const account = parseArn(arn)?.account;
	const users = Array.from(others, ([used, setups]) => {
		const named = parseArn(used);
		return named?.service === 'iam' &&
			named.account === account &&
			named.resource.split('/').at(-1)?.toLowerCase() === name.toLowerCase()
			? setups
			: [];
	});
	return [...new Set(users.flat())];
}

// Whether a role that is not known to be the setup's own lets Workato in. One that merely lacks the mark may be ours, edited:
// there anybody of another account may be Workato.
function mayLetWorkatoIn(
	{roleId}: MadeRole,
	{added}: TrustEffect,
	{arn, id, trust, tags}: RoleFacts,
): boolean {
	const mayBeOurs = tags[runTag] === undefined && (roleId === undefined || id === undefined);
	const ours = new Set(
		added.flatMap(({Principal}) =>
			Principal === undefined ? [] : parsePrincipalElement(Principal).map(({account}) => account),
		),
	);
	return letsOthersIn(
		trust,
		arn,
		(account) => mayBeOurs || account === undefined || ours.has(account),
	);
}

// Whether a trust policy lets anybody of another account than the role's own in, of those that count.
function letsOthersIn(
	{Statement}: PolicyDocument,
	arn: string,
	isCounted: (account: string | undefined) => boolean = () => true,
): boolean {
	const own = parseArn(arn)?.account;
	return Statement.some(
		({Effect, Principal}) =>
			Effect === 'Allow' &&
			(Principal === undefined ||
				parsePrincipalElement(Principal).some(
					({kind, account}) => kind !== 'service' && account !== own && isCounted(account),
				)),
	);
}

// The person may say no to the change that keeps everybody out.
function withoutAccess({givesAccess, ...left}: Left, closing: Change | undefined): Left {
	return givesAccess && closing ? {...left, givesAccess, closedBy: closing.id} : left;
}

/** Why the role of that name is not the one that the setup made, or may not be; nothing where it is. */
function notOurs(
	{mark, roleId}: MadeRole,
	{id, tags}: RoleFacts,
): Pick<Left, 'reason' | 'fix'> | undefined {
	if (roleId !== undefined && id !== undefined) {
		return id === roleId
			? undefined
			: {
					reason:
						'The role that this setup made is gone, and somebody has made another one of its name.',
					fix: 'If Workato should not use that one either, see to it in the IAM console.',
				};
	}

	const there = tags[runTag];
	return there === mark
		? undefined
		: there === undefined
			? {
					reason:
						'It does not carry this setup’s mark: somebody has taken its tags away, or made another role of its name.',
					fix: `If it is the one that this setup made, give it the tag ${runTag} with the value ${mark} and run undo again; or delete it in the IAM console.`,
				}
			: {
					reason:
						'The role that has this name now carries the mark of another run: this setup did not make it.',
					fix: 'See to it with the setup that made it, or in the IAM console.',
				};
}

function revertRolePolicy(effect: RolePolicyEffect, {name, inline}: RoleFacts): Outcome {
	const {policy, before, after} = effect;
	const now = inline.find((each) => each.name === policy)?.document;
	if (!now || (before && equalPolicies(now, before))) {
		return gone;
	}

	if (!equalPolicies(now, after)) {
		return kept(effect, {
			title: `The inline policy ${policy} of the role ${name}`,
			reason: 'Somebody has changed it since.',
			fix: 'Look at it in the IAM console, and delete it there if nobody needs it.',
			givesAccess: true,
		});
	}

	return {
		state: 'change',
		change: before
			? inlinePolicyAs(
					{
						id: undoId(effect),
						title: `Put the inline policy ${policy} of the role ${name} back`,
						why: 'It is what stood there before this setup.',
					},
					{role: name, name: policy},
					{before: now, after: before},
				)
			: {
					id: undoId(effect),
					title: `Take the inline policy ${policy} off the role ${name}`,
					why: 'Workato can then no longer read these secrets with this role. The secrets themselves stay.',
					call: deleteRolePolicy.plan({RoleName: name, PolicyName: policy}),
					policy: {before: now, after: {...now, Statement: []}},
				},
	};
}

function revertTrust(effect: TrustEffect, role: RoleFacts): Outcome {
	const {name, trust: before, trustLosses = []} = role;
	const title = `Workato’s statement in the trust policy of the role ${name}`;
	const {after: others, edited} = effect.isReverted
		? {after: before, edited: []}
		: revertDelta(before, effect);
	if (edited.length > 0) {
		return kept(effect, {title, ...editedSince(edited)});
	}

	const more = letInBy(
		`the trust policy of the role ${name}`,
		// The word that nobody may assume the role outdoes all others.
		withoutNobody(others) === others ? sameAccess(others, effect.added) : [],
	);
	if (others === before) {
		return goneBeside(more);
	}

	if (trustLosses.length > 0) {
		return kept(effect, {
			title,
			reason: `The trust policy would not be written back as it stands. ${trustLosses.join(' ')}`,
			fix: 'Take the statement out in the IAM console.',
			givesAccess: true,
		});
	}

	const after = withNobody(others);
	return {
		state: 'change',
		...(more && {stays: more}),
		change: {
			id: undoId(effect),
			title: `Take Workato out of the trust policy of the role ${name}`,
			why:
				after === others
					? 'As it was before; every other statement stays. Workato can then no longer assume this role.'
					: 'Workato can then no longer assume this role. It is the only one there, and IAM keeps no role without a statement, so one stands in its place that lets nobody in.',
			call: updateTrustPolicy.plan({
				RoleName: name,
				PolicyDocument: JSON.stringify(after),
			}),
			policy: {before, after},
		},
	};
}

function revertCreation(
	effect: MadeRole,
	{name, trust, profiles}: UndoRole,
	policies: readonly RolePolicyEffect[],
): Outcome {
	return {
		state: 'change',
		change: {
			id: undoId(effect),
			title: `Delete the role ${name}`,
			why: `This setup made it, and nothing else has been attached to it since. Workato can then no longer assume it.${
				profiles.state === 'unknown'
					? ` AWS did not say whether an instance profile holds it (${profiles.code}); if so, AWS refuses this.`
					: ''
			}`,
			call: deleteRole.plan({RoleName: name}),
			policy: {before: trust, after: {...trust, Statement: []}},
		},
		after: {
			effects: policies,
			reason: 'AWS deletes no role that still has a policy.',
		},
	};
}

/** Why a role that the setup made is needed by others; nothing when it can go. */
function whyNeeded(
	{trust, inline, attached, profiles}: UndoRole,
	{
		trust: ours,
		outcomes,
		policies,
		users,
	}: {
		trust: TrustEffect | undefined;
		outcomes: ReadonlyMap<Effect, Outcome>;
		policies: readonly RolePolicyEffect[];
		users: readonly string[];
	},
): string | undefined {
	const going = new Set(
		policies
			.filter((effect) => outcomes.get(effect)?.state === 'change' && !effect.before)
			.map(({policy}) => policy),
	);
	const stays = [
		...inline.filter(({name}) => !going.has(name)).map(({name}) => `the inline policy ${name}`),
		...attached.map(({name}) => `the policy ${name}`),
		...(profiles.state === 'found' ? profiles.value : []).map(
			(name) => `the instance profile ${name}`,
		),
		...without(withoutNobody(trust).Statement, ours?.added ?? []).map(({Sid}) =>
			Sid
				? `the statement ${quoteText(Sid)} of its trust policy`
				: 'another statement of its trust policy',
		),
	];
	if (users.length > 0) {
		return `It is also used by ${setupsNamed(users)}.`;
	}

	return stays.length === 0
		? undefined
		: `Something was added to it since, so it stays: ${joinWords(stays)}.`;
}
