import {useEffect, useMemo, useRef, useState} from 'react';
import {
	type Check,
	type GuideDefinition,
	type Observed,
	type Plan,
	type Warning,
	type Adoption,
	outputsIn,
	type Outputs,
} from '../guides/guide.js';
import {summarise} from '../guides/checklist-table.js';
import {blockedBy, warningsOr} from '../guides/guard-guide.js';
import {type Connection} from '../guides/guide-screens.js';
import {checklistStep} from '../guides/setup-progress.js';
import {overlapRow, sharedNotes, otherSourceNotes, sourceOf} from '../guides/setup-notes.js';
import {type UsedBy} from '../resources/ownership.js';
import {saveLastCheck} from '../setups/last-check.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type GuideState} from './guide-state.js';

/** What follows from the answers and from what AWS says. */
type Findings = {
	/** From a complete observation only. */
	plan: Plan | undefined;
	checks: readonly Check[];
	outputs: Outputs;
	warnings: readonly Warning[];
	/** What to know before anything is written. */
	notes: readonly string[];
	/** The program itself has a fault there: nothing may be written. */
	isFaulty: boolean;
};

/** Works out a setup's plan, rows, outputs and warnings: once for each observation and answers, however often a screen is drawn. */
export function useFindings<Answers, Observation extends Observed>(
	definition: GuideDefinition<Answers, Observation>,
	{
		answers,
		observation,
		complete,
		saved: newest,
		isWriting,
		connection,
		others,
		overlaps,
	}: {
		answers: Answers;
		observation: Partial<Observation>;
		complete: Observation | undefined;
		saved: SavedSetup;
		/** Changes are being made: AWS is asked again afterwards, and until then nothing new follows from each entry of the journal. */
		isWriting: boolean;
		connection: Connection;
		others: UsedBy;
		overlaps: ReturnType<typeof warningsOr>;
	},
): Findings {
	const saved = useHeld(newest, isWriting);
	const {session, identity} = connection;
	const owner = identity?.state === 'found' ? identity.value : undefined;
	const own = useMemo(
		() => warningsOr(() => (owner ? definition.warnings(answers, owner, observation, saved) : [])),
		[definition, answers, owner, observation, saved],
	);
	const planned = useMemo(
		() => complete && definition.plan(answers, complete, saved),
		[definition, answers, complete, saved],
	);
	const rows = useMemo(
		() => definition.check(answers, observation, saved),
		[definition, answers, observation, saved],
	);
	const known = complete ?? observation;
	const {account} = saved;
	const outputs = useMemo(
		() => outputsIn(account, definition.outputs(answers, known)),
		[definition, answers, known, account],
	);
	const notes = useMemo(
		() =>
			setupNotes(definition, {
				answers,
				complete,
				saved,
				session,
				identity,
				others,
				adoptions: planned?.adoptions,
			}),
		[definition, answers, complete, saved, session, identity, others, planned],
	);
	return useMemo(() => {
		const faults = [...own.blockers, ...overlaps.blockers];
		return {
			plan: planned && blockedBy(withAdoptions(planned), faults),
			checks: [...rows, ...overlapRow(overlaps.warnings)],
			outputs,
			warnings: [...own.warnings, ...overlaps.warnings],
			notes,
			isFaulty: faults.length > 0,
		};
	}, [own, overlaps, planned, rows, outputs, notes]);
}

/** A value as it was before it was held. */
function useHeld<Value>(value: Value, isHeld: boolean): Value {
	const [before, setBefore] = useState(value);
	if (!isHeld && before !== value) {
		setBefore(value);
	}

	return isHeld ? before : value;
}

// Whether what is there is meant is asked like what stands in the way: the offer takes it into the answers.
function withAdoptions({changes, blockers, adoptions = []}: Plan): Plan {
	return {changes, blockers: [...blockers, ...adoptions]};
}

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
function setupNotes<Answers, Observation extends Observed>(
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
					...sharedNotes(definition.outputs(answers, complete), others, adoptions),
					...(definition.leftAsIs?.(answers, complete, saved) ?? []),
				]
			: []),
	];
}

/** Remembers what the checklist came to whenever AWS was asked for all of it, for the home screen and `list`. */
export function useLastCheck<Observation extends Observed>(
	{saved, step, observation, complete, isRefreshing}: GuideState<Observation>,
	{
		folder,
		checks,
		steps,
	}: {
		/** Of the saved setups. */
		folder: string;
		checks: readonly Check[];
		/** The ids of the guide's steps. */
		steps: readonly string[];
	},
): void {
	const isAsked = steps.slice(0, steps.indexOf(step) + 1).includes(checklistStep);
	const observed = isAsked && !isRefreshing && observation === complete ? complete : undefined;
	const observedAt = useRef<{of: Observation; at: string}>(undefined);
	useEffect(() => {
		if (!observed) {
			return;
		}

		if (observedAt.current?.of !== observed) {
			observedAt.current = {of: observed, at: new Date().toISOString()};
		}

		saveLastCheck(folder, saved, {at: observedAt.current.at, rows: summarise(checks)});
	}, [folder, saved, observed, checks]);
}
