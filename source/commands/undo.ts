import {randomUUID} from 'node:crypto';
import {setupsFolder} from '../setups/home-folder.js';
import {appendJournal} from '../setups/journal.js';
import {assertUnchanged} from '../setups/same-work.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {openSetupStore, type SetupStore} from '../setups/setup-store.js';
import {closeUndo} from '../undo/close-undo.js';
import {type Left} from '../undo/outcome.js';
import {readDeeds} from '../undo/read-deeds.js';
import {assertRegion, readNamed} from './choose-setups.js';
import {agreeToUndo, assertCanAgree} from './confirm-undo.js';
import {type CommandContext} from './context.js';
import {type UndoOptions} from './flags.js';
import {checkCommandLine} from './next-steps.js';
import {mendDamage, noteDamage} from './note-damage.js';
import {renewHint} from './no-identity.js';
import {openAws, type AwsAccess} from './open-aws.js';
import {type Output} from './output.js';
import {countChanges} from './plan-text.js';
import {showUndo, type PlannedUndo} from './plan-undo.js';
import {exitCodes} from './problems.js';
import {
	applyExitCode,
	plannedRows,
	rowJson,
	runChanges,
	type ChangeRow,
} from './run-changes.js';
import {unfinishedLines} from './unfinished-text.js';

/**
Takes back what a saved setup did to AWS, by its journal: shows it, asks, and does it, last first. Nothing is written
before the person (or `--yes`) has agreed.
*/
export async function undoCommand(
	options: UndoOptions,
	context: CommandContext,
	output: Output,
): Promise<number> {
	const {flags, setup: name, dryRun} = options;
	const {env, now} = context;
	assertCanAgree(options, output.isJson, context);
	const store = openSetupStore(setupsFolder(env, flags.sandbox), {now});
	const saved = readNamed(store, name);
	assertRegion(saved, flags);
	noteDamage(store, name, output);
	const deeds = readDeeds(saved.journal);
	if (deeds.length === 0) {
		return nothingDone(saved, options, output);
	}

	const access = await openAws({flags, env});
	try {
		const run = {options, store, access, context, output};
		const planned = await showUndo(saved, deeds, run);
		const {changes} = planned.plan;
		if (dryRun) {
			output.say('', 'Dry run: nothing was written.');
			writeJson(saved, planned, plannedRows(changes), run);
			return leftExitCode(planned.plan.left);
		}

		if (changes.length > 0) {
			await agreeToUndo(planned.plan, options, output.isJson, context);
		}

		const release = store.claim(saved.setup.name);
		try {
			assertUnchanged(saved.setup.name, saved, store.read(saved.setup.name));
			mendDamage(store, saved.setup.name, output);
			return await takeBack(saved, planned, run);
		} finally {
			release();
		}
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

async function takeBack(
	saved: SavedSetup,
	planned: PlannedUndo,
	run: Run,
): Promise<number> {
	const {session, identity, plan} = planned;
	const {store, output, access, options} = run;
	const {signal, wait, now} = run.context;
	const {name} = saved.setup;
	const journal = (entry: Parameters<typeof appendJournal>[2]) => {
		appendJournal(store, name, entry);
	};

	const rows = await runChanges(
		plan.changes,
		{session, reviewed: identity, journal, wait, now, signal},
		{output, renew: async () => renewHint(access)},
	);
	store.update(name, (latest) =>
		closeUndo(latest, {plan, at: now(), newRunId: randomUUID()}),
	);
	const exitCode = applyExitCode(rows, [], signal.aborted);
	output.say(
		...(exitCode === exitCodes.done
			? doneLines(rows, name, options)
			: unfinishedLines(rows, [], output.symbols)),
	);
	writeJson(saved, planned, rows, run);
	return exitCode === exitCodes.done ? leftExitCode(plan.left) : exitCode;
}

function doneLines(
	rows: readonly ChangeRow[],
	name: string,
	{flags}: UndoOptions,
): string[] {
	return rows.length === 0
		? []
		: [
				'',
				`Taken back: ${countChanges(rows.length)}. The setup “${name}” stays saved, with its answers; apply makes it anew.`,
				`See what is gone: ${checkCommandLine(name, flags.sandbox)}`,
			];
}

// Something that could not be looked at, or was asked for and is not safe, is no success.
function leftExitCode(left: readonly Left[]): number {
	return left.some(({state}) => state === 'unknown')
		? exitCodes.noAccess
		: left.some(({state}) => state === 'refused')
			? exitCodes.failed
			: exitCodes.done;
}

function nothingDone(
	{setup: {name, region = ''}, account = ''}: SavedSetup,
	{dryRun}: UndoOptions,
	output: Output,
): number {
	output.say(
		`The setup “${name}” has nothing to take back: by its journal it has changed nothing in AWS, or all of it was taken back.`,
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
		});
	}

	return exitCodes.done;
}

function writeJson(
	{setup: {name}}: SavedSetup,
	{identity, session, plan}: PlannedUndo,
	rows: readonly ChangeRow[],
	{options: {dryRun}, output}: Run,
): void {
	if (output.isJson) {
		output.json({
			version: 1,
			setup: name,
			account: identity.account,
			region: session.region,
			dryRun,
			changes: rows.map((row) => rowJson(row)),
			left: plan.left.map((each) => ({...each})),
			outputs: {},
		});
	}
}
