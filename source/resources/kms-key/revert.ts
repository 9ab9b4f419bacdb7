import {revertDelta, sameAccess} from '../../policy/compare-policies.js';
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
	type Outcome,
	type RevertOptions,
} from '../outcome.js';
import {deleteKey, readForUndo, type UndoKey, type UndoKeys} from './delete-key.js';
import {disableKeyRotation} from './calls.js';
import {
	isSameRotation,
	keyEffects,
	keyIdOf,
	type KeyEffect,
	type KeyPolicyEffect,
	type MadeKey,
	type RotationEffect,
} from './effects.js';
import {isScheduledForDeletion} from './read.js';
import {findUnwritable, keyPolicyAs, rotationEvery, rotationSetting} from './desired.js';

/** Reverts what was done to keys. */
export const undoKeys = defineUndo<KeyEffect, UndoKeys>({
	own: keyEffects.own,
	observe: readForUndo,
	revert: revertKeys,
});

function revertKeys(
	effects: readonly KeyEffect[],
	keys: UndoKeys,
	options: RevertOptions,
): Map<Effect, Outcome> {
	const outcomes = new Map<Effect, Outcome>();
	const byKey = Map.groupBy(effects, (effect) => keyOf(effect, keys));
	for (const own of byKey.values()) {
		const [last] = own;
		const key = (last && keys.get(last.thing)) ?? {state: 'unknown'};
		if (key.state === 'found') {
			for (const [effect, outcome] of revertKey(own, key.value, options)) {
				outcomes.set(effect, outcome);
			}

			continue;
		}

		const unseen = own.find((each) => isMaybeUnseen(each, options.now));
		if (last && key.state === 'unknown') {
			const name = last.keyId ?? 'that was made last';
			outcomes.set(last, unknown(last, `The key ${name}`, key));
		} else if (unseen) {
			const reason =
				'AWS was asked to make it a moment ago, gave no answer, and does not show it yet.';
			outcomes.set(
				unseen,
				unknown(
					unseen,
					'The key that was asked for last',
					{state: 'unknown', reason},
					'Run undo again in five minutes.',
				),
			);
		}
	}

	return outcomes;
}

// A key whose making was never answered is known by its mark; AWS may have shown which one it is.
function keyOf({thing}: KeyEffect, keys: UndoKeys): string {
	const key = keys.get(thing);
	return key?.state === 'found' ? keyIdOf(key.value.arn) : thing;
}

// What becomes of everything that the setup did to one key which is there, by the effect.
function revertKey(
	own: readonly KeyEffect[],
	key: UndoKey,
	options: RevertOptions,
): Map<Effect, Outcome> {
	const made = own.find((each) => each.kind === 'key');
	const isGoing = isScheduledForDeletion(key.state);
	const ofMade = made && (isGoing ? waiting(made, key) : deleteKey(made, key, own, options));
	const goesWith = isGoing || ofMade?.state === 'change' ? made : undefined;
	const users = options.others.get(key.arn) ?? [];
	return new Map(
		own.map((effect) => {
			const outcome =
				effect.kind === 'key'
					? ofMade
					: effect.kind === 'key-policy'
						? revertPolicy(effect, key)
						: goesWith
							? goneWith(goesWith)
							: revertRotation(effect, key, made !== undefined);
			return [effect, outcome?.state === 'change' ? {...outcome, users} : (outcome ?? gone)];
		}),
	);
}

// A key that the setup made and that goes by itself. Its statement for Workato is taken out all the same: a cancelled deletion would let it in again.
function waiting(effect: MadeKey, {arn, deletionDate}: UndoKey): Outcome {
	return {
		state: 'left',
		left: {
			id: `${undoId(effect)}:waiting`,
			title: `The key ${arn}`,
			reason: `It waits for its deletion${deletionDate === undefined ? '' : `, on ${deletionDate.slice(0, 10)}`}, and cannot be used until then.`,
			fix: 'Nothing, unless what was encrypted with it is still needed: then cancel its deletion in the KMS console before that day.',
			state: 'kept',
		},
	};
}

// KMS shows a new key within minutes; not to be seen before that is no proof.
function isMaybeUnseen(effect: KeyEffect, now: Date): boolean {
	return (
		effect.kind === 'key' &&
		effect.keyId === undefined &&
		now.getTime() - Date.parse(effect.at) < 5 * 60_000
	);
}

// Takes the setup's statements out of a key's policy; every other one stays as it is.
function revertPolicy(effect: KeyPolicyEffect, key: UndoKey): Outcome {
	const title = 'Workato’s statement in the key policy';
	if (key.policy.state !== 'found') {
		return unknown(effect, title, key.policy);
	}

	const {document: before, losses} = key.policy.value;
	if (effect.isReverted) {
		return goneBeside(letInBy('the key policy', sameAccess(before, effect.added)));
	}

	const {after, edited} = revertDelta(before, effect);
	if (edited.length > 0) {
		return kept(effect, {title, ...editedSince(edited)});
	}

	const more = letInBy('the key policy', sameAccess(after, effect.added));
	if (after.Statement.length === 0) {
		return kept(effect, {
			title,
			reason: 'It is the only one there is, and a key policy needs a statement.',
			fix: 'Put the owner’s statement back in the KMS console; then run undo again.',
			givesAccess: true,
		});
	}

	const [change] = keyPolicyAs(
		{
			id: undoId(effect),
			title: 'Take Workato’s statement out of the key policy',
			why: 'Every other statement stays. Workato can then no longer use the key: what it encrypted with it stays unreadable until the statement is back.',
		},
		key.arn,
		{before, after},
	);
	if (!change) {
		return goneBeside(more);
	}

	const [unwritable] = findUnwritable([change], losses);
	return unwritable
		? kept(effect, {
				title,
				reason: unwritable.message,
				fix: unwritable.hint,
				givesAccess: true,
			})
		: {state: 'change', change, ...(more && {stays: more})};
}

// Puts a key's rotation back to what it was before the setup set it. That of a key which the setup made stays with the key.
function revertRotation(effect: RotationEffect, key: UndoKey, isOwnKey: boolean): Outcome {
	const {before, after} = effect;
	const title = 'The rotation of the key';
	const {rotation} = key;
	if (rotation.state !== 'found') {
		return unknown(effect, title, rotation);
	}

	const now = rotation.value;
	const fix = 'Set it as you want it in the KMS console; it gives nobody access.';
	if (isScheduledForDeletion(key.state) && !(before && isSameRotation(before, after))) {
		return kept(effect, {
			title,
			reason:
				'AWS neither rotates a key that waits for its deletion nor sets its rotation; if the deletion is cancelled, it rotates as before.',
			fix,
		});
	}

	if (before && isSameRotation(before, now)) {
		return gone;
	}

	if (isOwnKey) {
		return kept(effect, {title, reason: 'It stays with the key.', fix});
	}

	if (!before) {
		return kept(effect, {
			title,
			reason: `It was set before the journal kept what it was: it stays ${describeRotation(now)}.`,
			fix,
		});
	}

	if (!isSameRotation(after, now)) {
		return kept(effect, {
			title,
			reason: `Somebody has set it since: it stays ${describeRotation(now)}.`,
			fix,
		});
	}

	if (key.state !== 'Enabled') {
		return kept(effect, {
			title,
			reason: 'AWS sets the rotation of an enabled key only, and this one is not.',
			fix: 'Enable the key and run undo again, if it matters; it gives nobody access.',
		});
	}

	const {enabled, days} = before;
	const why = 'As it was before this setup. What has been encrypted stays readable.';
	return {
		state: 'change',
		change:
			enabled && days !== undefined
				? rotationEvery(
						{id: undoId(effect), title: `Rotate the key every ${days} days again`, why},
						key.arn,
						days,
						now,
					)
				: {
						id: undoId(effect),
						title: 'Turn the rotation of the key off',
						why,
						call: disableKeyRotation.plan({KeyId: key.arn}),
						setting: rotationSetting(now),
					},
	};
}

function describeRotation({enabled, days}: {enabled: boolean; days?: number}) {
	return enabled ? (days === undefined ? 'on' : `every ${days} days`) : 'off';
}
