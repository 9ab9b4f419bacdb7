import {lookUp, type Lookup} from '../../aws/lookup.js';
import {type AwsSession} from '../../aws/session.js';
import {runTag} from '../ownership-tags.js';
import {
	readAliases,
	describeKey,
	readKeyPolicy,
	readKeyUse,
	readRotation,
	type KeyPolicy,
	type KeyUse,
	type Rotation,
} from './read.js';
import {keyIdOf, type KeyEffect} from './effects.js';
import {findKeyByTag} from './list.js';

/** A key that a setup did something to, as AWS shows it now. */
export type UndoKey = {
	/** KMS's own word, such as `Enabled` or `PendingDeletion`. */
	state: string;
	arn: string;
	/** ISO 8601; where it waits for its deletion. */
	deletionDate?: string;
	policy: Lookup<KeyPolicy>;
	rotation: Lookup<Rotation>;
	/** Asked only where its deletion is wanted, and so are the aliases. */
	use: Lookup<KeyUse>;
	/** Every alias that names it, with `alias/`. */
	aliases: Lookup<string[]>;
};

/** By key ID; where CreateKey's reply was lost, by the run's mark. */
export type UndoKeys = ReadonlyMap<string, Lookup<UndoKey>>;

/**
Asks AWS about every key that the effects are on, in parallel; with `isDeleting` also who else may count on it. Never
rejects.
*/
export async function readForUndo(
	session: AwsSession,
	effects: readonly KeyEffect[],
	isDeleting: boolean,
): Promise<UndoKeys> {
	const ids = new Map(
		[
			...effects.flatMap((each) => (each.kind === 'key' ? [] : (each.key ?? []))),
			...effects.flatMap((each) => (each.kind === 'key' ? (each.arn ?? each.keyId ?? []) : [])),
		].map((id) => [keyIdOf(id), id]),
	);
	const lost = effects.flatMap((each) =>
		each.kind === 'key' && each.keyId === undefined ? [each.mark] : [],
	);
	const read = async (id: string) => readKey(session, id, isDeleting);
	return new Map(
		await Promise.all([
			...Array.from(ids, async ([id, key]) => [id, await read(key)] as const),
			...lost.map(async (mark) => {
				const tagged = await lookUp(async () => findKeyByTag(session, runTag, mark));
				return [mark, tagged.state === 'found' ? await read(tagged.value.Arn) : tagged] as const;
			}),
		]),
	);
}

async function readKey(
	session: AwsSession,
	id: string,
	isDeleting: boolean,
): Promise<Lookup<UndoKey>> {
	const [key, policy, rotation, use, aliases] = await Promise.all([
		lookUp(async () => describeKey(session, id)),
		lookUp(async () => readKeyPolicy(session, id)),
		lookUp(async () => readRotation(session, id)),
		lookUp(async () => (isDeleting ? readKeyUse(session, id) : undefined)),
		lookUp(async () => (isDeleting ? readAliases(session, id) : undefined)),
	]);
	return key.state === 'found'
		? {
				state: 'found',
				value: {
					state: key.value.state,
					arn: key.value.arn,
					...(key.value.deletionDate !== undefined && {
						deletionDate: key.value.deletionDate,
					}),
					policy,
					rotation,
					use,
					aliases,
				},
			}
		: key;
}
