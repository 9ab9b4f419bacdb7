import {type JournalEntry} from '../call.js';
import {originOf, ownEffects, type Effect, type Effects} from '../effect.js';
import {keyIdOf, noteAliases, onKey} from '../kms-key/effects.js';

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
export function replayAlias(
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
export function replayAliasDeletion(
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
