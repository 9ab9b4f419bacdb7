import {revertDelta} from '../../policy/compare-policies.js';
import {type Change} from '../call.js';
import {undoId, type Effect} from '../effect.js';
import {
	defineUndo,
	editedSince,
	gone,
	kept,
	unknown,
	type Outcome,
	type RevertOptions,
} from '../outcome.js';
import {deleteKey} from './delete-key.js';
import {disableKeyRotation, enableKeyRotation, putKeyPolicy} from './calls.js';
import {
	isSameRotation,
	keyEffects,
	keyIdOf,
	type KeyEffect,
	type KeyPolicyEffect,
	type RotationEffect,
} from './effects.js';
import {readForUndo, type UndoKey, type UndoKeys} from './read-for-undo.js';
import {isScheduledForDeletion} from './read.js';
import {findUnwritable} from './desired.js';

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
		const made = own.find((each) => each.kind === 'key');
		const ofMade = made && revertOne(made, own, keys, options);
		const isDeleted = ofMade?.state === 'change';
		for (const effect of own) {
			// The policy and the rotation of a key go with the key.
			const outcome =
				effect === made
					? ofMade
					: isDeleted
						? gone
						: revertOne(effect, own, keys, options);
			outcomes.set(effect, outcome ?? gone);
		}
	}

	return outcomes;
}

// A key whose making was never answered is known by its mark; AWS may have shown which one it is.
function keyOf({thing}: KeyEffect, keys: UndoKeys): string {
	const key = keys.get(thing);
	return key?.state === 'found' ? keyIdOf(key.value.arn) : thing;
}

function revertOne(
	effect: KeyEffect,
	own: readonly KeyEffect[],
	keys: UndoKeys,
	options: RevertOptions,
): Outcome {
	const key = keys.get(effect.thing) ?? {state: 'unknown'};
	if (key.state === 'unknown') {
		const name = effect.keyId ?? 'that was made last';
		return unknown(effect, `The key ${name}`, key);
	}

	if (key.state === 'absent' && isMaybeUnseen(effect, options.now)) {
		return unknown(effect, 'The key that was asked for last', {
			state: 'unknown',
			reason:
				'AWS was asked to make it a moment ago, gave no answer, and does not show it yet. Look again in five minutes.',
		});
	}

	if (key.state === 'absent' || isScheduledForDeletion(key.value.state)) {
		return gone;
	}

	switch (effect.kind) {
		case 'key': {
			return deleteKey(effect, key.value, own, options);
		}

		case 'key-policy': {
			return revertPolicy(effect, key.value);
		}

		case 'rotation': {
			const isOwnKey = own.some(({kind}) => kind === 'key');
			return revertRotation(effect, key.value, isOwnKey);
		}
	}
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
			'It is the only one there is, and a key policy needs a statement. Put the owner’s statement back first, in the KMS console.',
		);
	}

	const change: Change = {
		id: undoId(effect),
		title: 'Take Workato’s statement out of the key policy',
		why: 'As it was before; every other statement stays. Workato can then no longer use the key: what it encrypted with it stays unreadable until the statement is back.',
		call: putKeyPolicy.plan({
			KeyId: key.arn,
			PolicyName: 'default',
			Policy: JSON.stringify(after),
		}),
		policy: {before, after},
	};
	const [unwritable] = findUnwritable([change], losses);
	return unwritable
		? kept(effect, title, `${unwritable.message} ${unwritable.hint}`)
		: {state: 'change', change};
}

// Puts a key's rotation back to what it was before the setup set it. That of a key which the setup made stays with the key.
function revertRotation(
	effect: RotationEffect,
	key: UndoKey,
	isOwnKey: boolean,
): Outcome {
	const {before, after} = effect;
	const title = 'The rotation of the key';
	const {rotation} = key;
	if (rotation.state !== 'found') {
		return unknown(effect, title, rotation);
	}

	const now = rotation.value;
	if (before && isSameRotation(before, now)) {
		return gone;
	}

	if (isOwnKey) {
		return kept(effect, title, 'It stays with the key.');
	}

	if (!before) {
		return kept(
			effect,
			title,
			`It was set before the journal kept what it was: it stays ${describeRotation(now)}.`,
		);
	}

	if (!isSameRotation(after, now)) {
		return kept(
			effect,
			title,
			`Somebody has set it since: it stays ${describeRotation(now)}.`,
		);
	}

	if (key.state !== 'Enabled') {
		return kept(
			effect,
			title,
			'AWS sets the rotation of an enabled key only, and this one is not.',
		);
	}

	const setting = {
		enabled: now.enabled,
		...(now.days !== undefined && {days: now.days}),
	};
	const {enabled, days} = before;
	const isPeriod = enabled && days !== undefined;
	return {
		state: 'change',
		change: {
			id: undoId(effect),
			title: isPeriod
				? `Rotate the key every ${days} days again`
				: 'Turn the rotation of the key off',
			why: 'As it was before this setup. What has been encrypted stays readable.',
			call: isPeriod
				? enableKeyRotation.plan({KeyId: key.arn, RotationPeriodInDays: days})
				: disableKeyRotation.plan({KeyId: key.arn}),
			setting,
		},
	};
}

function describeRotation({enabled, days}: {enabled: boolean; days?: number}) {
	return enabled ? (days === undefined ? 'on' : `every ${days} days`) : 'off';
}
