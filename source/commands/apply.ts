import {randomUUID} from 'node:crypto';
import {type Change} from '../changes/change.js';
import {type Outputs} from '../guides/guide.js';
import {setupsFolder} from '../setups/home-folder.js';
import {appendJournal} from '../setups/journal.js';
import {openSetupStore, type SetupStore} from '../setups/setup-store.js';
import {isAgreed} from './ask.js';
import {type CommandContext} from './context.js';
import {type ApplyOptions} from './flags.js';
import {checkCommandLine, nextSteps} from './next-steps.js';
import {renewHint} from './no-identity.js';
import {openAws, type AwsAccess} from './open-aws.js';
import {type Output} from './output.js';
import {planSetup, type PlannedSetup} from './plan-setup.js';
import {countChanges} from './plan-text.js';
import {cancelled, exitCodes} from './problems.js';
import {readGivenSetup} from './read-setup.js';
import {saveSetup} from './save-setup.js';
import {
	applyExitCode,
	plannedRows,
	rowJson,
	runChanges,
	unfinishedLines,
	type ChangeRow,
} from './run-changes.js';
import {usage} from './usage-problems.js';

/**
Plans a setup file, shows the plan, asks, saves the setup and applies the plan. Nothing is written, on disk or in AWS,
before the person (or `--yes`) has agreed.
*/
export async function applyCommand(
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
		const planned = await planSetup(given, {...run, runId, access});
		const {plan, warnings, outputs} = planned.survey;
		if (dryRun) {
			output.say('', 'Dry run: nothing was written.');
			writeJson(planned, plannedRows(plan.changes), outputs, run);
			return options.exitCode && plan.changes.length > 0
				? exitCodes.failed
				: exitCodes.done;
		}

		if (plan.changes.length > 0 && !yes) {
			await askFirst(plan.changes, warnings.length > 0, context);
		}

		const release = store.claim(planned.draft.setup.name);
		try {
			saveSetup(planned, store);
			return await apply(planned, {...run, access});
		} finally {
			release();
		}
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

async function apply(
	planned: PlannedSetup,
	run: Run & {access: AwsAccess},
): Promise<number> {
	const {guide, draft, session, survey} = planned;
	const {options, store, output, access} = run;
	const {signal, wait, now} = run.context;
	const {name} = draft.setup;
	const {changes} = survey.plan;
	const journal = (entry: Parameters<typeof appendJournal>[2]) => {
		appendJournal(store, name, entry);
	};

	const reviewed = planned.identity;
	const context = {session, reviewed, journal, wait, now, signal};
	const rows = await runChanges(changes, context, {
		output,
		renew: async () => renewHint(access),
	});
	const exitCode = applyExitCode(rows);
	if (exitCode !== exitCodes.done) {
		output.say(...unfinishedLines(rows));
		writeJson(planned, rows, {}, run);
		return exitCode;
	}

	const {outputs} =
		changes.length === 0
			? survey
			: await guide.survey(session, store.read(name));
	const again = checkCommandLine(name, options.flags.sandbox);
	output.say(...nextSteps(outputs, again));
	writeJson(planned, rows, outputs, run);
	return exitCode;
}

async function askFirst(
	changes: readonly Change[],
	hasWarnings: boolean,
	context: CommandContext,
): Promise<void> {
	if (!context.isTty) {
		throw needsYes('There is no terminal to ask on.');
	}

	const also = hasWarnings ? ' and agree to the warnings above' : '';
	if (
		!(await isAgreed(
			`\nApply ${countChanges(changes.length)}${also}?`,
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

function writeJson(
	{draft, identity, session}: PlannedSetup,
	rows: readonly ChangeRow[],
	outputs: Outputs,
	{options: {dryRun}, output}: Run,
): void {
	if (output.isJson) {
		output.json({
			version: 1,
			setup: draft.setup.name,
			account: identity.account,
			region: session.region,
			dryRun,
			changes: rows.map((row) => rowJson(row)),
			outputs,
		});
	}
}
