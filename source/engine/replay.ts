import {ZodError} from 'zod';
import {type JournalEntry} from '../resources/call.js';
import {isUndoId, openEffects, type Effect, type Event} from '../resources/effect.js';
import {findCallKind} from '../resources/registry.js';
import {type CallKind} from '../resources/resource.js';
import {InputError} from '../diagnostic.js';
import {formatValue} from '../terminal/foreign-text.js';

type Journal = readonly JournalEntry[];

/** What a setup has done to AWS, by its journal. */
export type Replay = {
	/** What stands, last first: done, or maybe done, and not reverted since. */
	effects: readonly Effect[];
	/** What goes by itself unless somebody cancels that, such as a key that waits for its deletion; last first. */
	waiting: readonly Effect[];
	/** What was reverted, and let somebody in; last first. */
	reverted: readonly Effect[];
	/** What was done, also what was reverted since, oldest first. */
	events: readonly Event[];
	/** Entries that do not hold what such a call holds: what they did is not known. */
	damaged: readonly JournalEntry[];
};

// A journal only grows.
const replays = new WeakMap<Journal, {count: number; replayed: Replay}>();

/**
Replays a journal, the one place that reads what its calls did. Calls whose outcome was never written count, too: AWS is
asked about every one. Never fails; each journal is replayed once.
*/
export function replay(journal: Journal): Replay {
	const known = replays.get(journal);
	if (known?.count === journal.length) {
		return known.replayed;
	}

	const {effects, standing, waiting, reverted, events} = openEffects();
	const damaged: JournalEntry[] = [];
	for (const entry of carriedOut(journal)) {
		try {
			findCallKind(entry.call)?.effect?.(effects, entry);
		} catch (error) {
			if (!(error instanceof ZodError)) {
				throw error;
			}

			damaged.push(entry);
		}
	}

	const replayed = {
		effects: standing().toReversed(),
		waiting: waiting().toReversed(),
		reverted: reverted().toReversed(),
		events,
		damaged,
	};
	replays.set(journal, {count: journal.length, replayed});
	return replayed;
}

/**
What a setup did to AWS and has not reverted since, last first, for what must not miss any of it. Fails with `InputError`
when an entry of the journal is damaged.
*/
export function effectsOf(journal: Journal): readonly Effect[] {
	return readWhole(journal).effects;
}

/**
The same with what goes by itself, since somebody may have cancelled that or may do so, and with what was reverted and let somebody in,
who may be in all the same.
*/
export function effectsToRevert(journal: Journal): readonly Effect[] {
	const {effects, waiting, reverted} = readWhole(journal);
	return [...effects, ...waiting, ...reverted];
}

function readWhole(journal: Journal): Replay {
	const replayed = replay(journal);
	const {damaged} = replayed;
	const [entry] = damaged;
	if (entry) {
		const {
			at,
			call: {operation},
		} = entry;
		throw new InputError(
			'journal-unreadable',
			`The journal's entry for ${formatValue(operation, 60)} of ${formatValue(at, 60)} is damaged: it does not say what was made or changed.`,
			'Nothing was taken back. Take back by hand what the checklist shows, or mend the saved setup’s file.',
		);
	}

	return replayed;
}

/** When the setup last did something of the asked kind, for certain and not to revert something; ISO 8601. */
export function lastWrite(
	journal: Journal,
	isAsked: (event: Event) => boolean,
): string | undefined {
	const {events, damaged} = replay(journal);
	const asked = events.filter((event) => event.what === 'done' && isAsked(event));
	// A damaged entry may have been what is asked for.
	return [...asked.map(({entry}) => entry), ...damaged]
		.filter(({state, change}) => state === 'done' && !isUndoId(change))
		.map(({at}) => at)
		.toSorted()
		.at(-1);
}

/** Whether a call of this kind was ever on its way, whatever became of it. */
export function hasTried(journal: Journal, kind: CallKind): boolean {
	return journal.some(({call}) => kind.matches(call));
}

/**
The intents that no outcome followed, one for each change, oldest first: the process died in between, so AWS has to be
asked what became of them.
*/
export function openIntents(journal: Journal): JournalEntry[] {
	const open = new Map<string, JournalEntry>();
	for (const entry of journal) {
		if (entry.state === 'intent') {
			open.set(entry.change, entry);
		} else {
			open.delete(entry.change);
		}
	}

	return Array.from(open, ([, entry]) => entry);
}

// What AWS has carried out, and what it may have: whose outcome was never written. Each with what stood there before. A
// revert without an outcome counts as not carried out: AWS shows whether it was.
function carriedOut(journal: Journal): JournalEntry[] {
	const calls: JournalEntry[] = [];
	for (const entry of journal) {
		if (entry.state === 'intent') {
			calls.push(entry);
			continue;
		}

		const index = calls.findLastIndex(
			({change, state}) => change === entry.change && state === 'intent',
		);
		const before = calls[index]?.before;
		const done = entry.state === 'done' ? [{...entry, ...(before && {before})}] : [];
		calls.splice(index === -1 ? calls.length : index, 1, ...done);
	}

	return calls.filter(({state, change}) => state === 'done' || !isUndoId(change));
}
