import {Box} from 'ink';
import {useBodySize} from '../../ui/theme.js';
import {
	LiveText,
	Loading,
	ProgressList,
	useProgressLines,
	type ProgressItem,
} from '../../ui/loading.js';
import {Message, messageRows} from '../../ui/message.js';
import {type QuestionKey, type StatusMessage} from '../../ui/question.js';
import {sentences} from '../../terminal/text.js';
import {type Suggestion, type Run} from '../guide-screens.js';
import {type Check, type GroupNoun} from '../guide.js';
import {describeProgress, describeRate} from '../progress-rate.js';
import {useInput} from '../../ui/use-input.js';
import {QuestionStep, StepFrame} from '../step-frame.js';
import {useElapsed} from './use-request.js';
import {groupRun, type RunningGroup} from './group-rows.js';

const stopped = 'It stopped here. What is done stays done; looking again plans what is left.';
const stopping =
	'Stopping after the call under way. What is done stays done; a later run goes on from there.';

/** Changes on their way: how far they are, and where each one stands. */
export function ApplyingView({
	run,
	isRefreshing,
}: {
	readonly run: Run | undefined;
	/** The calls are over, and AWS is asked what is there now. */
	readonly isRefreshing: boolean;
}) {
	const {columns, rows} = useBodySize();
	const items = itemsOf(run);
	const isStopping = run?.isStopping === true && !isRefreshing;
	const used = 1 + (isStopping ? messageRows(stopping, columns) : 0);
	return (
		<Box flexDirection="column">
			{isRefreshing ? (
				<Loading text="Asking AWS what is there now" />
			) : (
				<LiveText text={`${doneIn(items)} of ${items.length} changes made.`} />
			)}
			{isStopping ? <Message kind="info" text={stopping} /> : undefined}
			<ProgressList items={items} rows={Math.max(3, rows - used)} />
		</Box>
	);
}

/** Where each change of a run stands that has ended, and how to go on; when one failed, what may help. */
export function AppliedView({
	run,
	isDone,
	suggestions,
	keys,
	onNext,
	onSuggestion,
}: {
	readonly run: Run | undefined;
	readonly isDone: boolean;
	readonly suggestions: readonly Suggestion[];
	readonly keys: readonly QuestionKey[];
	readonly onNext: () => void;
	/** No step: look again. */
	readonly onSuggestion: (step: string | undefined) => void;
}) {
	const progressLines = useProgressLines();
	const items = itemsOf(run);
	const failed = items.findIndex(({status}) => status === 'failed');
	const linesOf = (some: readonly ProgressItem[]) => some.flatMap((item) => progressLines(item));
	return (
		<QuestionStep
			question={{
				kind: 'choice',
				id: 'applied',
				reading: linesOf(items),
				readingFrom: failed === -1 ? 0 : linesOf(items.slice(0, failed)).length,
				message: verdictOf(items, isDone, suggestions),
				keys,
				...(isDone && {enter: 'continue'}),
				options: isDone
					? [{label: 'Continue', choose: onNext}]
					: [
							...suggestions.map(({label, step}) => ({
								label,
								choose() {
									onSuggestion(step);
								},
							})),
							{
								label: 'Look again and plan what is left',
								choose() {
									onSuggestion(undefined);
								},
							},
						],
			}}
		/>
	);
}

function verdictOf(
	items: readonly ProgressItem[],
	isDone: boolean,
	suggestions: readonly Suggestion[],
): StatusMessage {
	if (isDone) {
		return {kind: 'success', text: 'All changes are made.'};
	}

	if (suggestions.length > 0) {
		return {
			kind: 'problem',
			text: suggestions.map(({reason}) => reason).join(' '),
		};
	}

	const done = doneIn(items);
	return items.some(({status}) => status === 'failed')
		? {kind: 'problem', text: stopped}
		: {
				kind: 'info',
				text: `Stopped: ${done} of ${items.length} changes are made, ${items.length - done} left. What is done stays done; looking again plans what is left.`,
			};
}

function doneIn(items: readonly ProgressItem[]): number {
	return items.filter(({status}) => status === 'done').length;
}

function itemsOf(run: Run | undefined): ProgressItem[] {
	const progress = new Map(run?.progress.map((each) => [each.id, each]));
	return (run?.changes ?? []).map(({id, title, call}) => {
		const at = progress.get(id);
		const {error, note} = at ?? {};
		// What AWS refused is told by the name that a permission for it has.
		const more = error ? `${call.service}:${call.operation}` : note;
		return {
			id,
			title: more ? `${title} (${more})` : title,
			status: at?.status ?? 'planned',
			...(error && {
				error: `${error.code}: ${sentences(error.message, error.hint)}`,
			}),
		};
	});
}

/** AWS is being asked. Hundreds of groups take AWS's pace, so it says how far that is. */
export function RefreshingView({
	text = 'Asking AWS what is there already',
	checks,
	groupNoun,
}: {
	readonly text?: string;
	readonly checks: readonly Check[];
	readonly groupNoun: GroupNoun;
}) {
	const elapsed = useElapsed();
	const rate = describeProgress(checks, elapsed, groupNoun);
	return <Loading text={rate === '' ? text : `${text}: ${rate}`} />;
}

/** A run over many groups: how far it is, how long it still takes, what failed; `s` stops it after the calls under way. */
export function GroupRunView({
	run,
	groupNoun,
	checks,
	isRefreshing,
	onStop,
}: {
	readonly run: Run;
	readonly groupNoun: GroupNoun;
	readonly checks: readonly Check[];
	/** The calls are over, and AWS is asked what is there now. */
	readonly isRefreshing: boolean;
	readonly onStop: () => void;
}) {
	const elapsed = useElapsed();
	const isStoppable = !(run.isStopping ?? false) && !isRefreshing;
	useInput(
		(input) => {
			if (input === 's') {
				onStop();
			}
		},
		{isActive: isStoppable},
	);
	return (
		<StepFrame keys={isStoppable ? [{key: 's', does: 'stop'}] : []} isBackActive={false}>
			<RunBody
				run={run}
				groupNoun={groupNoun}
				checks={checks}
				isRefreshing={isRefreshing}
				elapsed={elapsed}
			/>
		</StepFrame>
	);
}

function RunBody({
	run,
	groupNoun,
	checks,
	isRefreshing,
	elapsed,
}: {
	readonly run: Run;
	readonly groupNoun: GroupNoun;
	readonly checks: readonly Check[];
	readonly isRefreshing: boolean;
	readonly elapsed: number;
}) {
	const {rows} = useBodySize();
	const groups = groupRun(run);
	const counts = describeCount(groups, groupNoun);
	const items = groups.map(({name, status, detail}) => ({
		id: name,
		title: status === 'running' && detail !== '' ? `${name}: ${detail}` : name,
		status,
		...(status === 'failed' && {error: detail}),
	}));
	const done = run.progress.filter(({status}) => status === 'done').length;
	const rate = describeRate({done, total: run.changes.length, elapsed});
	return (
		<Box flexDirection="column">
			{isRefreshing ? (
				<RefreshingView text="Asking AWS what is there now" checks={checks} groupNoun={groupNoun} />
			) : (
				<LiveText text={rate} screenReader={`${counts} ${rate}.`} />
			)}
			<LiveText text={counts} screenReader="" />
			{run.isStopping && !isRefreshing ? (
				<Message
					kind="info"
					text="Stopping after the calls under way. What is done stays done; a later run goes on from there."
				/>
			) : undefined}
			<ProgressList
				items={items}
				// One sentence now and then says how far it is; only what failed is worth a line to hear.
				screenReader={items.filter(({status}) => status === 'failed')}
				rows={Math.max(3, rows - (run.isStopping ? 4 : 2))}
			/>
		</Box>
	);
}

/** How many groups are done and failed, in words. */
export function describeCount(groups: readonly RunningGroup[], {many}: GroupNoun): string {
	const count = (status: RunningGroup['status']) =>
		groups.filter((group) => group.status === status).length;
	const failed = count('failed');
	return `${count('done')} of ${groups.length} ${many} done${failed > 0 ? `, ${failed} failed` : ''}.`;
}
