import {useState} from 'react';
import {Box} from 'ink';
import {FilterList} from '../../ui/filter-list.js';
import {Message} from '../../ui/message.js';
import {Paragraph} from '../../ui/paragraph.js';
import {useInput} from '../../ui/use-input.js';
import {formatName} from '../../terminal/foreign-text.js';
import {type Run} from '../guide-screens.js';
import {type Exporter} from '../exporter.js';
import {StepFrame} from '../step-frame.js';
import {type GroupNoun} from '../guide.js';
import {groupRun, type RunningGroup} from './group-rows.js';
import {countWords} from './group-run-view.js';
import {ExportView} from './export-view.js';
import {TextAbove} from './text-above.js';

/** How a run over many groups ended: what is done, what failed and why, and how to go on. */
export function GroupResultView({
	run,
	groupNoun,
	exporter,
	onLook,
	onNext,
}: {
	readonly run: Run;
	readonly groupNoun: GroupNoun;
	/** Left out where what was run is not the whole setup. */
	readonly exporter: Exporter | undefined;
	readonly onLook: () => void;
	readonly onNext: () => void;
}) {
	const [opened, setOpened] = useState<RunningGroup>();
	const [isExporting, setIsExporting] = useState(false);
	const groups = groupRun(run);
	const open = groups.filter(({status}) => status !== 'done');
	const isDone = open.length === 0;
	if (opened) {
		return (
			<FailureView
				group={opened}
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
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
			]}
		>
			<TextAbove
				text=""
				message={
					isDone
						? {
								kind: 'success',
								text: `All changes are made. ${countWords(groups, groupNoun)}`,
							}
						: {
								kind: open.some(({status}) => status === 'failed')
									? 'problem'
									: 'info',
								text: `${run.isStopping ? 'Stopped. ' : ''}${countWords(groups, groupNoun)} What is done stays done, and nothing is made twice.`,
							}
				}
			>
				{(rows) => (
					<FilterList<RunningGroup | 'look' | 'next' | 'export'>
						rows={rows}
						items={[
							...(isDone
								? []
								: [
										{
											id: 'look',
											label: 'Look again and plan what is left',
											isAction: true,
											value: 'look' as const,
										},
									]),
							{
								id: 'next',
								label: isDone ? 'Continue' : 'Go on with those that are done',
								isAction: true,
								value: 'next' as const,
							},
							...(isDone || !exporter
								? []
								: [
										{
											id: 'export',
											label: 'Not allowed to apply? Hand it over',
											isAction: true,
											value: 'export' as const,
										},
									]),
							...open.map((group) => ({
								id: `group ${group.name}`,
								label: formatName(group.name),
								detail:
									group.status === 'failed'
										? `failed · ${group.detail}`
										: 'not begun, or stopped half-way',
								value: group,
							})),
						]}
						onSelect={(value) => {
							switch (value) {
								case 'look': {
									onLook();

									break;
								}

								case 'next': {
									onNext();

									break;
								}

								case 'export': {
									setIsExporting(true);

									break;
								}

								default: {
									setOpened(value);
								}
							}
						}}
					/>
				)}
			</TextAbove>
		</StepFrame>
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
		<StepFrame
			keys={[{key: 'Enter', does: 'back to the list'}]}
			onBack={onBack}
		>
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
