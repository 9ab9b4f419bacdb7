import * as z from 'zod';
import {type JournalEntry} from '../resources/call.js';
import {limitChangeId} from '../guides/ekm/limit-change.js';
import {runTag} from '../resources/ownership-tags.js';
import {keyIdOf, type Deed, type RotationSetting} from './deed.js';
import {readPolicy, readPolicyText} from './journaled-policy.js';
import {keepDeed, type Deeds} from './keep-deed.js';
import {foldDelta} from './policy-delta.js';

const keyInput = z.object({KeyId: z.string()});
const aliasInput = z.object({AliasName: z.string()});
const creationInput = z.object({
	Tags: z.array(z.object({TagKey: z.string(), TagValue: z.string()})),
});
const creationResult = z.object({
	KeyId: z.string().optional(),
	Arn: z.string().optional(),
});
const setting = z.object({enabled: z.boolean(), days: z.number().optional()});
const daysInput = z.object({RotationPeriodInDays: z.number()});

/** Deeds to a key that is about to be deleted, by the key's ID. */
export type Shelved = Map<string, Array<[string, Deed]>>;

/** Adds what one KMS call did to the deeds; any other call changes nothing. */
export function foldKeyCall(
	deeds: Deeds,
	shelved: Shelved,
	entry: JournalEntry,
): void {
	const {input, operation} = entry.call;
	switch (operation) {
		case 'CreateKey': {
			foldCreation(deeds, entry);
			break;
		}

		case 'CreateAlias': {
			const {AliasName: name} = aliasInput.parse(input);
			const keyId = keyIdOf(z.string().catch('').parse(input.TargetKeyId));
			keepDeed(deeds, `alias ${name}`, entry, {kind: 'alias', name, keyId});
			const made = deeds.get(`key ${keyId}`);
			if (made?.kind === 'key') {
				deeds.set(`key ${keyId}`, {...made, alias: name});
			}

			break;
		}

		case 'DeleteAlias': {
			deeds.delete(`alias ${aliasInput.parse(input).AliasName}`);
			break;
		}

		case 'PutKeyPolicy': {
			if (entry.change !== limitChangeId) {
				foldPolicy(deeds, entry);
			}

			break;
		}

		case 'EnableKeyRotation': {
			const {RotationPeriodInDays: days} = daysInput.parse(input);
			foldRotation(deeds, entry, {enabled: true, days});
			break;
		}

		case 'DisableKeyRotation': {
			foldRotation(deeds, entry, {enabled: false});
			break;
		}

		case 'ScheduleKeyDeletion': {
			const keyId = keyIdOf(keyInput.parse(input).KeyId);
			const own = [...deeds].filter(
				([, deed]) => 'keyId' in deed && deed.keyId === keyId,
			);
			shelved.set(keyId, own);
			for (const [name] of own) {
				deeds.delete(name);
			}

			break;
		}

		case 'CancelKeyDeletion': {
			const keyId = keyIdOf(keyInput.parse(input).KeyId);
			for (const [name, deed] of shelved.get(keyId) ?? []) {
				deeds.set(name, deed);
			}

			shelved.delete(keyId);
			break;
		}

		default:
	}
}

function foldCreation(deeds: Deeds, entry: JournalEntry): void {
	const {Tags: tags} = creationInput.catch({Tags: []}).parse(entry.call.input);
	const runId = tags.find(({TagKey}) => TagKey === runTag)?.TagValue ?? '';
	const {KeyId: keyId, Arn: arn} = creationResult.parse(entry.result ?? {});
	const made = {
		kind: 'key' as const,
		runId,
		at: entry.at,
		statements: readPolicyText(entry.call.input.Policy)?.Statement ?? [],
	};
	if (keyId === undefined) {
		keepDeed(deeds, `lost key ${runId}`, entry, made);
		return;
	}

	// A lost call was looked for before another one was sent: this is its key, or there was none.
	deeds.delete(`lost key ${runId}`);
	keepDeed(deeds, `key ${keyId}`, entry, {
		...made,
		keyId,
		...(arn !== undefined && {arn}),
	});
}

function foldPolicy(deeds: Deeds, entry: JournalEntry): void {
	const {KeyId: key} = keyInput.parse(entry.call.input);
	const keyId = keyIdOf(key);
	const name = `key policy ${keyId}`;
	const before = readPolicy(entry.before);
	const after = readPolicyText(entry.call.input.Policy);
	if (!before || !after) {
		return;
	}

	const known = deeds.get(name);
	const delta = foldDelta(
		known?.kind === 'key-policy' ? known : {added: [], removed: []},
		before,
		after,
	);
	if (delta.added.length + delta.removed.length === 0) {
		deeds.delete(name);
	} else {
		keepDeed(deeds, name, entry, {kind: 'key-policy', keyId, key, ...delta});
	}
}

function foldRotation(
	deeds: Deeds,
	entry: JournalEntry,
	after: RotationSetting,
): void {
	const {KeyId: key} = keyInput.parse(entry.call.input);
	const keyId = keyIdOf(key);
	const name = `rotation ${keyId}`;
	const known = deeds.get(name);
	const said = setting.safeParse(entry.before).data;
	const before =
		known?.kind === 'rotation'
			? known.before
			: (said ?? (deeds.has(`key ${keyId}`) ? {enabled: false} : undefined));
	if (before && isSameRotation(before, after)) {
		deeds.delete(name);
	} else if (known ?? after.enabled) {
		keepDeed(deeds, name, entry, {
			kind: 'rotation',
			keyId,
			key,
			...(before && {before}),
			after,
		});
	}
}

/** Whether two settings are one. Days that AWS did not say are no difference. */
export function isSameRotation(
	one: RotationSetting,
	other: RotationSetting,
): boolean {
	return one.enabled && other.enabled
		? one.days === undefined ||
				other.days === undefined ||
				one.days === other.days
		: one.enabled === other.enabled;
}
