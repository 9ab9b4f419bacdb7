import {Box} from 'ink';
import {useBodySize} from '../../components/body-size.js';
import {LiveText} from '../../components/live-text.js';
import {Loading} from '../../components/loading.js';
import {Message} from '../../components/message.js';
import {ProgressList} from '../../components/progress-list.js';
import {useInput} from '../../components/use-input.js';
import {type Run} from '../guide-screens.js';
import {StepFrame} from '../step-frame.js';
import {groupRun, paceWords, type RunningGroup} from './group-rows.js';
import {useElapsed} from './use-elapsed.js';

/** A run over many groups: how far it is, how long it still takes, what failed; `s` stops it after the calls under way. */
export function GroupRunView({
	run,
	isLooking,
	onStop,
}: {
	readonly run: Run;
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
			<RunBody run={run} isLooking={isLooking} elapsed={elapsed} />
		</StepFrame>
	);
}

function RunBody({
	run,
	isLooking,
	elapsed,
}: {
	readonly run: Run;
	readonly isLooking: boolean;
	readonly elapsed: number;
}) {
	const {rows} = useBodySize();
	const groups = groupRun(run);
	const done = run.progress.filter(({status}) => status === 'done').length;
	return (
		<Box flexDirection="column">
			{isLooking ? (
				<Loading text="Asking AWS what is there now" />
			) : (
				<LiveText
					text={paceWords({done, total: run.changes.length, elapsed})}
				/>
			)}
			<LiveText text={countWords(groups)} />
			{run.isStopping && !isLooking ? (
				<Message
					kind="info"
					text="Stopping after the calls under way. What is done stays done; a later run goes on from there."
				/>
			) : undefined}
			<ProgressList
				items={groups.map(({name, status, detail}) => ({
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
export function countWords(groups: readonly RunningGroup[]): string {
	const count = (status: RunningGroup['status']) =>
		groups.filter((group) => group.status === status).length;
	const failed = count('failed');
	return `${count('done')} of ${groups.length} projects done${failed > 0 ? `, ${failed} failed` : ''}.`;
}
