import {type ScrollLine} from '../../ui/scroll-box.js';
import {type Change} from '../../resources/call.js';
import {type Symbols} from '../../terminal/symbols.js';
import {effectsOf} from '../../engine/replay.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {type Warning, type Check, type Observed} from '../guide.js';
import {type Connection, type StepProps} from '../guide-screens.js';
import {checklistEntries, type ChecklistRow, statusLabels} from '../../ui/checklist-entries.js';
import {formatCount, textWidth} from '../../terminal/text.js';

/**
What stands above the changes: what has happened (`soFar`), where they would be made and by whom, what they come to (`facts`), and what to
know or to agree to first.
*/
export function noticeLines(
	{soFar, count, facts = []}: {soFar: string; count: number; facts?: readonly ScrollLine[]},
	{identity, session, warnings: notes}: Connection,
	{warnings, isAgreed}: {warnings: readonly Warning[]; isAgreed: boolean},
	symbols: Symbols,
): ScrollLine[] {
	const careful = (text: string): ScrollLine => ({
		gutter: `${symbols.warn} `,
		tone: 'careful',
		text,
	});
	return [
		{text: `${soFar} ${formatCount(count, 'change')} to make.`},
		{
			// The frame cuts long lines; before the first write the whole identity has been on screen.
			text:
				identity?.state === 'found'
					? `In account ${identity.value.account}, ${session.region}, as ${identity.value.arn} (${identity.value.source}).`
					: 'Nothing can be applied before you sign in.',
			tone: 'quiet',
		},
		...facts,
		...notes.map((text) => careful(text)),
		...warnings.map(({message}) =>
			careful(`${isAgreed ? 'You agreed to this' : 'To agree to'}: ${message}`),
		),
	];
}

/**
What the checklist found, as lines to read: first what does not pass, with its evidence, then the passes as a count for each part of the
list. Where lines are heard, every row with its evidence.
*/
export function evidenceLines(checks: readonly Check[], symbols: Symbols): ScrollLine[] {
	return checklistEntries(checks, {open: new Set()}).flatMap((entry): ScrollLine[] =>
		entry.kind === 'action'
			? []
			: entry.kind === 'fold' && !symbols.blocks
				? [
						{
							gutter: `${symbols[entry.status]} `,
							tone: statusLabels[entry.status].tone,
							text: `${entry.label} (${entry.rows.length})`,
						},
					]
				: (entry.kind === 'fold' ? entry.rows : [entry.row]).flatMap((row) =>
						rowLines(row, symbols),
					),
	);
}

function rowLines({title, status, detail}: ChecklistRow, symbols: Symbols): ScrollLine[] {
	const {word, tone} = statusLabels[status];
	const gutter = symbols.blocks ? '' : `${symbols[status]} `;
	return [
		{gutter, tone, text: symbols.blocks ? `${word}: ${title}` : title},
		...(detail === '' ? [] : [{gutter: ' '.repeat(textWidth(gutter)), text: detail}]),
	];
}

/** Where the review screen stands. */
export type Stage = 'refreshing' | 'blocked' | 'nothing' | 'review' | 'running' | 'done' | 'failed';

/** The stage that follows from what is planned and from the run. */
export function stageOf(
	{
		run,
		plan,
		connection,
		isRefreshing,
	}: Pick<StepProps<unknown, Observed, unknown>, 'run' | 'plan' | 'connection' | 'isRefreshing'>,
	{changes, isBlocked}: {changes: readonly Change[]; isBlocked: boolean},
): Stage {
	if (run) {
		const done = new Set(run.progress.flatMap(({id, status}) => (status === 'done' ? [id] : [])));
		const isDone = run.changes.every(({id}) => done.has(id));
		return run.isRunning ? 'running' : isDone ? 'done' : 'failed';
	}

	// A key that is offered has to work: nothing is applied before it is known who applies it.
	if (plan === undefined || connection.identity === undefined || isRefreshing) {
		return 'refreshing';
	}

	return isBlocked ? 'blocked' : changes.length === 0 ? 'nothing' : 'review';
}

/** What a review begins with: that nothing has happened, or, after a run that did a part or was cut off, nothing more. */
export function changedSoFar({journal}: Pick<SavedSetup, 'journal'>): string {
	if (effectsOf(journal).length === 0) {
		return 'Nothing has been changed yet.';
	}

	const before = journal.some(({state}) => state === 'done')
		? 'This setup has made changes before.'
		: 'An earlier run was cut off.';
	return `${before} Nothing more has been changed yet.`;
}
