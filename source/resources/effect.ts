import {type JournalEntry} from './call.js';

/** Something that a setup did to AWS and has not reverted, as its journal tells; AWS says whether it still stands. */
export type Effect = {
	/** The id of the resource that it was done to. */
	resource: string;
	/** What was done, in the resource's own words. */
	kind: string;
	/** The id of the change that did it first. */
	change: string;
	/** What it was done for, such as a project. */
	group?: string;
	/** What it is called, such as `alias/a`: with `change` and `part` it tells one effect from all others. */
	thing: string;
	/** Which part of the thing, where one change does several things to it. */
	part?: string;
	/** What it lives on and goes with, such as `key 1234` or `role X`. Effects on one thing are reverted in turn. */
	of: string;
	/** The run's mark that was put on what was made; missing where nothing was made, or nothing that can be marked. */
	mark?: string;
	/** AWS never said that it was done. */
	isUncertain?: true;
	/** It was reverted. It let somebody in, and others may have let the same one in beside it: that is looked at all the same. */
	isReverted?: true;
};

/** Something that a journal's entry did, or took back, in the order of the journal. */
export type Event = {
	/** `shelved`: it goes unless that is cancelled. `restored`: that was cancelled. */
	what: 'done' | 'shelved' | 'restored';
	effect: Effect;
	entry: JournalEntry;
};

/** What a journal's entries have done so far. Each effect is known by a name of its own, which its resource gives. */
export type Effects = {
	get(name: string): Effect | undefined;
	/** The name of the effect that the change with this id reverts. */
	revertedBy(change: string): string | undefined;
	/** Puts an effect at the end. */
	keep(name: string, effect: Effect, entry: JournalEntry): void;
	/** Puts an effect in the place of the one that has its name. */
	replace(name: string, effect: Effect): void;
	/** The effect was reverted. */
	remove(name: string): void;
	/** The effect was reverted, and who was let in by it is asked about again; `past` is what is then known of it. */
	revert(name: string, past: Effect): void;
	/** Everything on a thing is gone with it. */
	removeAll(of: string): void;
	/** Everything on a thing goes with it, unless that is cancelled. */
	shelve(of: string, entry: JournalEntry): void;
	/** The thing stays, and so does everything on it. */
	restore(of: string, entry: JournalEntry): void;
};

/** Begins with nothing done. */
export function openEffects(): {
	effects: Effects;
	/** What stands, in the order in which it was done. */
	standing(): Effect[];
	/** What goes by itself, unless somebody cancels that. */
	waiting(): Effect[];
	/** What was reverted, and let somebody in. */
	reverted(): Effect[];
	events: readonly Event[];
} {
	const known = new Map<string, Effect>();
	const reverted = new Map<string, Effect>();
	const shelved = new Set<string>();
	const events: Event[] = [];
	const on = (of: string, all = known) => [...all].filter(([, each]) => each.of === of);
	const remove = (name: string) => {
		known.delete(name);
		reverted.delete(name);
		shelved.delete(name);
	};

	const listed = (isShelved: boolean) =>
		[...known].flatMap(([name, effect]) => (shelved.has(name) === isShelved ? [effect] : []));
	const effects: Effects = {
		get: (name) => known.get(name),
		revertedBy: (change) =>
			isUndoId(change)
				? [...known].find(([, effect]) => undoId(effect) === change)?.[0]
				: undefined,
		keep(name, effect, entry) {
			remove(name);
			known.set(name, effect);
			events.push({what: 'done', effect, entry});
		},
		replace(name, effect) {
			known.set(name, effect);
		},
		remove,
		revert(name, past) {
			remove(name);
			reverted.set(name, past);
		},
		removeAll(of) {
			for (const [name] of [...on(of), ...on(of, reverted)]) {
				remove(name);
			}
		},
		shelve(of, entry) {
			for (const [name, effect] of on(of)) {
				shelved.add(name);
				events.push({what: 'shelved', effect, entry});
			}
		},
		restore(of, entry) {
			for (const [name, effect] of on(of)) {
				if (shelved.delete(name)) {
					events.push({what: 'restored', effect, entry});
				}
			}
		},
	};
	return {
		effects,
		standing: () => listed(false),
		waiting: () => listed(true),
		reverted: () => Array.from(reverted, ([, effect]) => effect),
		events,
	};
}

/** What an effect has of the journal: of its entry, and of what is known under its name before. */
export function originOf(
	known: Effect | undefined,
	{change, group, state}: JournalEntry,
): Pick<Effect, 'change' | 'group' | 'isUncertain'> {
	const first = known ?? {change, group};
	const isUncertain = state === 'intent' && (known === undefined || known.isUncertain === true);
	return {
		change: first.change,
		...(first.group !== undefined && {group: first.group}),
		...(isUncertain && {isUncertain}),
	};
}

/**
The effects of one resource, with their own type: the engine passes effects on without knowing what they hold, and the
resource knows its own again.
*/
export function ownEffects<Own extends Effect>() {
	const known = new WeakMap<Effect, Own>();
	return {
		/** The effect as its resource keeps it; nothing for one of another resource. */
		own: (effect: Effect | undefined): Own | undefined => effect && known.get(effect),
		keep(effects: Effects, name: string, effect: Own, entry: JournalEntry) {
			known.set(effect, effect);
			effects.keep(name, effect, entry);
		},
		replace(effects: Effects, name: string, effect: Own) {
			known.set(effect, effect);
			effects.replace(name, effect);
		},
		revert(effects: Effects, name: string) {
			const effect = effects.get(name);
			const own = effect && known.get(effect);
			if (!own) {
				return;
			}

			const past: Own = {...own, isReverted: true};
			known.set(past, past);
			effects.revert(name, past);
		},
	};
}

const undoPrefix = 'undo-';

/** The id of the change that reverts an effect: the same in every run, and no other effect's. */
export function undoId({change, thing, part}: Effect): string {
	return `${undoPrefix}${change}:${thing}${part === undefined ? '' : `:${part}`}`;
}

/** Whether a change with this id reverts something. */
export function isUndoId(change: string): boolean {
	return change.startsWith(undoPrefix);
}
