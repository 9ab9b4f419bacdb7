import {Box} from 'ink';
import {useBodySize} from '../../ui/body-size.js';
import {useIsLineMode} from '../../ui/line-mode.js';
import {LiveText} from '../../ui/live-text.js';
import {Message} from '../../ui/message.js';
import {ProgressList} from '../../ui/progress-list.js';
import {useInput} from '../../ui/use-input.js';
import {type Check, type GroupNoun} from '../guide.js';
import {type Run} from '../guide-screens.js';
import {paceWords} from '../pace-words.js';
import {StepFrame} from '../step-frame.js';
import {groupRun, type RunningGroup} from './group-rows.js';
import {LookingView} from './looking-view.js';
import {useElapsed} from './use-elapsed.js';

/** A run over many groups: how far it is, how long it still takes, what failed; `s` stops it after the calls under way. */
export function GroupRunView({
	run,
	groupNoun,
	checks,
	isLooking,
	onStop,
}: {
	readonly run: Run;
	readonly groupNoun: GroupNoun;
	readonly checks: readonly Check[];
	/** The calls are over, and AWS is asked what is there now. */
	readonly isLooking: boolean;
	readonly onStop: () => void;
}) {
	const elapsed = useElapsed();
	const isStoppable = !(run.isStopping ?? false) && !isLooking;
	useInput(
		(input) => {
			if (input === 's') {
				onStop();
			}
		},
		{isActive: isStoppable},
	);
	return (
		<StepFrame
			keys={isStoppable ? [{key: 's', does: 'stop'}] : []}
			isBackActive={false}
		>
			<RunBody
				run={run}
				groupNoun={groupNoun}
				checks={checks}
				isLooking={isLooking}
				elapsed={elapsed}
			/>
		</StepFrame>
	);
}

function RunBody({
	run,
	groupNoun,
	checks,
	isLooking,
	elapsed,
}: {
	readonly run: Run;
	readonly groupNoun: GroupNoun;
	readonly checks: readonly Check[];
	readonly isLooking: boolean;
	readonly elapsed: number;
}) {
	const {rows} = useBodySize();
	const isLineMode = useIsLineMode();
	const groups = groupRun(run);
	// Where it is heard, one sentence now and then says how far it is, and only what failed is worth a line of its own.
	const listed = groups.filter(
		({status}) => !isLineMode || status === 'failed',
	);
	const done = run.progress.filter(({status}) => status === 'done').length;
	const pace = paceWords({done, total: run.changes.length, elapsed});
	return (
		<Box flexDirection="column">
			{isLooking ? (
				<LookingView
					text="Asking AWS what is there now"
					checks={checks}
					groupNoun={groupNoun}
				/>
			) : (
				<LiveText
					text={isLineMode ? `${countWords(groups, groupNoun)} ${pace}.` : pace}
				/>
			)}
			{isLineMode ? undefined : (
				<LiveText text={countWords(groups, groupNoun)} />
			)}
			{run.isStopping && !isLooking ? (
				<Message
					kind="info"
					text="Stopping after the calls under way. What is done stays done; a later run goes on from there."
				/>
			) : undefined}
			<ProgressList
				items={listed.map(({name, status, detail}) => ({
					id: name,
					title:
						status === 'running' && detail !== '' ? `${name}: ${detail}` : name,
					status,
					...(status === 'failed' && {error: detail}),
				}))}
				rows={Math.max(3, rows - (run.isStopping ? 4 : 2))}
			/>
		</Box>
	);
}

/** How many groups are done and failed, in words. */
export function countWords(
	groups: readonly RunningGroup[],
	{many}: GroupNoun,
): string {
	const count = (status: RunningGroup['status']) =>
		groups.filter((group) => group.status === status).length;
	const failed = count('failed');
	return `${count('done')} of ${groups.length} ${many} done${failed > 0 ? `, ${failed} failed` : ''}.`;
}
