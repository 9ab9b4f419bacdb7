import {Box} from 'ink';
import {useBodySize} from '../../ui/body-size.js';
import {LiveText} from '../../ui/live-text.js';
import {Loading} from '../../ui/loading.js';
import {Message, messageRows} from '../../ui/message.js';
import {ProgressList, type ProgressItem} from '../../ui/progress-list.js';
import {Select} from '../../ui/select.js';
import {sentences} from '../../terminal/text.js';
import {type Remedy, type Run} from '../guide-screens.js';

// Lower windows have no line to spare between the changes and the verdict.
const roomForGaps = 12;

const failed =
	'It stopped here. What is done stays done; press r to look again and plan what is left.';
const stopping =
	'Stopping after the call under way. What is done stays done; a later run goes on from there.';

/** Changes on their way: how far they are, and where each one stands. */
export function ApplyingView({
	run,
	isLooking,
}: {
	readonly run: Run | undefined;
	/** The calls are over, and AWS is asked what is there now. */
	readonly isLooking: boolean;
}) {
	const {columns, rows} = useBodySize();
	const items = itemsOf(run);
	const isStopping = run?.isStopping === true && !isLooking;
	const used = 1 + (isStopping ? messageRows('info', stopping, columns) : 0);
	return (
		<Box flexDirection="column">
			{isLooking ? (
				<Loading text="Asking AWS what is there now" />
			) : (
				<LiveText text={`${doneIn(items)} of ${items.length} changes made.`} />
			)}
			{isStopping ? <Message kind="info" text={stopping} /> : undefined}
			<ProgressList items={items} rows={Math.max(3, rows - used)} />
		</Box>
	);
}

/** Where each change of a run stands that has ended; when one failed, what may help. */
export function AppliedView({
	run,
	isDone,
	remedies,
	onRemedy,
}: {
	readonly run: Run | undefined;
	readonly isDone: boolean;
	readonly remedies: readonly Remedy[];
	/** No step: look again. */
	readonly onRemedy: (step: string | undefined) => void;
}) {
	const {columns, rows} = useBodySize();
	const items = itemsOf(run);
	const isHelped = !isDone && remedies.length > 0;
	const {kind, text} = verdictOf(items, isDone, isHelped ? remedies : []);
	const gap = rows >= roomForGaps ? 1 : 0;
	const used =
		messageRows(kind, text, columns) +
		gap +
		(isHelped ? remedies.length + 1 + gap : 0);
	return (
		<Box flexDirection="column" gap={gap}>
			<ProgressList items={items} rows={Math.max(3, rows - used)} />
			<Message kind={kind} text={text} />
			{isHelped ? (
				<Select
					items={[
						...remedies.map(({label, step}) => ({label, value: step})),
						{label: 'Look again and plan what is left', value: undefined},
					]}
					onSelect={onRemedy}
				/>
			) : undefined}
		</Box>
	);
}

function verdictOf(
	items: readonly ProgressItem[],
	isDone: boolean,
	remedies: readonly Remedy[],
): {kind: 'success' | 'problem' | 'info'; text: string} {
	if (isDone) {
		return {kind: 'success', text: 'All changes are made.'};
	}

	if (remedies.length > 0) {
		return {
			kind: 'problem',
			text: remedies.map(({reason}) => reason).join(' '),
		};
	}

	const done = doneIn(items);
	return items.some(({status}) => status === 'failed')
		? {kind: 'problem', text: failed}
		: {
				kind: 'info',
				text: `Stopped: ${done} of ${items.length} changes are made, ${items.length - done} left. What is done stays done; press r to look again and plan what is left.`,
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
