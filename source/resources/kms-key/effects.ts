import * as z from 'zod';
import {addWrite, type PolicyDelta} from '../../policy/compare-policies.js';
import {
	policyFromData,
	policyFromText,
	toList,
	type Statement,
} from '../../policy/policy-document.js';
import {parsePrincipalElement} from '../../policy/principals.js';
import {type JournalEntry} from '../call.js';
import {originOf, ownEffects, type Effect, type Effects} from '../effect.js';
import {runTag} from '../ownership.js';

/** Days between two automatic rotations of a key: what KMS takes, and what it does by itself (KMS API, EnableKeyRotation). */
export const rotationDays = {min: 90, max: 2560, usual: 365};

/** The id of this kind of thing. */
export const kmsKeyId = 'kms-key';

/** The id of the change that keeps outsiders out. It stays when a setup is undone: reverting it would let them in again. */
export const limitChangeId = 'limit-key-policy';

/** How a key is set to rotate, as the journal holds it. */
type RotationSetting = {enabled: boolean; days?: number};

/** The making of a key. */
export type MadeKey = Effect & {
	kind: 'key';
	/** Missing where CreateKey's reply was lost: then its mark tells. */
	keyId?: string;
	arn?: string;
	mark: string;
	/** ISO 8601: when it was asked for. */
	at: string;
	/** The alias that this setup last gave it, with `alias/`. */
	alias?: string;
	/** The aliases that this setup gave it and has not taken away. */
	aliases: readonly string[];
	/** What its policy was made with. */
	statements: readonly Statement[];
};

/** What was written into a key's policy. Workato's statements that a key was made with are among it. */
export type KeyPolicyEffect = Effect &
	PolicyDelta & {
		kind: 'key-policy';
		/** Missing with a key whose making was never answered. */
		keyId?: string;
		/** Its ARN or ID, as far as that is known. */
		key?: string;
	};

/** What a key's rotation was set to. */
export type RotationEffect = Effect & {
	kind: 'rotation';
	keyId: string;
	key: string;
	/** Missing where the journal does not say. */
	before?: RotationSetting;
	after: RotationSetting;
};

/** Something that was done to a key itself. */
export type KeyEffect = MadeKey | KeyPolicyEffect | RotationEffect;

/** The effects of this resource. */
export const keyEffects = ownEffects<KeyEffect>();

const creationInput = z.object({
	Tags: z.array(z.object({TagKey: z.string(), TagValue: z.string()})).catch([]),
	Policy: z.string().catch(''),
});
const creationResult = z.object({
	KeyId: z.string().optional(),
	Arn: z.string().optional(),
});
const setting = z.object({enabled: z.boolean(), days: z.number().optional()});

/** What stands for a key in the journal is an ID or an ARN; its ID either way. */
export function keyIdOf(key: string): string {
	return key.split('/').at(-1) ?? key;
}

/** What all effects on one key live on. */
export function onKey(keyId: string): string {
	return `key ${keyId}`;
}

const onPolicy = (keyId: string) => `key policy ${keyId}`;

/** The making of a key; nothing for another effect. */
export function asMadeKey(effect: Effect | undefined): MadeKey | undefined {
	const own = keyEffects.own(effect);
	return own?.kind === 'key' ? own : undefined;
}

/** Notes which aliases a key has of this setup, where this setup made the key. */
export function noteAliases(
	effects: Effects,
	keyId: string,
	change: (made: MadeKey) => Pick<MadeKey, 'alias' | 'aliases'>,
): void {
	const name = onKey(keyId);
	const made = asMadeKey(effects.get(name));
	if (made) {
		keyEffects.replace(effects, name, {...made, ...change(made)});
	}
}

/** CreateKey: a key was made, or may have been, however damaged the rest of the entry is: there must be no second one. */
export function replayCreation(effects: Effects, entry: JournalEntry): void {
	const {Tags: tags, Policy: policy} = creationInput.parse(entry.call.input);
	const mark = tags.find(({TagKey}) => TagKey === runTag)?.TagValue ?? '';
	const {Arn: arn, KeyId} = creationResult.parse(entry.result ?? {});
	const keyId = KeyId ?? (arn === undefined ? undefined : keyIdOf(arn));
	const lost = `lost key ${mark}`;
	// A lost call was looked for before another one was sent: this is its key, or there was none.
	const name = keyId === undefined ? lost : onKey(keyId);
	if (keyId !== undefined) {
		effects.remove(lost);
	}

	keyEffects.keep(
		effects,
		name,
		{
			resource: kmsKeyId,
			kind: 'key',
			...originOf(effects.get(name), entry),
			thing: keyId ?? mark,
			of: onKey(keyId ?? mark),
			mark,
			at: entry.at,
			aliases: [],
			statements: policyFromText(policy)?.Statement ?? [],
			...(keyId !== undefined && {keyId}),
			...(arn !== undefined && {arn}),
		},
		entry,
	);
	keepOutsiders(effects, entry, {policy, mark, keyId, arn});
}

// Workato's statements of a new key are an effect of their own: they are taken out although the key stays.
function keepOutsiders(
	effects: Effects,
	entry: JournalEntry,
	{
		policy,
		mark,
		keyId,
		arn,
	}: {
		policy: string;
		mark: string;
		keyId: string | undefined;
		arn: string | undefined;
	},
): void {
	const added = outsidersStatements(policyFromText(policy)?.Statement ?? []);
	if (added.length === 0) {
		return;
	}

	const id = keyId ?? mark;
	if (keyId !== undefined) {
		effects.remove(onPolicy(mark));
	}

	keyEffects.keep(
		effects,
		onPolicy(id),
		{
			resource: kmsKeyId,
			kind: 'key-policy',
			...originOf(effects.get(onPolicy(id)), entry),
			thing: id,
			part: 'policy',
			of: onKey(id),
			...(keyId !== undefined && {keyId, key: arn ?? keyId}),
			added,
			removed: [],
		},
		entry,
	);
}

// What a new key's policy grants to nobody of its owner's account: all that is not the owner's own is Workato's.
function outsidersStatements(statements: readonly Statement[]): Statement[] {
	const accountsIn = ({Principal}: Statement) =>
		parsePrincipalElement(Principal).flatMap(({account}) => account ?? []);
	const [owner] = statements
		.filter(({Action}) => toList(Action).includes('kms:*'))
		.flatMap((statement) => accountsIn(statement));
	return owner === undefined ? [] : statements.filter((each) => !accountsIn(each).includes(owner));
}

/** PutKeyPolicy: several writes of one policy are one effect. */
export function replayPolicy(
	effects: Effects,
	entry: JournalEntry,
	read: () => {KeyId: string; Policy: string},
): void {
	const {KeyId: key, Policy: policy} = read();
	const before = policyFromData(entry.before);
	const after = policyFromText(policy);
	if (entry.change === limitChangeId || !before || !after) {
		return;
	}

	const keyId = keyIdOf(key);
	const name = effects.revertedBy(entry.change) ?? onPolicy(keyId);
	const known = keyEffects.own(effects.get(name));
	const delta = addWrite(
		known?.kind === 'key-policy' ? known : {added: [], removed: []},
		before,
		after,
	);
	if (delta.added.length + delta.removed.length === 0) {
		keyEffects.revert(effects, name);
		return;
	}

	keyEffects.keep(
		effects,
		name,
		{
			resource: kmsKeyId,
			kind: 'key-policy',
			...originOf(known, entry),
			thing: keyId,
			...(known?.part !== undefined && {part: known.part}),
			of: onKey(keyId),
			keyId,
			key,
			...delta,
		},
		entry,
	);
}

/** EnableKeyRotation and DisableKeyRotation: several of them are one effect. */
export function replayRotation(
	effects: Effects,
	entry: JournalEntry,
	key: string,
	after: RotationSetting,
): void {
	const keyId = keyIdOf(key);
	const name = `rotation ${keyId}`;
	const known = keyEffects.own(effects.get(name));
	const noted = setting.safeParse(entry.before).data;
	const before =
		known?.kind === 'rotation'
			? known.before
			: (noted ?? (effects.get(onKey(keyId)) ? {enabled: false} : undefined));
	if (before && isSameRotation(before, after)) {
		effects.remove(name);
	} else if (known ?? after.enabled) {
		keyEffects.keep(
			effects,
			name,
			{
				resource: kmsKeyId,
				kind: 'rotation',
				...originOf(known, entry),
				thing: keyId,
				of: onKey(keyId),
				keyId,
				key,
				...(before && {before}),
				after,
			},
			entry,
		);
	}
}

/** Whether two settings are one. Days that AWS did not say are no difference. */
export function isSameRotation(one: RotationSetting, other: RotationSetting): boolean {
	return one.enabled && other.enabled
		? one.days === undefined || other.days === undefined || one.days === other.days
		: one.enabled === other.enabled;
}
