import {type Blocker, type GroupNoun} from '../guides/guide.js';
import {formatName} from '../terminal/foreign-text.js';
import {type Symbols} from '../terminal/symbols.js';
import {groupsOf} from '../guides/groups.js';
import {toned, type Line} from './line.js';
import {countChanges} from './plan-text.js';
import {type ChangeRow} from './run-changes.js';

/** What was done and what was not, for a run that did not come to its end: by group where there are any, else by change. */
export function unfinishedLines(
	rows: readonly ChangeRow[],
	blockers: readonly Blocker[],
	{symbols, guide}: {symbols: Symbols; guide: string},
): Line[] {
	const isGrouped =
		blockers.length > 0 || rows.some(({change}) => change.group !== undefined);
	return isGrouped
		? groupLines(rows, blockers, symbols, groupsOf(guide))
		: changeLines(rows);
}

/** The groups that are left out, one line for each reason. */
export function leftOutLines(
	blockers: readonly Blocker[],
	symbols: Symbols,
): Line[] {
	// What two groups have in common is a blocker of each, and told once.
	const reasons = new Map(
		blockers.map((blocker) => [blocker.message, blocker]),
	);
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
		...(by.has('unclear')
			? [`Unclear, since AWS did not answer: ${titles('unclear')}.`]
			: []),
		...(by.has('not done') ? [`Not done: ${titles('not done')}.`] : []),
		`${countChanges(done)} of ${rows.length} made. ${again}`,
	];
}

type Outcome = 'done' | 'unclear' | 'not done';

function outcomeOf({status, isUnclear}: ChangeRow): Outcome {
	return status === 'done' ? 'done' : isUnclear ? 'unclear' : 'not done';
}

const again =
	'Run the same command again: it looks first and goes on with what is left.';

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
	const unclear = failed.filter(({isUnclear}) => isUnclear);
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
		...(failed.length > unclear.length
			? [`${failed.length - unclear.length} failed.`]
			: []),
		...(unclear.length > 0
			? [`${unclear.length} unclear, since AWS did not answer.`]
			: []),
		...(blocked.size > 0 ? [`${blocked.size} left out.`] : []),
		...(waiting.length > 0 ? [`${waiting.length} not finished.`] : []),
		again,
	];
}
