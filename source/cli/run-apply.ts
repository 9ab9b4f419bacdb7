import {randomUUID} from 'node:crypto';
import {isDeepStrictEqual} from 'node:util';
import {type Change} from '../resources/call.js';
import {
	type Blocker,
	type GroupNoun,
	outputsJson,
	type Outputs,
	warningId,
} from '../guides/guide.js';
import {untilAborted} from '../engine/wait.js';
import {type JsonObject} from '../json.js';
import {setupsFolder} from '../setups/home-folder.js';
import {openSetupStore, type SetupStore} from '../setups/setup-store.js';
import {groupsOf, countGroups} from '../guides/registry.js';
import {withNames, beginRun} from '../setups/journal.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {sourceOf} from '../guides/setup-notes.js';
import {undoHint} from '../engine/undo.js';
import {ownCommand, shellWord} from '../terminal/command-line.js';
import {isAgreed, type CommandContext, type Flags, type Output} from './context.js';
import {assertGoesOn, unlessCancelled, cancelled, exitCodes, usage} from './problems.js';
import {renewHint} from './no-identity.js';
import {openAws, type AwsAccess} from './open-aws.js';
import {repairDamage, readGivenSetup} from './given-setups.js';
import {planSetup, type PlannedSetup} from './plan-setup.js';
import {countChanges} from './plan-text.js';
import {
	applyExitCode,
	brokenOff,
	plannedRows,
	rowJson,
	runChanges,
	type ChangeRow,
	unfinishedLines,
} from './run-changes.js';
import {observationProgress} from './progress.js';

/** What `apply` is asked for. */
export type ApplyOptions = {
	/** The setup file; `-` is stdin. */
	file: string;
	dryRun: boolean;
	/** A dry run with changes left to make ends with exit code 1. */
	exitCode: boolean;
	yes: boolean;
	flags: Flags;
};

/**
Plans a setup file, shows the plan, asks, saves the setup and applies the plan. Nothing is written, on disk or in AWS,
before the person (or `--yes`) has agreed.
*/
export async function runApply(
	options: ApplyOptions,
	context: CommandContext,
	output: Output,
): Promise<number> {
	const {flags, dryRun, yes} = options;
	const {env} = context;
	if (output.isJson && !dryRun && !yes) {
		throw needsYes('With --json nothing is asked.');
	}

	const given = await readGivenSetup(options, context);
	const runId = randomUUID();
	const store = openSetupStore(setupsFolder(env, flags.sandbox), {
		now: context.now,
		newRunId: () => runId,
	});
	const access = await openAws({flags, env});
	try {
		const run = {options, store, context, output};
		const planned = await unlessCancelled(
			planSetup(given, {
				...run,
				runId,
				access,
				isReviewed: dryRun || (!yes && context.isTty),
			}),
			context.signal,
		);
		const {plan, warnings, outputs} = planned.assessment;
		if (dryRun) {
			output.say('', 'Dry run: nothing was written.');
			if (output.isJson) {
				const rows = plannedRows(plan.changes);
				output.json(applyJson(planned, rows, outputs, options));
			}

			return options.exitCode && plan.changes.length > 0 ? exitCodes.failed : exitCodes.done;
		}

		if ((plan.changes.length > 0 || plan.adoptions) && !yes) {
			await askFirst(plan.changes, warnings.length > 0, context);
		}

		assertGoesOn(context.signal);
		return await apply(planned, {...run, access});
	} finally {
		await access.close();
	}
}

type Run = {
	options: ApplyOptions;
	store: SetupStore;
	context: CommandContext;
	output: Output;
};

async function apply(planned: PlannedSetup, run: Run & {access: AwsAccess}): Promise<number> {
	const {guide, draft, session, assessment} = planned;
	const {options, store, output, access} = run;
	const {signal} = run.context;
	const {name} = draft.setup;
	const {changes} = assessment.plan;
	const {rows, fault} = await runChanges(
		changes,
		{
			...run.context,
			store,
			name,
			planned: planned.saved,
			begin(present) {
				repairDamage(store, name, output);
				saveSetup(planned, present, store);
			},
			session,
			reviewed: planned.identity,
		},
		{output, renew: async () => renewHint(access)},
	);
	const {blockers} = assessment.plan;
	if (fault) {
		output.say(...unfinishedLines(rows, blockers, guide.id, output));
		throw brokenOff(fault, applyJson(planned, rows, [], options));
	}

	const ended = applyExitCode(rows, blockers, signal.aborted);
	// Where one group failed, what the others give to Workato is still there.
	const isWorthObserving =
		ended === exitCodes.done || (ended === exitCodes.failed && isByGroup(rows));
	const observe = async () =>
		guide.assess(session, store.read(name), observationProgress(draft.setup, output, run.context));
	const seen =
		changes.length === 0 && !assessment.plan.adoptions
			? assessment
			: isWorthObserving && !signal.aborted
				? await Promise.race([observe(), untilAborted(signal)])
				: undefined;
	// The changes are made, but not what they made is known.
	const isCutShort = isWorthObserving && !seen;
	const exitCode = isCutShort ? exitCodes.cancelled : ended;
	const outputs = withoutUnfinished(seen?.outputs ?? [], rows);
	output.say(
		...nextSteps(outputs, store.read(name)),
		...(exitCode === exitCodes.done ? [] : unfinishedLines(rows, blockers, guide.id, output)),
	);
	if (output.isJson) {
		output.json(applyJson(planned, rows, outputs, options));
	}

	return exitCode;
}

function isByGroup(rows: readonly ChangeRow[]): boolean {
	return rows.some(({change}) => change.group !== undefined);
}

// What could be made but not finished is nothing to give to Workato yet.
function withoutUnfinished(outputs: Outputs, rows: readonly ChangeRow[]): Outputs {
	const unfinished = new Set(
		rows.filter(({status}) => status !== 'done').map(({change}) => change.group),
	);
	return outputs.filter(({group}) => group === undefined || !unfinished.has(group));
}

async function askFirst(
	changes: readonly Change[],
	hasWarnings: boolean,
	context: CommandContext,
): Promise<void> {
	if (!context.isTty) {
		throw changes.length === 0
			? usage(
					'There is no terminal to ask on whether what is there is meant. Nothing was written.',
					'Add --yes to agree to the warnings above.',
				)
			: needsYes('There is no terminal to ask on.');
	}

	const also = hasWarnings ? ' and agree to the warnings above' : '';
	if (
		!(await isAgreed(
			changes.length === 0
				? '\nTake what is there for this setup’s own, and agree to the warnings above?'
				: `\nApply ${countChanges(changes.length)}${also}?`,
			context,
		))
	) {
		throw cancelled('Nothing was written.');
	}
}

function needsYes(why: string) {
	return usage(
		`${why} Nothing was written.`,
		'Add --yes to apply the plan, or --dry-run to only show it.',
	);
}

function applyJson(
	{draft, identity, session, assessment}: PlannedSetup,
	rows: readonly ChangeRow[],
	outputs: Outputs,
	{dryRun}: ApplyOptions,
): JsonObject {
	return {
		version: 1,
		setup: draft.setup.name,
		account: identity.account,
		region: session.region,
		dryRun,
		changes: rows.map((row) => rowJson(row)),
		...blockersJson(assessment.plan.blockers, groupsOf(draft.setup.guide)),
		outputs: outputsJson(outputs),
		warnings: assessment.warnings.map((warning) => ({
			id: warningId(warning),
			message: warning.message,
		})),
	};
}

// Only where there are any: the groups that are left out, and why.
function blockersJson(blockers: readonly Blocker[], {one}: GroupNoun): JsonObject {
	return blockers.length === 0
		? {}
		: {
				blockers: blockers.map(({group = '', code, message, hint}) => ({
					[one]: group,
					code,
					message,
					hint,
				})),
			};
}

/** Saves a planned setup, which this process has claimed and which is the one that was planned from. */
export function saveSetup(
	{draft: {setup}, session, identity, assessment}: PlannedSetup,
	present: SavedSetup | undefined,
	store: SetupStore,
): void {
	const {changes, blockers, adoptions = []} = assessment.plan;
	// Agreed to with the plan.
	const adopted = adoptions.map(({names}) => names);
	const isInJournal = present?.journal.some(({state}) => state === 'done');
	const {unfinished: _before, ...kept} = present ?? {};
	const wanted = {
		account: identity.account,
		source: sourceOf(session, identity),
		setup,
		...withNames(present ?? {}, assessment.names, ...adopted),
		...(changes.length === 0 &&
			blockers.length === 0 &&
			!isInJournal && {isApplied: true as const}),
		...beginRun(changes, {
			leftOut: blockers.flatMap(({group}) => group ?? []),
			groups: countGroups(setup)?.count,
		}),
	};
	if (!present) {
		store.create(setup, wanted);
		return;
	}

	// A second run finds everything as it was and leaves the file alone.
	if (!isDeepStrictEqual({...kept, ...wanted}, present)) {
		store.update(setup.name, ({unfinished: _stale, ...latest}) => ({
			...latest,
			...wanted,
		}));
	}
}

/** What the setup gives to Workato, what to do with it there, and the commands that go on. Empty where the setup has no output yet. */
function nextSteps(outputs: Outputs, saved: SavedSetup): string[] {
	const steps = Array.from(
		Map.groupBy(outputs, ({id}) => id),
		([, alike]) => [
			'',
			...alike.map(({label, group, value}) =>
				group === undefined ? `${label}: ${value}` : `${label} for ${group}: ${value}`,
			),
			...new Set(alike.map(({where}) => where)),
		],
	).flat();
	const takeBack = undoHint(saved);
	return steps.length === 0
		? []
		: [
				...steps,
				`Then see whether it works: ${ownCommand(`check ${shellWord(saved.setup.name)}`)}`,
				...(takeBack === '' ? [] : [takeBack]),
			];
}
