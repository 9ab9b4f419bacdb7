import {
	type Adoption,
	type GuideDefinition,
	type Observed,
} from '../guides/guide.js';
import {type Connection} from '../guides/guide-screens.js';
import {otherSourceNotes, sourceOf} from '../guides/other-source.js';
import {sharedNotes} from '../guides/shared-things.js';
import {type UsedBy} from '../resources/used-by.js';
import {type SavedSetup} from '../setups/saved-setup.js';

/** That another source of identity is used than before, for the screen that a setup opens at. */
export function sourceNotes(
	saved: SavedSetup,
	{identity, session}: Pick<Connection, 'identity' | 'session'>,
): string[] {
	return identity?.state === 'found'
		? otherSourceNotes(saved, sourceOf(session, identity.value))
		: [];
}

/** What to know before a setup's changes are made: one sentence each, nothing to agree to. */
export function setupNotes<Answers, Observation extends Observed>(
	definition: GuideDefinition<Answers, Observation>,
	{
		answers,
		complete,
		saved,
		session,
		identity,
		others,
		adoptions,
	}: {
		answers: Answers;
		complete: Observation | undefined;
		saved: SavedSetup;
		session: Connection['session'];
		identity: Connection['identity'];
		others: UsedBy;
		adoptions: readonly Adoption[] | undefined;
	},
): string[] {
	return [
		...sourceNotes(saved, {session, identity}),
		...(complete
			? [
					...sharedNotes(
						definition.outputs(answers, complete),
						others,
						adoptions,
					),
					...(definition.leftAsIs?.(answers, complete, saved) ?? []),
				]
			: []),
	];
}
