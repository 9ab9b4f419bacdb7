import {type Blocker} from '../guides/guide.js';
import {type Symbols} from '../terminal/symbols.js';
import {countChanges} from './plan-text.js';
import {type ChangeRow} from './run-changes.js';

/** What was done and what was not, for a run that did not come to its end: by project where there are any, else by change. */
export function unfinishedLines(
	rows: readonly ChangeRow[],
	blockers: readonly Blocker[],
	symbols: Symbols,
): string[] {
	const isGrouped =
		blockers.length > 0 || rows.some(({change}) => change.group !== undefined);
	return isGrouped ? projectLines(rows, blockers, symbols) : changeLines(rows);
}

/** The projects that are left out, one line for each reason. */
export function leftOutLines(
	blockers: readonly Blocker[],
	symbols: Symbols,
): string[] {
	return blockers.flatMap(({message, hint}) => [
		`${symbols.fail} ${message}`,
		`     ${hint}`,
	]);
}

function changeLines(rows: readonly ChangeRow[]): string[] {
	const titles = (statuses: ReadonlyArray<ChangeRow['status']>) =>
		rows
			.filter(({status}) => statuses.includes(status))
			.map(({change}) => change.title);
	const done = titles(['done']);
	return [
		'',
		`Done: ${done.length === 0 ? 'nothing' : done.join('; ')}.`,
		`Not done: ${titles(['failed', 'skipped']).join('; ')}.`,
		`${countChanges(done.length)} of ${rows.length} made. ${again}`,
	];
}

const again =
	'Run the same command again: it looks first and goes on with what is left.';

function projectLines(
	rows: readonly ChangeRow[],
	blockers: readonly Blocker[],
	symbols: Symbols,
): string[] {
	const groups = Map.groupBy(rows, ({change}) => change.group ?? '');
	const blocked = new Set(blockers.map(({group = ''}) => group));
	const total = groups.size + blocked.size;
	const done = Array.from(groups, ([, group]) => group).filter((group) =>
		group.every(({status}) => status === 'done'),
	);
	const failed = rows.filter(({status}) => status === 'failed');
	const waiting = Array.from(groups, ([, group]) => group).filter(
		(group) =>
			group.some(({status}) => status === 'skipped') &&
			group.every(({status}) => status !== 'failed'),
	);
	return [
		'',
		...failed.flatMap(({change, error}) => [
			`${symbols.fail} ${change.group ?? 'All'}: ${change.title}: ${error?.message ?? ''} (${error?.code ?? ''})`,
			`     ${error?.hint ?? ''}`,
		]),
		...leftOutLines(blockers, symbols),
		`${done.length} of ${total} ${total === 1 ? 'project' : 'projects'} done.`,
		...(failed.length > 0 ? [`${failed.length} failed.`] : []),
		...(blocked.size > 0 ? [`${blocked.size} left out.`] : []),
		...(waiting.length > 0 ? [`${waiting.length} not finished.`] : []),
		again,
	];
}
