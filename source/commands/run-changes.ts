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
import {type Blocker} from '../guides/guide.js';
import {paceWords} from '../guides/pace-words.js';
import {type Json} from '../json.js';
import {type Output} from './output.js';
import {callName} from './plan-text.js';
import {exitCodes} from './problems.js';
import {openProgress} from './tell-progress.js';

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
	const tell = openProgress(output, context);
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
		if (status === 'running') {
			continue;
		}

		rows[index] = {change: row.change, call, status, ...(error && {error})};
		const done = rows.filter((each) => each.status === 'done').length;
		tell((elapsed) => paceWords({done, total: rows.length, elapsed}));
	}

	return rows;
}

async function withHint(
	error: AwsProblem,
	renew: () => Promise<string>,
): Promise<AwsProblem> {
	return isIdentityLost(error.kind) ? {...error, hint: await renew()} : error;
}

/**
The exit code of an applied plan: 0; 1 a change failed or a project was left out; 3 AWS could not be reached; 130 when
the person stopped it and something was left.
*/
export function applyExitCode(
	rows: readonly ChangeRow[],
	blockers: readonly Blocker[],
	isStopped: boolean,
): number {
	const errors = rows.flatMap(({error}) => error ?? []);
	if (errors.some(({kind}) => isAccessTrouble(kind))) {
		return exitCodes.noAccess;
	}

	const isLeft = rows.some(({status}) => status === 'skipped');
	if (isLeft && (isStopped || errors.length === 0)) {
		return exitCodes.cancelled;
	}

	return errors.length > 0 || blockers.length > 0
		? exitCodes.failed
		: exitCodes.done;
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
