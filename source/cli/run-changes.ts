import {isAccessTrouble, isIdentityLost, type AwsProblem} from '../aws/errors.js';
import {type Progress} from '../engine/apply-changes.js';
import {startRun, type SetupRun} from '../engine/run-setup.js';
import {showReferences, type Call, type Change, type JournalEntry} from '../resources/call.js';
import {interrupted, unclear} from '../engine/send-call.js';
import {type Blocker, type GroupNoun} from '../guides/guide.js';
import {describeRate} from '../guides/progress-rate.js';
import {type Json, type JsonObject} from '../json.js';
import {formatName} from '../terminal/foreign-text.js';
import {type Symbols} from '../terminal/symbols.js';
import {groupsOf} from '../guides/registry.js';
import {toned, type Line, type Output} from './context.js';
import {callName, countChanges} from './plan-text.js';
import {CommandProblem, exitCodes, problemOf} from './problems.js';
import {openProgress} from './progress.js';

/** A change and where it stands. */
export type ChangeRow = {
	change: Change;
	call: Call;
	status: 'planned' | 'done' | 'failed' | 'skipped';
	error?: AwsProblem;
	/** AWS may have carried it out, and has not said so. */
	isUnclear?: true;
};

/** What became of changes; `fault`: why the run broke off before its end, such as a journal that cannot be written. */
type Ran = {rows: ChangeRow[]; fault?: Error};

type Tools = {
	output: Output;
	/** What to do when AWS stops taking the identity. */
	renew: () => Promise<string>;
};

/** Changes that have not run. */
export function plannedRows(changes: readonly Change[]): ChangeRow[] {
	return changes.map((change) => ({
		change,
		call: change.call,
		status: 'planned',
	}));
}

/**
Runs changes for a setup, telling each as it runs. Stops between two calls when the signal says so, and at once, without
what AWS still has to say, when `halt` does. Whatever ends it, the rows say what was done, what was not, and what is unclear.
Rejects, with nothing done, when the setup cannot be claimed, or another process has worked on it.
*/
export async function runChanges(
	changes: readonly Change[],
	run: SetupRun,
	{output, renew}: Tools,
): Promise<Ran> {
	const rows = plannedRows(changes);
	const last = new Map<string, JournalEntry>();
	const progresses = startRun(changes, {
		...run,
		onEntry(entry) {
			last.set(entry.change, entry);
		},
	});
	const report = openProgress(output, run);
	const over = new AbortController();
	const sayStopping = () => {
		output.note(
			'Stopping: what AWS is being asked just now is waited for. Ctrl+C again ends at once.',
		);
	};

	run.signal?.addEventListener('abort', sayStopping, over);
	let fault: Error | undefined;
	try {
		for await (const said of progresses) {
			const progress = said.error ? {...said, error: await withHint(said.error, renew)} : said;
			const index = rows.findIndex(({change}) => change.id === progress.id);
			const row = rows[index];
			if (!row) {
				continue;
			}

			output.say(...progressLines(progress, row.change, index + 1, output));
			const {status, call, error} = progress;
			if (status === 'running') {
				continue;
			}

			rows[index] = {change: row.change, call, status, ...(error && {error})};
			const done = rows.filter((each) => each.status === 'done').length;
			report((elapsed) => describeRate({done, total: rows.length, elapsed}));
		}
	} catch (error) {
		fault = error instanceof Error ? error : new Error(String(error));
	} finally {
		over.abort();
	}

	return {
		rows: rows.map((row) => endOf(row, last.get(row.change.id), fault)),
		...(fault && {fault}),
	};
}

// Of what was under way when the run ended, the journal knows how far it came.
function endOf(
	row: ChangeRow,
	entry: JournalEntry | undefined,
	fault: Error | undefined,
): ChangeRow {
	const isUnclear = entry?.state === 'intent';
	if (row.status !== 'planned') {
		return isUnclear ? {...row, isUnclear} : row;
	}

	if (!entry) {
		return {...row, status: 'skipped'};
	}

	const {state, call, error} = entry;
	return {
		change: row.change,
		call,
		...(state === 'done'
			? {status: 'done'}
			: {
					status: 'failed',
					error: error
						? {kind: 'refused', hint: '', ...error}
						: fault
							? unclear({...problemOf(fault), kind: 'refused'})
							: interrupted,
				}),
		...(isUnclear && {isUnclear}),
	};
}

/** Why a run broke off, with what it had done as JSON beside it. */
export function brokenOff(fault: Error, report: JsonObject): CommandProblem {
	return new CommandProblem({...problemOf(fault), report}, {cause: fault});
}

async function withHint(error: AwsProblem, renew: () => Promise<string>): Promise<AwsProblem> {
	return isIdentityLost(error.kind) ? {...error, hint: await renew()} : error;
}

/**
The exit code of an applied plan: 0; 1 a change failed or a project was left out; 3 AWS could not be reached; 130 when
the person stopped it and something was left or is unclear.
*/
export function applyExitCode(
	rows: readonly ChangeRow[],
	blockers: readonly Blocker[],
	isStopped: boolean,
): number {
	if (isStopped && rows.some(({status}) => status !== 'done')) {
		return exitCodes.cancelled;
	}

	const errors = rows.flatMap(({error}) => error ?? []);
	if (errors.some(({kind}) => isAccessTrouble(kind))) {
		return exitCodes.noAccess;
	}

	return errors.length > 0 || blockers.length > 0 ? exitCodes.failed : exitCodes.done;
}

/** A change as the JSON output has it. References are words until the change has run. */
export function rowJson({change, call, status, error}: ChangeRow): Json {
	const {service, operation, input} = call;
	return {
		id: change.id,
		title: change.title,
		call: {service, operation, input: showReferences(input)},
		status,
		...(error && {
			error: {code: error.code, message: error.message, hint: error.hint},
		}),
	};
}

function progressLines(
	{status, error, note}: Progress,
	change: Change,
	number: number,
	{symbols}: Output,
): Line[] {
	switch (status) {
		case 'running': {
			return [`${symbols.arrow} ${number}. ${change.title} (${callName(change)})`];
		}

		case 'done': {
			return [toned('good', `${symbols.pass} ${number}. Done`), ...(note ? [`     ${note}.`] : [])];
		}

		case 'failed': {
			return [
				toned(
					'bad',
					`${symbols.fail} ${number}. Failed:`,
					` ${error?.message ?? ''} (${error?.code ?? ''})`,
				),
				`     ${error?.hint ?? ''}`,
			];
		}

		case 'skipped': {
			return [`${symbols.bullet} ${number}. Skipped: ${change.title}`];
		}
	}
}

/** What was done and what was not, for a run that did not come to its end: by group where there are any, else by change. */
export function unfinishedLines(
	rows: readonly ChangeRow[],
	blockers: readonly Blocker[],
	guide: string,
	{symbols}: Pick<Output, 'symbols'>,
): Line[] {
	const isGrouped = blockers.length > 0 || rows.some(({change}) => change.group !== undefined);
	return isGrouped ? groupLines(rows, blockers, symbols, groupsOf(guide)) : changeLines(rows);
}

/** The groups that are left out, one line for each reason. */
export function leftOutLines(blockers: readonly Blocker[], symbols: Symbols): Line[] {
	// What two groups have in common is a blocker of each, and told once.
	const reasons = new Map(blockers.map((blocker) => [blocker.message, blocker]));
	return Array.from(reasons, ([, {message, hint}]) => [
		toned('bad', `${symbols.fail} ${message}`),
		`     ${hint}`,
	]).flat();
}

function changeLines(rows: readonly ChangeRow[]): Line[] {
	const by = Map.groupBy(rows, (row) => outcomeOf(row));
	const titles = (outcome: Outcome) =>
		(by.get(outcome) ?? []).map(({change}) => change.title).join('; ');
	const done = by.get('done')?.length ?? 0;
	return [
		'',
		`Done: ${titles('done') || 'nothing'}.`,
		...(by.has('unclear') ? [`Unclear, since AWS did not answer: ${titles('unclear')}.`] : []),
		...(by.has('not done') ? [`Not done: ${titles('not done')}.`] : []),
		`${countChanges(done)} of ${rows.length} made. ${again}`,
	];
}

type Outcome = 'done' | 'unclear' | 'not done';

function outcomeOf({status, isUnclear}: ChangeRow): Outcome {
	return status === 'done' ? 'done' : isUnclear ? 'unclear' : 'not done';
}

const again = 'Run the same command again: it looks first and goes on with what is left.';

function groupLines(
	rows: readonly ChangeRow[],
	blockers: readonly Blocker[],
	symbols: Symbols,
	{one, many}: GroupNoun,
): Line[] {
	const groups = Map.groupBy(rows, ({change}) => change.group ?? '');
	const blocked = new Set(blockers.map(({group = ''}) => group));
	const total = groups.size + blocked.size;
	const done = Array.from(groups, ([, group]) => group).filter((group) =>
		group.every(({status}) => status === 'done'),
	);
	const failed = rows.filter(({status}) => status === 'failed');
	const unanswered = failed.filter(({isUnclear}) => isUnclear);
	const waiting = Array.from(groups, ([, group]) => group).filter(
		(group) =>
			group.some(({status}) => status === 'skipped') &&
			group.every(({status}) => status !== 'failed'),
	);
	return [
		'',
		...failed.flatMap(({change, error}) => [
			toned(
				'bad',
				`${symbols.fail} ${change.group === undefined ? 'All' : formatName(change.group)}:`,
				` ${change.title}: ${error?.message ?? ''} (${error?.code ?? ''})`,
			),
			`     ${error?.hint ?? ''}`,
		]),
		...leftOutLines(blockers, symbols),
		`${done.length} of ${total} ${total === 1 ? one : many} done.`,
		...(failed.length > unanswered.length ? [`${failed.length - unanswered.length} failed.`] : []),
		...(unanswered.length > 0 ? [`${unanswered.length} unclear, since AWS did not answer.`] : []),
		...(blocked.size > 0 ? [`${blocked.size} left out.`] : []),
		...(waiting.length > 0 ? [`${waiting.length} not finished.`] : []),
		again,
	];
}
