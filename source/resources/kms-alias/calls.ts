import {CreateAliasCommand, DeleteAliasCommand, KMSClient} from '@aws-sdk/client-kms';
import * as z from 'zod';
import {type JournalEntry, type Change, type Purpose, type Reference} from '../call.js';
import {originOf, ownEffects, type Effect, type Effects} from '../effect.js';
import {keyIdOf, noteAliases, onKey} from '../kms-key/effects.js';
import {describeKey} from '../kms-key/read.js';
import {ifThere} from '../../aws/errors.js';
import {defineCall} from '../resource.js';

/** The id of this kind of thing. */
export const kmsAliasId = 'kms-alias';

/** An alias that was given to a key. */
export type AliasEffect = Effect & {
	/** With `alias/`. */
	name: string;
	keyId: string;
};

/** The effects of this resource. */
export const aliasEffects = ownEffects<AliasEffect>();

/** CreateAlias. */
function replayAlias(
	effects: Effects,
	entry: JournalEntry,
	read: () => {AliasName: string; TargetKeyId: string},
): void {
	const {AliasName: name, TargetKeyId} = read();
	const keyId = keyIdOf(TargetKeyId);
	const known = effects.get(`alias ${name}`);
	aliasEffects.keep(
		effects,
		`alias ${name}`,
		{
			resource: kmsAliasId,
			kind: 'alias',
			...originOf(known, entry),
			thing: name,
			of: onKey(keyId),
			name,
			keyId,
		},
		entry,
	);
	noteAliases(effects, keyId, ({aliases}) => ({
		alias: name,
		aliases: [...new Set([...aliases, name])],
	}));
}

/** DeleteAlias. */
function replayAliasDeletion(
	effects: Effects,
	_entry: JournalEntry,
	read: () => {AliasName: string},
): void {
	const {AliasName: name} = read();
	const known = aliasEffects.own(effects.get(`alias ${name}`));
	effects.remove(`alias ${name}`);
	if (known) {
		noteAliases(effects, known.keyId, ({alias, aliases}) => ({
			...(alias !== undefined && {alias}),
			aliases: aliases.filter((each) => each !== name),
		}));
	}
}

const reviewedTarget = z.object({targetArn: z.string()});

/** Gives a key a name. */
export const createAlias = defineCall({
	service: 'kms',
	operation: 'CreateAlias',
	permission: {why: 'the name of a new key'},
	input: z.strictObject({AliasName: z.string(), TargetKeyId: z.string()}),
	async send(session, input) {
		await session.once(KMSClient).send(new CreateAliasCommand(input));
		return {};
	},
	async find(session, {AliasName, TargetKeyId}) {
		const target = await ifThere(describeKey(session, AliasName));
		if (!target) {
			return {state: 'not done'};
		}

		return [target.keyId, target.arn].includes(TargetKeyId)
			? {state: 'done', result: {}}
			: {state: 'other'};
	},
	async visible(session, {AliasName}) {
		return (await describeKey(session, AliasName)) !== undefined;
	},
	effect: replayAlias,
});

/** Takes a name away, if it still names the key that was reviewed. */
export const deleteAlias = defineCall({
	service: 'kms',
	operation: 'DeleteAlias',
	permission: {why: 'take the name away again', when: 'undo'},
	input: z.strictObject({AliasName: z.string()}),
	async send(session, input) {
		await session.once(KMSClient).send(new DeleteAliasCommand(input));
		return {};
	},
	async find(session, {AliasName}, _before, setting) {
		const {targetArn} = reviewedTarget.parse(setting);
		const target = await ifThere(describeKey(session, AliasName));
		return target
			? {state: target.arn === targetArn ? 'not done' : 'other'}
			: {state: 'done', result: {}};
	},
	isOverwriting: true,
	effect: replayAliasDeletion,
});

/** A new name, with `alias/`, for a key. */
export function newAlias(purpose: Purpose, alias: string, key: string | Reference): Change {
	return {
		...purpose,
		call: createAlias.plan({AliasName: alias, TargetKeyId: key}),
	};
}
