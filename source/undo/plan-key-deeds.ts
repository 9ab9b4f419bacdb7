import {type Change} from '../resources/call.js';
import {findUnwritable} from '../guides/ekm/unwritable-policy.js';
import {joinWords} from '../policy/join-words.js';
import {type Statement} from '../policy/policy-document.js';
import {quoteText} from '../terminal/foreign-text.js';
import {keyIdOf, type DeedOf} from './deed.js';
import {isSameRotation} from './fold-key-call.js';
import {type UndoKey, type UndoObservation} from './observe.js';
import {gone, kept, undoId, unknown, type Outcome} from './outcome.js';
import {takeBack} from './policy-delta.js';

/** Takes the setup's statements out of a key's policy; every other one stays as it is. */
export function planKeyPolicy(
	deed: DeedOf<'key-policy'>,
	key: UndoKey,
): Outcome {
	const title = 'Workato’s statement in the key policy';
	if (key.policy.state !== 'found') {
		return unknown(deed, title, key.policy);
	}

	const {document: before, losses} = key.policy.value;
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
			'It is the only one there is, and a key policy needs a statement. Put the owner’s statement back first, in the KMS console.',
		);
	}

	const change: Change = {
		id: undoId(deed),
		title: 'Take Workato’s statement out of the key policy',
		why: 'As it was before; every other statement stays. Workato can then no longer use the key: what it encrypted with it stays unreadable until the statement is back.',
		call: {
			service: 'kms',
			operation: 'PutKeyPolicy',
			input: {
				KeyId: key.arn,
				PolicyName: 'default',
				Policy: JSON.stringify(after),
			},
		},
		policy: {before, after},
	};
	const [unwritable] = findUnwritable([change], {policyLosses: losses});
	return unwritable
		? kept(deed, title, `${unwritable.message} ${unwritable.hint}`)
		: {state: 'change', change};
}

/** Puts a key's rotation back to what it was before the setup set it. */
export function planRotation(deed: DeedOf<'rotation'>, key: UndoKey): Outcome {
	const {before, after} = deed;
	const title = 'The rotation of the key';
	const {rotation} = key;
	if (rotation.state !== 'found') {
		return unknown(deed, title, rotation);
	}

	const now = rotation.value;
	if (before && isSameRotation(before, now)) {
		return gone;
	}

	if (!before) {
		return kept(
			deed,
			title,
			`It was set before the journal kept what it was: it stays ${rotationWords(now)}.`,
		);
	}

	if (!isSameRotation(after, now)) {
		return kept(
			deed,
			title,
			`Somebody has set it since: it stays ${rotationWords(now)}.`,
		);
	}

	if (key.state !== 'Enabled') {
		return kept(
			deed,
			title,
			'AWS sets the rotation of an enabled key only, and this one is not.',
		);
	}

	const setting = {
		enabled: now.enabled,
		...(now.days !== undefined && {days: now.days}),
	};
	const {enabled, days} = before;
	return {
		state: 'change',
		change: {
			id: undoId(deed),
			title:
				enabled && days !== undefined
					? `Rotate the key every ${days} days again`
					: 'Turn the rotation of the key off',
			why: 'As it was before this setup. What has been encrypted stays readable.',
			call:
				enabled && days !== undefined
					? {
							service: 'kms',
							operation: 'EnableKeyRotation',
							input: {KeyId: key.arn, RotationPeriodInDays: days},
						}
					: {
							service: 'kms',
							operation: 'DisableKeyRotation',
							input: {KeyId: key.arn},
						},
			setting,
		},
	};
}

/** Takes the alias away, unless it names another key by now. */
export function planAlias(
	deed: DeedOf<'alias'>,
	{aliases}: Pick<UndoObservation, 'aliases'>,
): Outcome {
	const {name, keyId} = deed;
	const target = aliases.get(name) ?? {state: 'unknown'};
	const title = `The alias ${name}`;
	if (target.state === 'absent') {
		return gone;
	}

	if (target.state === 'unknown') {
		return unknown(deed, title, target);
	}

	return keyIdOf(target.value) === keyId
		? {
				state: 'change',
				change: {
					id: undoId(deed),
					title: `Take the alias ${name} away`,
					why: `Only the name goes: it stands for the key ${target.value}.`,
					call: {
						service: 'kms',
						operation: 'DeleteAlias',
						input: {AliasName: name},
					},
					setting: {targetArn: target.value},
				},
			}
		: kept(
				deed,
				title,
				`Somebody has given it to another key, ${target.value}.`,
			);
}

/** Why statements that were changed since are left: what they say now is somebody else's. */
export function editedSince(statements: readonly Statement[]): string {
	const names = statements.map(({Sid}) => quoteText(Sid ?? ''));
	return `${joinWords(names)} ${names.length === 1 ? 'was' : 'were'} changed by somebody since, so nothing is taken out. See to it yourself, in the AWS console.`;
}

function rotationWords({enabled, days}: {enabled: boolean; days?: number}) {
	return enabled ? (days === undefined ? 'on' : `every ${days} days`) : 'off';
}
