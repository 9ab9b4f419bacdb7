import {randomUUID} from 'node:crypto';
import {type Change} from '../resources/call.js';
import {type JsonObject} from '../json.js';
import {setupsFolder} from '../setups/home-folder.js';
import {beginRun} from '../setups/journal.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {openSetupStore, type SetupStore} from '../setups/setup-store.js';
import {quoteText} from '../terminal/foreign-text.js';
import {effectsToRevert} from '../engine/replay.js';
import {closeUndo, type UndoPlan} from '../engine/undo.js';
import {letsIn, type Left} from '../resources/outcome.js';
import {ownCommand, shellWord} from '../terminal/command-line.js';
import {assertRegion, nameGiven, readNamed, repairDamage, noteDamage} from './given-setups.js';
import {
	agreeToUndo,
	assertCanAgree,
	type UndoOptions,
	sharedWarnings,
	showUndo,
	type PlannedUndo,
} from './plan-undo.js';
import {assertGoesOn, unlessCancelled, exitCodes} from './problems.js';
import {type CommandContext, type Output} from './context.js';
import {renewHint} from './no-identity.js';
import {openAws, type AwsAccess} from './open-aws.js';
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

/**
Takes back what a saved setup did to AWS, by its journal: shows it, asks, and does it, newest first. Nothing is written
before the person (or `--yes`) has agreed.
*/
export async function runUndo(
	options: UndoOptions,
	context: CommandContext,
	output: Output,
): Promise<number> {
	const {flags, dryRun} = options;
	const {env, now} = context;
	const store = openSetupStore(setupsFolder(env, flags.sandbox), {now});
	const name = await nameGiven(store, options.setup);
	const saved = readNamed(store, name);
	assertCanAgree(options, output.isJson, context);
	assertRegion(saved, flags);
	noteDamage(store, name, output);
	const effects = effectsToRevert(saved.journal);
	if (effects.length === 0) {
		return nothingDone(saved, options, output);
	}

	const access = await openAws({flags, env});
	try {
		const run = {options, store, access, context, output};
		const planned = await unlessCancelled(showUndo(saved, effects, run), context.signal);
		const {changes} = planned.plan;
		if (dryRun) {
			output.say('', 'Dry run: nothing was written.');
			if (output.isJson) {
				output.json(undoJson(saved, planned, plannedRows(changes), options));
			}

			return leftExitCode(planned.plan.left, changes);
		}

		const agreed = await agreeToUndo(planned.plan, options, output, context);

		assertGoesOn(context.signal);
		return await revert(saved, planned, agreed, run);
	} finally {
		await access.close();
	}
}

type Run = {
	options: UndoOptions;
	store: SetupStore;
	access: AwsAccess;
	context: CommandContext;
	output: Output;
};

async function revert(
	saved: SavedSetup,
	planned: PlannedUndo,
	agreed: readonly Change[],
	run: Run,
): Promise<number> {
	const {session, identity, plan} = planned;
	const {store, output, access, options} = run;
	const {signal, now} = run.context;
	const {name} = saved.setup;
	const {rows, fault} = await runChanges(
		agreed,
		{
			...run.context,
			store,
			name,
			planned: saved,
			begin() {
				repairDamage(store, name, output);
				store.update(name, ({unfinished: _before, ...latest}) => ({
					...latest,
					...beginRun(agreed),
				}));
			},
			end() {
				store.update(name, (latest) =>
					closeUndo(latest, {plan, at: now(), newRunId: randomUUID()}),
				);
			},
			session,
			reviewed: identity,
		},
		{output, renew: async () => renewHint(access)},
	);
	if (fault) {
		output.say(...unfinishedLines(rows, [], saved.setup.guide, output));
		throw brokenOff(fault, undoJson(saved, planned, rows, options));
	}

	const exitCode = applyExitCode(rows, [], signal.aborted);
	output.say(
		...(exitCode === exitCodes.done
			? doneLines(agreed, planned.plan, saved)
			: unfinishedLines(rows, [], saved.setup.guide, output)),
	);
	if (output.isJson) {
		output.json(undoJson(saved, planned, rows, options));
	}

	return exitCode === exitCodes.done ? leftExitCode(plan.left, agreed) : exitCode;
}

function doneLines(
	made: readonly Change[],
	{changes, left}: UndoPlan,
	{setup: {name}}: SavedSetup,
): string[] {
	const rest = changes.length - made.length;
	return made.length === 0
		? []
		: [
				'',
				`Taken back: ${countChanges(made.length)}.${rest === 0 ? '' : ` Kept, as you chose: ${countChanges(rest)}; undo offers ${rest === 1 ? 'it' : 'them'} again.`} The setup ${quoteText(name)} stays saved, with its answers; the assistant, or apply with its setup file, sets it up again.`,
				...(left.some((each) => letsIn(each, made))
					? ['Workato may still get in by what is left as it is, above.']
					: []),
				`See what is gone: ${ownCommand(`check ${shellWord(name)} --all`)}`,
			];
}

// What could not be looked at, was asked for and is not safe, or still lets Workato in, is no success.
function leftExitCode(left: readonly Left[], made: readonly Change[]): number {
	return left.some((each) => each.state !== 'kept' || letsIn(each, made))
		? exitCodes.failed
		: exitCodes.done;
}

function nothingDone(
	{setup: {name, region = ''}, account = ''}: SavedSetup,
	{dryRun}: UndoOptions,
	output: Output,
): number {
	output.say(
		`The setup ${quoteText(name)} has nothing to take back: by its journal it has changed nothing in AWS, or all of it was taken back.`,
	);
	if (output.isJson) {
		output.json({
			version: 1,
			setup: name,
			account,
			region,
			dryRun,
			changes: [],
			left: [],
			outputs: {},
			warnings: [],
		});
	}

	return exitCodes.done;
}

function undoJson(
	{setup: {name}}: SavedSetup,
	{identity, session, plan}: PlannedUndo,
	rows: readonly ChangeRow[],
	{dryRun}: UndoOptions,
): JsonObject {
	return {
		version: 1,
		setup: name,
		account: identity.account,
		region: session.region,
		dryRun,
		changes: rows.map((row) => rowJson(row)),
		left: plan.left.map(({id, title, reason, state, fix}) => ({
			id,
			title,
			reason,
			state,
			fix,
		})),
		outputs: {},
		warnings: sharedWarnings(plan).map((each) => ({...each})),
	};
}
