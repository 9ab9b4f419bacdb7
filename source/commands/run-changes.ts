import {
	isAccessTrouble,
	isIdentityLost,
	type AwsProblem,
} from '../aws/errors.js';
import {
	applyChanges,
	type ApplyContext,
	type Progress,
} from '../changes/apply-changes.js';
import {type Call, type Change} from '../changes/change.js';
import {showReferences} from '../changes/references.js';
import {type Json} from '../json.js';
import {type Output} from './output.js';
import {callName, countChanges} from './plan-text.js';
import {exitCodes} from './problems.js';

/** A change and where it stands. */
export type ChangeRow = {
	change: Change;
	call: Call;
	status: 'planned' | 'done' | 'failed' | 'skipped';
	error?: AwsProblem;
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
Applies changes, telling each as it runs. Stops between two calls when the signal of the context says so. `renew` says what
to do when AWS stops taking the identity.
*/
export async function runChanges(
	changes: readonly Change[],
	context: ApplyContext,
	{output, renew}: {output: Output; renew: () => Promise<string>},
): Promise<ChangeRow[]> {
	const rows = plannedRows(changes);
	for await (const said of applyChanges(changes, context)) {
		const progress = said.error
			? {...said, error: await withHint(said.error, renew)}
			: said;
		const index = rows.findIndex(({change}) => change.id === progress.id);
		const row = rows[index];
		if (!row) {
			continue;
		}

		output.say(...progressLines(progress, row.change, index + 1, output));
		const {status, call, error} = progress;
		if (status !== 'running') {
			rows[index] = {change: row.change, call, status, ...(error && {error})};
		}
	}

	return rows;
}

async function withHint(
	error: AwsProblem,
	renew: () => Promise<string>,
): Promise<AwsProblem> {
	return isIdentityLost(error.kind) ? {...error, hint: await renew()} : error;
}

/** The exit code of an applied plan: 0, 1 a change failed, 3 because AWS could not be reached, 130 stopped. */
export function applyExitCode(rows: readonly ChangeRow[]): number {
	const error = rows.find(({status}) => status === 'failed')?.error;
	if (error) {
		return isAccessTrouble(error.kind) ? exitCodes.noAccess : exitCodes.failed;
	}

	return rows.some(({status}) => status === 'skipped')
		? exitCodes.cancelled
		: exitCodes.done;
}

/** What was done and what was not, for a run that did not come to its end. */
export function unfinishedLines(rows: readonly ChangeRow[]): string[] {
	const titles = (statuses: ReadonlyArray<ChangeRow['status']>) =>
		rows
			.filter(({status}) => statuses.includes(status))
			.map(({change}) => change.title);
	const done = titles(['done']);
	return [
		'',
		`Done: ${done.length === 0 ? 'nothing' : done.join('; ')}.`,
		`Not done: ${titles(['failed', 'skipped']).join('; ')}.`,
		`${countChanges(done.length)} of ${rows.length} made. Run the same command again: it looks first and goes on with what is left.`,
	];
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
): string[] {
	switch (status) {
		case 'running': {
			return [
				`${symbols.arrow} ${number}. ${change.title} (${callName(change)})`,
			];
		}

		case 'done': {
			return [
				`${symbols.pass} ${number}. Done`,
				...(note ? [`     ${note}.`] : []),
			];
		}

		case 'failed': {
			return [
				`${symbols.fail} ${number}. Failed: ${error?.message ?? ''} (${error?.code ?? ''})`,
				`     ${error?.hint ?? ''}`,
			];
		}

		case 'skipped': {
			return [`${symbols.bullet} ${number}. Skipped: ${change.title}`];
		}
	}
}
