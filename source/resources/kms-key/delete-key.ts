import {lookUp, type Lookup} from '../../aws/errors.js';
import {type AwsSession} from '../../aws/session.js';
import {runTag, setupsNamed} from '../ownership.js';
import {joinWords} from '../../terminal/phrases.js';
import {without} from '../../policy/compare-policies.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {undoId} from '../effect.js';
import {kept, type Outcome, type RevertOptions} from '../outcome.js';
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
import {keyIdOf, type KeyEffect, type MadeKey} from './effects.js';
import {findKeyByTag} from './list.js';
import {scheduleKeyDeletion} from './calls.js';

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
	/** Whether the alias that the setup gave it names no key at all now. Asked only where its deletion is wanted. */
	isAliasFree: boolean;
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
	const aliasOf = new Map(
		effects.flatMap((each) =>
			each.kind === 'key' && each.keyId !== undefined ? [[each.keyId, each.alias] as const] : [],
		),
	);
	const read = async (id: string) =>
		readKey(session, id, {isDeleting, alias: aliasOf.get(keyIdOf(id))});
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
	{isDeleting, alias}: {isDeleting: boolean; alias: string | undefined},
): Promise<Lookup<UndoKey>> {
	const [key, policy, rotation, use, aliases, named] = await Promise.all([
		lookUp(async () => describeKey(session, id)),
		lookUp(async () => readKeyPolicy(session, id)),
		lookUp(async () => readRotation(session, id)),
		lookUp(async () => (isDeleting ? readKeyUse(session, id) : undefined)),
		lookUp(async () => (isDeleting ? readAliases(session, id) : undefined)),
		lookUp(async () => (isDeleting && alias ? describeKey(session, alias) : undefined)),
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
					isAliasFree: isDeleting && alias !== undefined && named.state === 'absent',
				},
			}
		: key;
}

// A key that was used within this many days is not deleted.
const quietDays = 30;

const day = 24 * 60 * 60_000;

/**
What becomes of a key that the setup made. It is left, unless the person asked for its deletion, AWS says for certain that
nothing was encrypted or decrypted with it for 30 days, no other saved setup uses it, and nobody has given it another alias
or statement. Where that is refused, its names stay as well.
*/
export function deleteKey(
	effect: MadeKey,
	key: UndoKey,
	own: readonly KeyEffect[],
	{deleteIn, now, others}: RevertOptions,
): Outcome {
	const title = `The key ${key.arn}`;
	if (deleteIn === undefined) {
		return kept(effect, {
			title,
			reason:
				'A key is never deleted unless you ask for it: what was encrypted with it can be read with this key alone.',
			fix: 'To delete it as well, run undo with --delete-key.',
		});
	}

	const users = others.get(key.arn) ?? [];
	const reason =
		users.length > 0
			? `It is also used by ${setupsNamed(users)}.`
			: (whyOthers(key, effect, own) ?? whyInUse(key.use, now));
	if (reason !== undefined) {
		const fix =
			'Ask for its deletion again once that is no longer so. Until then, only Workato’s statement goes.';
		return {
			state: 'left',
			left: {
				id: undoId(effect),
				title,
				reason: `${reason} It is not deleted.`,
				state: 'refused',
				fix,
			},
			alongside: new Map(
				effect.aliases.map((alias) => [
					alias,
					{
						title: `The alias ${alias}`,
						reason: 'It stays with the key, whose deletion was refused.',
						fix,
					},
				]),
			),
		};
	}

	const {use, aliases, isAliasFree} = key;
	// An alias that names another key by now would confirm the deletion of the wrong one; one that an undo cut off has taken away still says which key is meant.
	const isNamed =
		isAliasFree || (aliases.state === 'found' && aliases.value.includes(effect.alias ?? ''));
	const lastUse = use.state === 'found' ? (use.value.last?.at ?? '') : '';
	return {
		state: 'change',
		change: {
			id: undoId(effect),
			title: `Schedule the deletion of the key, ${deleteIn} days from now`,
			why: 'Until then the key cannot be used, and its deletion can be cancelled. After that whatever was encrypted with it, Workato’s data above all, is unreadable for ever.',
			call: scheduleKeyDeletion.plan({
				KeyId: key.arn,
				PendingWindowInDays: deleteIn,
			}),
			setting: {lastUse},
		},
		confirmBy:
			effect.alias !== undefined && isNamed
				? effect.alias.replace(/^alias\//v, '')
				: keyIdOf(key.arn),
	};
}

// Somebody who gave the key a name or a right of their own may count on it, used lately or not.
function whyOthers(
	{aliases, policy}: UndoKey,
	made: MadeKey,
	own: readonly KeyEffect[],
): string | undefined {
	if (aliases.state !== 'found' || policy.state !== 'found') {
		const unseen = [aliases, policy].find(({state}) => state !== 'found');
		return `AWS did not say who else may use it${unseen?.state === 'unknown' ? ` (${unseen.code})` : ''}.`;
	}

	const statements = [
		...made.statements,
		...own.flatMap((each) => (each.kind === 'key-policy' ? each.added : [])),
	];
	const parts = [
		...aliases.value
			.filter((name) => !made.aliases.includes(name))
			.map((name) => `the alias ${name}`),
		...without(policy.value.document.Statement, statements).map(({Sid}) =>
			Sid ? `the statement ${quoteText(Sid)} of its policy` : 'another statement of its policy',
		),
	];
	return parts.length === 0
		? undefined
		: `Somebody else gave it ${joinWords(parts)}, and may use it. Take that away first if nobody does.`;
}

// Nothing only when AWS has watched the key for long enough, or for all its life, and has seen no use.
function whyInUse(use: Lookup<KeyUse>, now: Date): string | undefined {
	if (use.state !== 'found') {
		return `AWS did not say when it was last used${use.state === 'unknown' ? ` (${use.code})` : ''}.`;
	}

	const {trackedSince, createdAt} = use.value;
	const last = use.value.last?.at;
	const since = now.getTime() - quietDays * day;
	if (last !== undefined) {
		return Date.parse(last) > since
			? `It was last used on ${last.slice(0, 10)}, less than ${quietDays} days ago.`
			: undefined;
	}

	const isWatchedLong =
		trackedSince !== undefined &&
		(Date.parse(trackedSince) <= since ||
			(createdAt !== undefined && Date.parse(trackedSince) <= Date.parse(createdAt)));
	return isWatchedLong ? undefined : `AWS has not kept track of its use for ${quietDays} days yet.`;
}
