import {otherSetups, sharedNotes, otherSourceNotes, sourceOf} from '../guides/setup-notes.js';
import {usedBy} from '../resources/ownership.js';
import {notTakenBack} from '../guides/setup-progress.js';
import {isIdentityLost} from '../aws/errors.js';
import {type Identity, type AwsSession} from '../aws/session.js';
import {type Change} from '../resources/call.js';
import {type Blocker, type Warning} from '../guides/guide.js';
import {blockedBy, warningsOr} from '../guides/guard-guide.js';
import {type Guide, type Assessment} from '../guides/assessable-guide.js';
import {type SavedSetup, type SetupFile} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';
import {unlessCancelled, blocked} from './problems.js';
import {type CommandContext, type Output, warningLine} from './context.js';
import {type AwsAccess} from './open-aws.js';
import {assertSameScope, noteDamage, type GivenSetup} from './given-setups.js';
import {accessLines, countChanges, factTable, sayScope, planLines} from './plan-text.js';
import {noIdentity} from './no-identity.js';
import {observationProgress} from './progress.js';
import {leftOutLines} from './run-changes.js';

/** A setup with its plan, shown. What stands in the way stops single projects at most. */
export type PlannedSetup = {
	guide: Guide;
	/** The setup as it will be saved; the file on disk is as it was. */
	draft: SavedSetup;
	/** What stood on disk when the plan was made, if the setup was saved before. */
	saved?: SavedSetup;
	session: AwsSession;
	identity: Identity;
	assessment: Assessment;
};

export type Tools = {
	store: SetupStore;
	/** The mark of the setup's own things in AWS, if it turns out to be new. */
	runId: string;
	access: AwsAccess;
	context: CommandContext;
	output: Output;
	/** Nothing is written, or a person sees the plan and is asked first. */
	isReviewed: boolean;
};

/**
Looks at AWS for a setup file, says whose account it is, and shows warnings and plan. Writes nothing. Rejects when the
saved setup of that name belongs elsewhere, when there is no identity, or when something stands in the way.
*/
export async function planSetup(
	{guide, setup}: GivenSetup,
	{store, runId, access, context, output, isReviewed}: Tools,
): Promise<PlannedSetup> {
	const saved = store.has(setup.name) ? store.read(setup.name) : undefined;
	noteDamage(store, setup.name, output);
	const session = await access.open(setup.region);
	const scope = {guide: guide.id, region: session.region};
	if (saved) {
		assertSameScope(saved, scope);
	}

	const draft = draftOf({...setup, region: session.region}, saved, {
		runId,
		at: context.now().toISOString(),
	});
	const seen = await unlessCancelled(
		guide.assess(session, draft, observationProgress(setup, output, context)),
		context.signal,
	);
	if (seen.identity.state !== 'found') {
		throw await noIdentity(seen.identity, access);
	}

	const identity = seen.identity.value;
	const others = otherSetups(store, draft.setup.name);
	const assessment = withOverlaps(isReviewed ? seen : withoutUnseen(seen), () =>
		guide.overlaps(
			draft.setup,
			{account: identity.account, region: session.region},
			notTakenBack(others),
		),
	);
	await sayScope(draft.setup.name, identity, session, {access, output});
	if (saved) {
		assertSameScope(saved, {...scope, account: identity.account});
	}

	for (const {kind, code, message: reason} of assessment.plan.blockers) {
		if (isIdentityLost(kind)) {
			throw await noIdentity({state: 'unknown', code, reason, kind}, access);
		}
	}

	const factsOf = (changes: readonly Change[]) => guide.facts(draft, changes, identity);
	showPlan(assessment, factsOf, output, [
		...otherSourceNotes(saved ?? {}, sourceOf(session, identity)),
		...sharedNotes(
			assessment.outputs,
			usedBy(others, (other) => guide.uses(other)),
			assessment.plan.adoptions,
		),
		...assessment.leftAsIs,
	]);
	const data = {...draft, setup: guide.asData(draft.setup)};
	return {guide, draft: data, ...(saved && {saved}), session, identity, assessment};
}

// What only carries the setup's name may be anybody's: where nobody reviews them, changes to it are not made.
function withoutUnseen(seen: Assessment): Assessment {
	const {changes, blockers, adoptions = []} = seen.plan;
	const {refused = [], kept = []} = Object.groupBy(adoptions, ({hasChanges}) =>
		hasChanges ? 'refused' : 'kept',
	);
	const groups = new Set(refused.map(({group}) => group));
	return {
		...seen,
		warnings: seen.warnings.filter((warning) =>
			refused.every(({code, group}) => code !== warning.code || group !== warning.group),
		),
		plan: {
			changes: changes.filter(({group}) => !groups.has(group)),
			blockers: [
				...blockers,
				...refused.map(({thing, hint, hasChanges, names, ...blocker}) => ({
					...blocker,
					hint: `${hint} Or run apply in a terminal without --yes, to agree to the changes to the ${thing}.`,
				})),
			],
			...(kept.length > 0 && {adoptions: kept}),
		},
	};
}

function withOverlaps(seen: Assessment, overlaps: () => Warning[]): Assessment {
	const {warnings, blockers} = warningsOr(overlaps);
	return {
		...seen,
		warnings: [...seen.warnings, ...warnings],
		plan: blockedBy(seen.plan, blockers),
	};
}

function showPlan(
	{plan, warnings, access}: Assessment,
	factsOf: Parameters<typeof factTable>[1],
	output: Output,
	notes: readonly string[],
): void {
	if (notes.length > 0) {
		output.say(...notes.map((text) => `Note: ${text}`));
	}

	for (const {message} of warnings) {
		output.say(warningLine(output.symbols, message));
	}

	const {changes, blockers} = plan;
	if (access && changes.length + blockers.length > 0) {
		output.say(...accessLines(access, output.symbols));
	}

	const isOneProjects = ({group}: Blocker) => group !== undefined;
	// What stops single projects does not stop the others, if there is anything to do for them.
	if (
		blockers.length > 0 &&
		!(changes.length > 0 && blockers.every((each) => isOneProjects(each)))
	) {
		throw blocked(blockers);
	}

	output.say(
		...factTable(changes, factsOf, output),
		...(blockers.length === 0 ? [] : ['', 'Left out:', ...leftOutLines(blockers, output.symbols)]),
		'',
		...(changes.length === 0
			? ['Nothing to do: AWS already holds what this setup says.']
			: [`${countChanges(changes.length)} to make:`, ...planLines(changes, output)]),
	);
}

// A saved setup keeps its name, whatever the case in which the file spells it.
function draftOf(
	setup: SetupFile,
	saved: SavedSetup | undefined,
	{runId, at}: {runId: string; at: string},
): SavedSetup {
	return saved
		? {...saved, setup: {...setup, name: saved.setup.name}}
		: {version: 1, runId, createdAt: at, updatedAt: at, setup, journal: []};
}
