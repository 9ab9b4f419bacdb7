import {type ScrollLine} from '../../ui/scroll-box.js';
import {showReferences, type Change} from '../../resources/call.js';
import {findCallKind} from '../../resources/registry.js';
import {diffPolicies, type DiffKind} from '../../policy/compare-policies.js';
import {formatJson} from '../../terminal/foreign-text.js';
import {type Symbols, signBeforeWord} from '../../terminal/symbols.js';
import {effectsOf} from '../../engine/replay.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {type Warning, type Check, type Observed} from '../guide.js';
import {type Connection, type StepProps} from '../guide-screens.js';
import {statusLabels} from '../../ui/checklist.js';
import {formatCount, textWidth} from '../../terminal/text.js';

/**
What stands above the changes: what has happened (`soFar`), what is to come in short (`overview`), where they would be made and by whom, and what to know or to
agree to first.
*/
export function noticeLines(
	{soFar, count, overview = []}: {soFar: string; count: number; overview?: readonly ScrollLine[]},
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
		{
			// A list follows a colon; without one the changes stand further down.
			text: `${soFar} ${formatCount(count, 'change')} to make${overview.length > 0 ? ':' : '.'}`,
		},
		...overview,
		{
			// The frame cuts long lines; before the first write the whole identity has been on screen.
			text:
				identity?.state === 'found'
					? `In account ${identity.value.account}, ${session.region}, as ${identity.value.arn} (${identity.value.source}).`
					: 'Nothing can be applied before you sign in.',
			tone: 'quiet',
		},
		...notes.map((text) => careful(text)),
		...warnings.map(({message}) =>
			careful(`${isAgreed ? 'You agreed to this' : 'To agree to'}: ${message}`),
		),
	];
}

/** Every change in a line of its own, where the review itself is longer than the window: what is to come is seen at once. */
export function overviewLines(changes: readonly Change[]): ScrollLine[] {
	return changes.map(({title}, index) => ({
		gutter: `  ${index + 1}. `,
		text: title,
	}));
}

/**
The review as lines: each change with its AWS call and why, a policy as a diff. `isFull` shows the whole input of every
call as JSON, and every statement of a policy.
*/
export function reviewLines(
	changes: readonly Change[],
	isFull: boolean,
	symbols: Symbols,
): ScrollLine[] {
	return changes.flatMap((change, index) => {
		const {title, why, call, policy} = change;
		return [
			...(index === 0 ? [] : [{text: ''}]),
			{
				gutter: `${index + 1}. `,
				text: `${title}  (${call.service}:${call.operation})`,
				isStrong: true,
			},
			{gutter: ' '.repeat(3), text: why, tone: 'quiet' as const},
			...(policy
				? [
						{
							gutter: ' '.repeat(3),
							text: `${findCallKind(call)?.policy?.title ?? 'Policy'}, ${policy.before ? 'changed' : 'new'}:`,
						},
						...diffLines(diffPolicies(policy.before, policy.after).blocks, isFull, symbols).map(
							(line) => ({...line, gutter: `   ${line.gutter ?? ''}`}),
						),
					]
				: []),
			...(isFull ? inputLines(change) : []),
		];
	});
}

/**
The lines of a policy's diff. Added statements carry `+`, removed ones `-`; kept ones are one line for each run of
them ("2 statements stay as they are") unless `isExpanded`.
*/
export function diffLines(
	blocks: ReadonlyArray<{readonly kind: DiffKind; readonly lines: readonly string[]}>,
	isExpanded: boolean,
	symbols: Symbols,
): ScrollLine[] {
	const lines: ScrollLine[] = [];
	let kept = 0;
	const tellKept = () => {
		if (kept > 0) {
			lines.push({
				gutter: `${symbols.kept} `,
				text: kept === 1 ? '1 statement stays as it is' : `${kept} statements stay as they are`,
				tone: 'quiet',
			});
		}

		kept = 0;
	};

	for (const block of blocks) {
		if (!isExpanded && block.kind === 'kept') {
			kept++;
			continue;
		}

		tellKept();
		const heading = symbols.blocks?.[block.kind];
		if (heading !== undefined) {
			lines.push({text: heading});
		}

		const tone = ({added: 'good', removed: 'bad', kept: 'plain'} as const)[block.kind];
		for (const text of block.lines) {
			lines.push({gutter: `${symbols[block.kind]} `, text, tone});
		}
	}

	tellKept();
	return lines;
}

function inputLines({call}: Change): ScrollLine[] {
	return [
		{
			gutter: ' '.repeat(3),
			text: `Input of ${call.service}:${call.operation}:`,
		},
		...formatJson(showReferences(call.input), 2)
			.split('\n')
			.map((text) => ({gutter: ' '.repeat(3), text})),
	];
}

/** The checklist as plain lines: what was looked at, the answer, and what was found. */
export function evidenceLines(checks: readonly Check[], symbols: Symbols): ScrollLine[] {
	return checks.flatMap(({title, status, detail}) => {
		const gutter = signBeforeWord(symbols, status);
		const {word, tone} = statusLabels[status];
		return [
			{gutter, tone, text: `${word}: ${title}`},
			...(detail === '' ? [] : [{gutter: ' '.repeat(textWidth(gutter)), text: detail}]),
		];
	});
}

/** Where the review screen stands. */
export type Stage = 'looking' | 'blocked' | 'nothing' | 'review' | 'running' | 'done' | 'failed';

/** The stage that follows from what is planned and from the run. */
export function stageOf(
	{
		run,
		plan,
		connection,
		isLooking,
	}: Pick<StepProps<unknown, Observed, unknown>, 'run' | 'plan' | 'connection' | 'isLooking'>,
	{changes, isBlocked}: {changes: readonly Change[]; isBlocked: boolean},
): Stage {
	if (run) {
		const done = new Set(run.progress.flatMap(({id, status}) => (status === 'done' ? [id] : [])));
		const isDone = run.changes.every(({id}) => done.has(id));
		return run.isRunning ? 'running' : isDone ? 'done' : 'failed';
	}

	// A key that is offered has to work: nothing is applied before it is known who applies it.
	if (plan === undefined || connection.identity === undefined || isLooking) {
		return 'looking';
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
