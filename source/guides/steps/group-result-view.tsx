import {useState} from 'react';
import {Box} from 'ink';
import {Message, Paragraph} from '../../ui/message.js';
import {useInput} from '../../ui/use-input.js';
import {formatName} from '../../terminal/foreign-text.js';
import {type Run, type Exporter} from '../guide-screens.js';
import {StepFrame, QuestionStep} from '../step-frame.js';
import {type GroupNoun} from '../guide.js';
import {groupRun, type RunningGroup} from './group-rows.js';
import {describeCount} from './run-view.js';
import {ExportView} from './export-view.js';

/** How a run over many groups ended: what is done, what failed and why, and how to go on. */
export function GroupResultView({
	run,
	groupNoun,
	exporter,
	onRefresh,
	onNext,
}: {
	readonly run: Run;
	readonly groupNoun: GroupNoun;
	/** Left out where what was run is not the whole setup. */
	readonly exporter: Exporter | undefined;
	readonly onRefresh: () => void;
	readonly onNext: () => void;
}) {
	const [opened, setOpened] = useState<string>();
	const [isExporting, setIsExporting] = useState(false);
	const groups = groupRun(run);
	const open = groups.filter(({status}) => status !== 'done');
	const isDone = open.length === 0;
	const group = groups.find(({name}) => name === opened);
	if (group) {
		return (
			<FailureView
				group={group}
				onBack={() => {
					setOpened(undefined);
				}}
			/>
		);
	}

	if (isExporting && exporter) {
		return (
			<ExportView
				exporter={exporter}
				onBack={() => {
					setIsExporting(false);
				}}
			/>
		);
	}

	return (
		<QuestionStep
			question={{
				kind: 'list',
				id: 'result',
				message: isDone
					? {
							kind: 'success',
							text: `All changes are made. ${describeCount(groups, groupNoun)}`,
						}
					: {
							kind: open.some(({status}) => status === 'failed') ? 'problem' : 'info',
							text: `${run.isStopping ? 'Stopped. ' : ''}${describeCount(groups, groupNoun)} What is done stays done, and nothing is made twice.`,
						},
				actions: [
					...(isDone ? [] : [{label: 'Look again and plan what is left', choose: onRefresh}]),
					{
						label: isDone ? 'Continue' : 'Go on with those that are done',
						choose: onNext,
					},
					...(isDone || !exporter
						? []
						: [
								{
									label: 'Not allowed to apply? Hand it over',
									choose() {
										setIsExporting(true);
									},
								},
							]),
				],
				rows: open.map(({name, status, detail}) => ({
					id: name,
					label: formatName(name),
					detail: status === 'failed' ? `failed · ${detail}` : 'not begun, or stopped half-way',
				})),
				onAnswer: setOpened,
			}}
		/>
	);
}

function FailureView({
	group: {name, status, detail},
	onBack,
}: {
	readonly group: RunningGroup;
	readonly onBack: () => void;
}) {
	useInput((_, key) => {
		if (key.return) {
			onBack();
		}
	});
	return (
		<StepFrame keys={[{key: 'Enter', does: 'back to the list'}]} onBack={onBack}>
			<Box flexDirection="column" gap={1}>
				<Paragraph text={name} />
				<Message
					kind={status === 'failed' ? 'problem' : 'info'}
					text={
						status === 'failed'
							? detail
							: 'The run was stopped before this one was finished. Looking again plans what is left.'
					}
				/>
			</Box>
		</StepFrame>
	);
}
