import {type AwsSession} from '../aws/session.js';
import {joinWords} from '../terminal/phrases.js';
import {type Statement} from '../policy/policy-document.js';
import {quoteText} from '../terminal/foreign-text.js';
import {type Change} from './call.js';
import {undoId, type Effect} from './effect.js';
import {type UsedBy} from './ownership.js';

/** Something that the setup did and that stays, and why. */
export type Left = {
	/** Of the change that would have reverted it; `…:waiting` where AWS has been asked already, `…:stays` what others gave beside it. No two are alike. */
	id: string;
	title: string;
	reason: string;
	/** `kept`: not ours to revert. `refused`: asked for, and not safe. `unknown`: AWS could not be asked. */
	state: 'kept' | 'refused' | 'unknown';
	/** What to do about it. */
	fix: string;
	/** Workato may still get in by it. */
	givesAccess?: true;
	/** The id of the change after which nobody gets in by it. */
	closedBy?: string;
};

/** Whether Workato may still get in by what stays, once these changes are made. */
export function letsIn(
	{givesAccess, closedBy}: Left,
	made: ReadonlyArray<Pick<Change, 'id'>>,
): boolean {
	return givesAccess === true && made.every(({id}) => id !== closedBy);
}

/** What is said of something that stays. */
type LeftText = Pick<Left, 'title' | 'reason' | 'fix' | 'givesAccess'>;

/** What becomes of an effect. `gone`: AWS does not show it any more, or it goes `with` another effect, once that is reverted; `stays` lets Workato in all the same. */
export type Outcome =
	| {
			state: 'change';
			change: Change;
			/** It deletes what never comes back: the person has to type this name. */
			confirmBy?: string;
			/** Effects without whose reverting AWS refuses this, and why. */
			after?: {effects: readonly Effect[]; reason: string};
			/** Other saved setups that use what it is done to, by their names. */
			users?: readonly string[];
			/** What lets Workato in all the same once it is made. */
			stays?: LeftText;
	  }
	| {
			state: 'left';
			left: Left;
			/** What else stays because of it, by the `thing` of its effect. */
			alongside?: ReadonlyMap<string, LeftText>;
	  }
	| {state: 'gone'; with?: Effect; stays?: LeftText};

/** What the person said, and what is known beside AWS. */
export type RevertOptions = {
	/** Schedule the deletion of what is never deleted unasked, this many days ahead (7 to 30); missing: it is left. */
	deleteIn?: number;
	now: Date;
	/** What other saved setups use. */
	others: UsedBy;
};

/** How the effects on one kind of thing are reverted. `Own`: its effects; `Seen`: what AWS shows of them. */
type UndoDefinition<Own extends Effect, Seen> = {
	/** The effect with its own type; nothing for one of another resource. */
	own(effect: Effect): Own | undefined;
	/** Asks AWS about all that the effects touched, in parallel; with `isDeleting` also who else may count on it. Never rejects. */
	observe(session: AwsSession, effects: readonly Own[], isDeleting: boolean): Promise<Seen>;
	/**
	What becomes of each effect, by what AWS shows: pure. Effects come last first; one without an outcome goes with another.
	*/
	revert(effects: readonly Own[], seen: Seen, options: RevertOptions): ReadonlyMap<Effect, Outcome>;
};

/** What becomes of each effect that was looked at. */
export type Revert = (options: RevertOptions) => ReadonlyMap<Effect, Outcome>;

/** How the effects on one kind of thing are reverted, as the engine takes it. Effects of other resources are left out. */
export type ResourceUndo = (
	session: AwsSession,
	effects: readonly Effect[],
	isDeleting: boolean,
) => Promise<Revert>;

/** Closes a resource's own types in. */
export function defineUndo<Own extends Effect, Seen>({
	own: ownOf,
	observe,
	revert,
}: UndoDefinition<Own, Seen>): ResourceUndo {
	return async (session, effects, isDeleting) => {
		const own = effects.flatMap((effect) => ownOf(effect) ?? []);
		const seen = await observe(session, own, isDeleting);
		return (options) => revert(own, seen, options);
	};
}

/** There is nothing to do about an effect. */
export const gone: Outcome = {state: 'gone'};

/** There is nothing to do about an effect; what others gave beside it may let Workato in all the same. */
export function goneBeside(stays: LeftText | undefined): Outcome {
	return stays ? {state: 'gone', stays} : gone;
}

/** There is nothing to do about an effect once another one is reverted, and until then it stands. */
export function goneWith(effect: Effect): Outcome {
	return {state: 'gone', with: effect};
}

/** An effect that stays as it is, because of what AWS shows. */
export function kept(effect: Effect, words: LeftText): Outcome {
	return {state: 'left', left: {id: undoId(effect), ...words, state: 'kept'}};
}

/** An effect that AWS could not be asked about. */
export function unknown(
	effect: Effect,
	title: string,
	{reason, code}: {state: string; reason?: string; code?: string},
	fix = 'Get that permission, or sign in again; then run undo once more.',
): Outcome {
	return {
		state: 'left',
		left: {
			id: undoId(effect),
			title,
			reason: `AWS did not say how it stands${reason ? `: ${reason}` : '.'}${code ? ` (${code})` : ''}`,
			state: 'unknown',
			fix,
		},
	};
}

/** Statements beside the setup's own that let the same partner in; nothing where there are none. */
export function letInBy(policy: string, statements: readonly Statement[]): LeftText | undefined {
	if (statements.length === 0) {
		return undefined;
	}

	const names = statements.map(({Sid}) => (Sid ? quoteText(Sid) : 'one without a Sid'));
	return {
		title: `More for Workato in ${policy}`,
		reason: `Somebody else let it in, too: ${joinWords(names)}, which this setup did not put there.`,
		fix: `Take ${names.length === 1 ? 'it' : 'them'} out in the AWS console, if Workato should not use it any more.`,
		givesAccess: true,
	};
}

/** Why statements that were changed since are left: what they say now is somebody else's. */
export function editedSince(
	statements: readonly Statement[],
): Pick<Left, 'reason' | 'fix' | 'givesAccess'> {
	const names = statements.map(({Sid}) => quoteText(Sid ?? ''));
	return {
		reason: `${joinWords(names)} ${names.length === 1 ? 'was' : 'were'} changed by somebody since, so nothing is taken out.`,
		fix: 'Look at it in the AWS console, and take out what Workato should no longer have.',
		givesAccess: true,
	};
}
