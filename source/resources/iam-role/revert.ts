import {type Lookup} from '../../aws/lookup.js';
import {
	equalPolicies,
	revertDelta,
	without,
} from '../../policy/compare-policies.js';
import {joinWords} from '../../policy/join-words.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {undoId, type Effect} from '../effect.js';
import {
	defineUndo,
	editedSince,
	gone,
	kept,
	unknown,
	type Outcome,
} from '../outcome.js';
import {runTag} from '../ownership-tags.js';
import {setupsNamed, type UsedBy} from '../used-by.js';
import {
	deleteRole,
	deleteRolePolicy,
	putRolePolicy,
	updateTrustPolicy,
} from './calls.js';
import {
	roleEffects,
	type MadeRole,
	type RoleEffect,
	type RolePolicyEffect,
	type TrustEffect,
} from './effects.js';
import {readRoles} from './read-many.js';
import {type RoleFacts} from './read.js';

/** Reverts what was done to roles. */
export const undoRoles = defineUndo<
	RoleEffect,
	ReadonlyMap<string, Lookup<RoleFacts>>
>({
	own: roleEffects.own,
	observe: async (session, effects) =>
		effects.length === 0
			? new Map<string, Lookup<RoleFacts>>()
			: readRoles(session, [...new Set(effects.map(({role}) => role))]),
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

// What becomes of everything that the setup did to one role which is there, by the effect. Effects come last first.
function revertRole(
	effects: readonly RoleEffect[],
	role: RoleFacts,
	others: UsedBy,
): Map<Effect, Outcome> {
	const made = effects.find((effect) => effect.kind === 'role');
	if (made && role.tags[runTag] !== made.mark) {
		return new Map(
			effects.map((effect) => [
				effect,
				effect === made
					? kept(
							effect,
							`The role ${role.name}`,
							'This setup did not make the role that has this name now.',
						)
					: gone,
			]),
		);
	}

	const policies = effects.filter((effect) => effect.kind === 'role-policy');
	const outcomes = new Map<Effect, Outcome>(
		policies.map((effect) => [effect, revertRolePolicy(effect, role)]),
	);
	const trust = effects.find((effect) => effect.kind === 'trust');
	const reason = made && whyNeeded(role, {trust, outcomes, policies, others});
	if (made) {
		outcomes.set(
			made,
			reason === undefined
				? revertCreation(made, role, policies)
				: kept(made, `The role ${role.name}`, reason),
		);
	}

	if (trust) {
		const goesWithRole = made !== undefined && reason === undefined;
		outcomes.set(trust, goesWithRole ? gone : revertTrust(trust, role));
	}

	return outcomes;
}

function revertRolePolicy(
	effect: RolePolicyEffect,
	{name, inline}: RoleFacts,
): Outcome {
	const {policy, before, after} = effect;
	const now = inline.find((each) => each.name === policy)?.document;
	if (!now || (before && equalPolicies(now, before))) {
		return gone;
	}

	if (!equalPolicies(now, after)) {
		return kept(
			effect,
			`The inline policy ${policy} of the role ${name}`,
			'Somebody has changed it since. See to it yourself, in the IAM console.',
		);
	}

	const input = {RoleName: name, PolicyName: policy};
	return {
		state: 'change',
		change: before
			? {
					id: undoId(effect),
					title: `Put the inline policy ${policy} of the role ${name} back`,
					why: 'It is what stood there before this setup.',
					call: putRolePolicy.plan({
						...input,
						PolicyDocument: JSON.stringify(before),
					}),
					policy: {before: now, after: before},
				}
			: {
					id: undoId(effect),
					title: `Take the inline policy ${policy} off the role ${name}`,
					why: 'Workato can then no longer read these secrets with this role. The secrets themselves stay.',
					call: deleteRolePolicy.plan(input),
					policy: {before: now, after: {...now, Statement: []}},
				},
	};
}

function revertTrust(effect: TrustEffect, role: RoleFacts): Outcome {
	const {name, trust: before, trustLosses = []} = role;
	const title = `Workato’s statement in the trust policy of the role ${name}`;
	const {after, edited} = revertDelta(before, effect);
	if (edited.length > 0) {
		return kept(effect, title, editedSince(edited));
	}

	if (after === before) {
		return gone;
	}

	if (after.Statement.length === 0) {
		return kept(
			effect,
			title,
			'It is the only one there is, and IAM keeps no role that nobody may assume.',
		);
	}

	return trustLosses.length > 0
		? kept(
				effect,
				title,
				`The trust policy would not be written back as it stands. ${trustLosses.join(' ')}`,
			)
		: {
				state: 'change',
				change: {
					id: undoId(effect),
					title: `Take Workato out of the trust policy of the role ${name}`,
					why: 'As it was before; every other statement stays. Workato can then no longer assume this role.',
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
	{name, trust}: RoleFacts,
	policies: readonly RolePolicyEffect[],
): Outcome {
	return {
		state: 'change',
		change: {
			id: undoId(effect),
			title: `Delete the role ${name}`,
			why: 'This setup made it, and nothing else has been attached to it since. Workato can then no longer assume it.',
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
	{arn, trust, inline, attached}: RoleFacts,
	{
		trust: ours,
		outcomes,
		policies,
		others,
	}: {
		trust: TrustEffect | undefined;
		outcomes: ReadonlyMap<Effect, Outcome>;
		policies: readonly RolePolicyEffect[];
		others: UsedBy;
	},
): string | undefined {
	const going = new Set(
		policies
			.filter(
				(effect) => outcomes.get(effect)?.state === 'change' && !effect.before,
			)
			.map(({policy}) => policy),
	);
	const stays = [
		...inline
			.filter(({name}) => !going.has(name))
			.map(({name}) => `the inline policy ${name}`),
		...attached.map(({name}) => `the policy ${name}`),
		...without(trust.Statement, ours?.added ?? []).map(({Sid}) =>
			Sid
				? `the statement ${quoteText(Sid)} of its trust policy`
				: 'another statement of its trust policy',
		),
	];
	const users = others.get(arn) ?? [];
	if (users.length > 0) {
		return `It is also used by ${setupsNamed(users)}.`;
	}

	return stays.length === 0
		? undefined
		: `Something was added to it since, so it stays: ${joinWords(stays)}.`;
}
