import {isScheduledForDeletion} from '../resources/kms-key/read.js';
import {type Change} from '../resources/call.js';
import {keyIdOf, keyNameOf, type Deed, type KeyDeed} from './deed.js';
import {type UndoObservation} from './observe.js';
import {gone, undoId, unknown, type Left, type Outcome} from './outcome.js';
import {planAlias, planKeyPolicy, planRotation} from './plan-key-deeds.js';
import {
	planKeyDeletion,
	type KeyWish,
	type OwnParts,
} from './plan-key-deletion.js';
import {planRole} from './plan-role-deeds.js';

/** What an undo will do, last deed first, and what it leaves. */
export type UndoPlan = {
	changes: Change[];
	left: Left[];
	deletions: Deletion[];
};

/** A key that would be deleted. */
export type Deletion = {
	/** The id of the change that schedules it. */
	change: string;
	/** What the key goes by: the alias that the setup gave it, without `alias/`, else its ID. */
	name: string;
};

/**
What takes a setup's deeds back, by what AWS shows now: pure, last first. Only what the setup did and nobody has changed
since goes; the rest is left, with the reason. Nothing when all is as it was before.
*/
export function planUndo(
	deeds: readonly Deed[],
	observation: UndoObservation,
	wish: KeyWish,
): UndoPlan {
	const planOne = (deed: KeyDeed) =>
		planKey(deed, observation, ownParts(deed, deeds), wish);
	const roles = planRoles(deeds, observation, wish);
	const deletions = deeds.flatMap((deed) =>
		deed.kind === 'key'
			? deletedKey(planOne(deed)).map((id) => ({
					id,
					change: undoId(deed),
					name: deed.alias?.replace(/^alias\//v, '') ?? id,
				}))
			: [],
	);
	const deleted = new Set(deletions.map(({id}) => id));
	const outcomes = deeds.map((deed): Outcome => {
		if ('role' in deed) {
			return roles.get(deed) ?? gone;
		}

		if (deed.kind === 'alias') {
			return planAlias(deed, observation);
		}

		// The policy and the rotation of a key go with the key.
		return deed.kind !== 'key' && deleted.has(deed.keyId)
			? gone
			: planOne(deed);
	});
	return {
		changes: outcomes.flatMap((each) =>
			each.state === 'change' ? [each.change] : [],
		),
		left: outcomes.flatMap((each) =>
			each.state === 'left' ? [each.left] : [],
		),
		deletions: deletions.map(({change, name}) => ({change, name})),
	};
}

function deletedKey(outcome: Outcome): string[] {
	const key =
		outcome.state === 'change' ? outcome.change.call.input.KeyId : undefined;
	return typeof key === 'string' ? [keyIdOf(key)] : [];
}

function planKey(
	deed: KeyDeed,
	{keys}: UndoObservation,
	own: OwnParts,
	wish: KeyWish,
): Outcome {
	const key = keys.get(keyNameOf(deed)) ?? {state: 'unknown'};
	if (key.state === 'unknown') {
		return unknown(deed, `The key ${deed.keyId ?? 'that was made last'}`, key);
	}

	if (key.state === 'absent' && isMaybeUnseen(deed, wish.now)) {
		return unknown(deed, 'The key that was asked for last', {
			state: 'unknown',
			reason:
				'AWS was asked to make it a moment ago, gave no answer, and does not show it yet. Look again in five minutes.',
		});
	}

	if (key.state === 'absent' || isScheduledForDeletion(key.value.state)) {
		return gone;
	}

	switch (deed.kind) {
		case 'key': {
			return planKeyDeletion(deed, key.value, own, wish);
		}

		case 'key-policy': {
			return planKeyPolicy(deed, key.value);
		}

		case 'rotation': {
			return planRotation(deed, key.value);
		}
	}
}

function ownParts({keyId}: KeyDeed, deeds: readonly Deed[]): OwnParts {
	const own = deeds.filter((deed) => 'keyId' in deed && deed.keyId === keyId);
	return {
		aliases: own.flatMap((deed) => (deed.kind === 'alias' ? [deed.name] : [])),
		statements: own.flatMap((deed) =>
			deed.kind === 'key'
				? deed.statements
				: deed.kind === 'key-policy'
					? deed.added
					: [],
		),
	};
}

// KMS shows a new key within minutes; not to be seen before that is no proof.
function isMaybeUnseen(deed: KeyDeed, now: Date): boolean {
	return (
		deed.kind === 'key' &&
		deed.keyId === undefined &&
		now.getTime() - Date.parse(deed.at) < 5 * 60_000
	);
}

function planRoles(
	deeds: readonly Deed[],
	{roles}: UndoObservation,
	{others}: KeyWish,
): Map<Deed, Outcome> {
	const ofRoles = deeds.filter((deed) => 'role' in deed);
	const outcomes = new Map<Deed, Outcome>();
	for (const [name, own] of Map.groupBy(ofRoles, ({role}) => role)) {
		const role = roles.get(name) ?? {state: 'unknown'};
		const planned: ReadonlyMap<Deed, Outcome> =
			role.state === 'found'
				? planRole(own, role.value, others)
				: new Map(
						own
							.slice(0, 1)
							.map((deed) => [
								deed,
								role.state === 'absent'
									? gone
									: unknown(deed, `The role ${name}`, role),
							]),
					);
		// What is done to one role is done in turn, whatever the projects.
		const group = own.at(-1)?.group;
		for (const [deed, outcome] of planned) {
			outcomes.set(deed, inGroup(outcome, group));
		}
	}

	return outcomes;
}

function inGroup(outcome: Outcome, group: string | undefined): Outcome {
	return outcome.state === 'change' && group !== undefined
		? {...outcome, change: {...outcome.change, group}}
		: outcome;
}
