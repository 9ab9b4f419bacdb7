import {lookUp, type Lookup} from '../aws/errors.js';
import {whoAmI, type Identity, type AwsSession} from '../aws/session.js';
import {type Change} from '../resources/call.js';
import {isUndoId, undoId, type Effect} from '../resources/effect.js';
import {gone, kept, type Left, type Revert, type RevertOptions} from '../resources/outcome.js';
import {allResources} from '../resources/registry.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {ownCommand, shellWord} from '../terminal/command-line.js';
import {effectsOf, openIntents, replay} from './replay.js';

/** What AWS says now about everything that a setup did: who asks, and what becomes of each effect. */
export type UndoObservation = {identity: Lookup<Identity>; revert: Revert};

/** What an undo will do, last effect first, and what it leaves. */
export type UndoPlan = {
	changes: Change[];
	left: Left[];
	/** The ids of the changes that would revert what AWS could not be asked about and `left` does not name. */
	unseen: string[];
	/** Of what goes with another effect: the ids of the change that would revert it, and of the one that it goes with. */
	goesWith: Array<{id: string; with: string}>;
	deletions: Deletion[];
	orders: Order[];
	/** What other saved setups use, too. */
	shared: Shared[];
};

/** A change to something that other saved setups use. */
export type Shared = {
	/** The id of the change. */
	change: string;
	/** The names of the setups. */
	setups: readonly string[];
};

/** Something that would be deleted for good. */
export type Deletion = {
	/** The id of the change that does it. */
	change: string;
	/** What the person types to confirm it. */
	name: string;
};

/** A change that AWS refuses as long as others are not made. */
export type Order = {
	/** The id of the change. */
	change: string;
	/** The ids of the others. */
	after: readonly string[];
	reason: string;
};

/**
Asks AWS about everything that the effects touched, in parallel; with `isDeleting` also who else may count on what would be
deleted. Never rejects; what could not be asked is `unknown`.
*/
export async function observeEffects(
	session: AwsSession,
	effects: readonly Effect[],
	isDeleting: boolean,
): Promise<UndoObservation> {
	const [identity, ...reverts] = await Promise.all([
		lookUp(async () => whoAmI(session)),
		...allResources().map(async ({undo}) => undo?.(session, effects, isDeleting)),
	]);
	return {
		identity,
		revert: (options) => new Map(reverts.flatMap((revert) => [...(revert?.(options) ?? [])])),
	};
}

/**
What reverts a setup's effects, by what AWS shows now: pure, last first. Only what the setup did and nobody has changed
since goes; the rest is left, with the reason. Nothing when all is as it was before.
*/
export function planUndo(
	effects: readonly Effect[],
	{revert}: Pick<UndoObservation, 'revert'>,
	options: RevertOptions,
): UndoPlan {
	const outcomes = revert(options);
	// What is done to one thing is done in turn, whatever it was first done for.
	const groups = new Map(effects.map(({of, group}) => [of, group]));
	const given = effects.map((effect) => outcomes.get(effect) ?? gone);
	const alongside = new Map(
		given.flatMap((outcome) => (outcome.state === 'left' ? [...(outcome.alongside ?? [])] : [])),
	);
	const planned = effects.map((effect) => {
		const outcome = outcomes.get(effect) ?? gone;
		const text = alongside.get(effect.thing);
		return {
			effect,
			outcome: text && outcome.state === 'change' ? kept(effect, text) : outcome,
		};
	});
	const made = planned.flatMap(({effect, outcome}) => {
		const group = groups.get(effect.of) ?? effect.group;
		return outcome.state === 'change'
			? [
					{
						...outcome,
						change: {...outcome.change, ...(group !== undefined && {group})},
					},
				]
			: [];
	});
	// What is unknown of a thing is said once; the rest on it is no more known to be gone.
	const unknown = new Set(
		planned.flatMap(({effect: {of}, outcome}) =>
			outcome.state === 'left' && outcome.left.state === 'unknown' ? [of] : [],
		),
	);
	return {
		changes: made.map(({change}) => change),
		left: planned.flatMap(({effect, outcome}): Left[] =>
			outcome.state === 'left'
				? [outcome.left]
				: outcome.stays
					? [{id: `${undoId(effect)}:stays`, ...outcome.stays, state: 'kept'}]
					: [],
		),
		unseen: effects
			.filter((effect) => unknown.has(effect.of) && !outcomes.has(effect))
			.map((effect) => undoId(effect)),
		goesWith: planned.flatMap(({effect, outcome}) =>
			outcome.state === 'gone' && outcome.with
				? [{id: undoId(effect), with: undoId(outcome.with)}]
				: [],
		),
		deletions: made.flatMap(({change, confirmBy}) =>
			confirmBy === undefined ? [] : [{change: change.id, name: confirmBy}],
		),
		orders: made.flatMap(({change, after}) =>
			after
				? [
						{
							change: change.id,
							after: after.effects.map((effect) => undoId(effect)),
							reason: after.reason,
						},
					]
				: [],
		),
		shared: made.flatMap(({change, users = []}) =>
			users.length === 0 ? [] : [{change: change.id, setups: users}],
		),
	};
}

/** What a run of undo found, when it was, and a mark for what the setup may make next. */
type Closing = {plan: UndoPlan; at: Date; newRunId: string};

/**
What is saved of a setup at the end of an undo. A revert that an earlier run was killed in, and that AWS shows as done, is
noted as such. Once nothing that carries the setup's mark is left, the setup gets a new one: what was reverted is never
mistaken for what it makes anew.
*/
export function closeUndo(
	saved: SavedSetup,
	{plan: {changes, left, unseen, goesWith}, at, newRunId}: Closing,
): SavedSetup {
	// What goes with something that was not agreed to, or that AWS refused, has not gone.
	const {effects: now, waiting} = replay(saved.journal);
	const standing = new Set([...now, ...waiting].map((effect) => undoId(effect)));
	const open = new Set([
		...[...changes, ...left].map(({id}) => id),
		...unseen,
		...goesWith.filter((each) => standing.has(each.with)).map(({id}) => id),
	]);
	const journal = [
		...saved.journal,
		...openIntents(saved.journal)
			.filter(({change}) => isUndoId(change) && !open.has(change))
			.map(({change, group, call}) => ({
				change,
				...(group !== undefined && {group}),
				state: 'done' as const,
				at: at.toISOString(),
				call,
			})),
	];
	const {effects, events} = replay(journal);
	const isMarkFree =
		events.some(({effect}) => effect.mark !== undefined) &&
		effects.every(({mark}) => mark === undefined);
	return {...saved, journal, ...(isMarkFree && {runId: newRunId})};
}

/** How to undo what a setup did to AWS, in a sentence; empty where its journal knows of nothing. */
export function undoHint({setup: {name}, journal}: SavedSetup): string {
	return effectsOf(journal).length === 0
		? ''
		: `To take it back: ${ownCommand(`undo ${shellWord(name)}`)}`;
}
