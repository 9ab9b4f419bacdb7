import {type RoleFacts} from '../resources/iam-role/read.js';
import {setupsNamed, type UsedBy} from '../guides/shared-things.js';
import {equalPolicies} from '../policy/compare.js';
import {joinWords} from '../policy/join-words.js';
import {quoteText} from '../terminal/foreign-text.js';
import {runTag} from '../resources/ownership-tags.js';
import {type Deed, type DeedOf, type RoleDeed} from './deed.js';
import {gone, kept, undoId, type Outcome} from './outcome.js';
import {editedSince} from './plan-key-deeds.js';
import {takeBack, without} from './policy-delta.js';

/** What becomes of everything that the setup did to one role which is there, by the deed. Deeds come last first. */
export function planRole(
	deeds: readonly RoleDeed[],
	role: RoleFacts,
	others: UsedBy,
): Map<Deed, Outcome> {
	const made = deeds.find((deed) => deed.kind === 'role');
	if (made && role.tags[runTag] !== made.runId) {
		return new Map(
			deeds.map((deed) => [
				deed,
				deed === made
					? kept(
							deed,
							`The role ${role.name}`,
							'This setup did not make the role that has this name now.',
						)
					: gone,
			]),
		);
	}

	const policies = deeds.filter((deed) => deed.kind === 'role-policy');
	const outcomes = new Map<Deed, Outcome>(
		policies.map((deed) => [deed, planRolePolicy(deed, role)]),
	);
	const trust = deeds.find((deed) => deed.kind === 'trust');
	const reason = made && whyNeeded(role, {trust, outcomes, policies, others});
	if (made) {
		outcomes.set(
			made,
			reason === undefined
				? deleteRole(made, role)
				: kept(made, `The role ${role.name}`, reason),
		);
	}

	if (trust) {
		const goesWithRole = made !== undefined && reason === undefined;
		outcomes.set(trust, goesWithRole ? gone : planTrust(trust, role));
	}

	return outcomes;
}

function planRolePolicy(
	deed: DeedOf<'role-policy'>,
	{name, inline}: RoleFacts,
): Outcome {
	const {policy, before, after} = deed;
	const now = inline.find((each) => each.name === policy)?.document;
	if (!now || (before && equalPolicies(now, before))) {
		return gone;
	}

	if (!equalPolicies(now, after)) {
		return kept(
			deed,
			`The inline policy ${policy} of the role ${name}`,
			'Somebody has changed it since. See to it yourself, in the IAM console.',
		);
	}

	const group = deed.group === undefined ? {} : {group: deed.group};
	const input = {RoleName: name, PolicyName: policy};
	return {
		state: 'change',
		change: before
			? {
					id: undoId(deed),
					...group,
					title: `Put the inline policy ${policy} of the role ${name} back`,
					why: 'It is what stood there before this setup.',
					call: {
						service: 'iam',
						operation: 'PutRolePolicy',
						input: {...input, PolicyDocument: JSON.stringify(before)},
					},
					policy: {before: now, after: before},
				}
			: {
					id: undoId(deed),
					...group,
					title: `Take the inline policy ${policy} off the role ${name}`,
					why: 'Workato can then no longer read these secrets with this role. The secrets themselves stay.',
					call: {service: 'iam', operation: 'DeleteRolePolicy', input},
					policy: {before: now, after: {...now, Statement: []}},
				},
	};
}

function planTrust(deed: DeedOf<'trust'>, role: RoleFacts): Outcome {
	const {name, trust: before, trustLosses = []} = role;
	const title = `Workato’s statement in the trust policy of the role ${name}`;
	const {after, edited} = takeBack(before, deed);
	if (edited.length > 0) {
		return kept(deed, title, editedSince(edited));
	}

	if (after === before) {
		return gone;
	}

	if (after.Statement.length === 0) {
		return kept(
			deed,
			title,
			'It is the only one there is, and IAM keeps no role that nobody may assume.',
		);
	}

	return trustLosses.length > 0
		? kept(
				deed,
				title,
				`The trust policy would not be written back as it stands. ${trustLosses.join(' ')}`,
			)
		: {
				state: 'change',
				change: {
					id: undoId(deed),
					...(deed.group !== undefined && {group: deed.group}),
					title: `Take Workato out of the trust policy of the role ${name}`,
					why: 'As it was before; every other statement stays. Workato can then no longer assume this role.',
					call: {
						service: 'iam',
						operation: 'UpdateAssumeRolePolicy',
						input: {RoleName: name, PolicyDocument: JSON.stringify(after)},
					},
					policy: {before, after},
				},
			};
}

function deleteRole(deed: DeedOf<'role'>, {name, trust}: RoleFacts): Outcome {
	return {
		state: 'change',
		change: {
			id: undoId(deed),
			...(deed.group !== undefined && {group: deed.group}),
			title: `Delete the role ${name}`,
			why: 'This setup made it, and nothing else has been attached to it since. Workato can then no longer assume it.',
			call: {
				service: 'iam',
				operation: 'DeleteRole',
				input: {RoleName: name},
			},
			policy: {before: trust, after: {...trust, Statement: []}},
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
		trust: DeedOf<'trust'> | undefined;
		outcomes: ReadonlyMap<Deed, Outcome>;
		policies: ReadonlyArray<DeedOf<'role-policy'>>;
		others: UsedBy;
	},
): string | undefined {
	const going = new Set(
		policies
			.filter((deed) => outcomes.get(deed)?.state === 'change' && !deed.before)
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
