import {useState} from 'react';
import {Box, useInput} from 'ink';
import {useBodySize} from '../../components/body-size.js';
import {type KeyHint} from '../../components/key-hints.js';
import {Loading} from '../../components/loading.js';
import {Message} from '../../components/message.js';
import {Paragraph} from '../../components/paragraph.js';
import {ProgressList} from '../../components/progress-list.js';
import {ScrollBox} from '../../components/scroll-box.js';
import {useTheme} from '../../components/theme.js';
import {type Change} from '../../changes/change.js';
import {type Blocker, type Observed} from '../guide.js';
import {type Run, type StepProps} from '../guide-screens.js';
import {StepFrame} from '../step-frame.js';
import {reviewLines} from './review-lines.js';

/** Shows every change before it happens, applies them when told, and shows where each one stands. */
export function ReviewStep<Answers, Observation extends Observed, Services>({
	plan,
	mend,
	run,
	isLooking,
	connection,
	send,
}: StepProps<Answers, Observation, Services>) {
	const [isFull, setIsFull] = useState(false);
	const changes = mend ?? plan?.changes ?? [];
	const blockers = mend ? [] : (plan?.blockers ?? []);
	const stage = stageOf({
		run,
		isReady: plan !== undefined,
		isLooking,
		changes,
		blockers,
	});
	const isKnown = connection.identity?.state === 'found';
	useInput((input, key) => {
		if (stage === 'review' && input === 'a' && isKnown) {
			send({type: 'apply', changes: [...changes]});
		} else if (stage === 'review' && input === 'j') {
			setIsFull(!isFull);
		} else if (input === 'r' && stage !== 'running') {
			send({type: 'look'});
		} else if (key.return && (stage === 'nothing' || stage === 'done')) {
			send(mend ? {type: 'back'} : {type: 'next'});
		}
	});
	return (
		<StepFrame
			keys={keysOf(stage, changes.length, isFull)}
			isBackActive={stage !== 'running'}
		>
			<ReviewBody
				stage={stage}
				changes={changes}
				blockers={blockers}
				run={run}
				isFull={isFull}
			/>
		</StepFrame>
	);
}

type Stage =
	'looking' | 'blocked' | 'nothing' | 'review' | 'running' | 'done' | 'failed';

function stageOf({
	run,
	isReady,
	isLooking,
	changes,
	blockers,
}: {
	readonly run: Run | undefined;
	readonly isReady: boolean;
	readonly isLooking: boolean;
	readonly changes: readonly Change[];
	readonly blockers: readonly Blocker[];
}): Stage {
	if (run?.isRunning) {
		return 'running';
	}

	if (run) {
		const isDone = run.changes.every(({id}) =>
			run.progress.some((each) => each.id === id && each.status === 'done'),
		);
		return isDone ? 'done' : 'failed';
	}

	if (!isReady || isLooking) {
		return 'looking';
	}

	if (blockers.length > 0) {
		return 'blocked';
	}

	return changes.length === 0 ? 'nothing' : 'review';
}

function keysOf(stage: Stage, count: number, isFull: boolean): KeyHint[] {
	switch (stage) {
		case 'review': {
			return [
				{key: 'a', does: count === 1 ? 'apply it' : `apply all ${count}`},
				{key: 'j', does: isFull ? 'shorter' : 'full JSON'},
				{key: '↑↓', does: 'scroll'},
			];
		}

		case 'nothing':
		case 'done': {
			return [{key: 'Enter', does: 'continue'}];
		}

		case 'blocked':
		case 'failed': {
			return [{key: 'r', does: 'look again'}];
		}

		case 'looking':
		case 'running': {
			return [];
		}
	}
}

function ReviewBody({
	stage,
	changes,
	blockers,
	run,
	isFull,
}: {
	readonly stage: Stage;
	readonly changes: readonly Change[];
	readonly blockers: readonly Blocker[];
	readonly run: Run | undefined;
	readonly isFull: boolean;
}) {
	const {rows} = useBodySize();
	const {symbols} = useTheme();
	switch (stage) {
		case 'looking': {
			return <Loading text="Asking AWS what is there already" />;
		}

		case 'blocked': {
			return (
				<Box flexDirection="column">
					{blockers.map(({code, message, hint}) => (
						<Message
							key={`${code} ${message}`}
							kind="problem"
							text={`${message}\n${hint}`}
						/>
					))}
					<Box marginTop={1}>
						<Paragraph text="Nothing was changed." />
					</Box>
				</Box>
			);
		}

		case 'nothing': {
			return (
				<Message
					kind="success"
					text="Everything is there already. There is nothing to change."
				/>
			);
		}

		case 'review': {
			return (
				<ScrollBox
					rows={rows}
					lines={[
						{
							text: `Nothing has been changed yet. ${changes.length === 1 ? 'This change' : `These ${changes.length} changes`} would be made:`,
						},
						{text: ''},
						...reviewLines(changes, isFull, symbols),
					]}
				/>
			);
		}

		case 'running':
		case 'done':
		case 'failed': {
			return <Applied run={run} stage={stage} rows={rows} />;
		}
	}
}

function Applied({
	run,
	stage,
	rows,
}: {
	readonly run: Run | undefined;
	readonly stage: Stage;
	readonly rows: number;
}) {
	const progress = new Map(run?.progress.map((each) => [each.id, each]));
	const items = (run?.changes ?? []).map(({id, title}) => {
		const at = progress.get(id);
		const {error, note} = at ?? {};
		return {
			id,
			title: note ? `${title} (${note})` : title,
			status: at?.status ?? ('planned' as const),
			...(error && {error: `${error.code}: ${error.message} ${error.hint}`}),
		};
	});
	return (
		<Box flexDirection="column">
			<ProgressList items={items} rows={Math.max(3, rows - 3)} />
			{stage === 'done' ? (
				<Message kind="success" text="All changes are made." />
			) : undefined}
			{stage === 'failed' ? (
				<Message
					kind="problem"
					text="It stopped here. What is done stays done; press r to look again and plan what is left."
				/>
			) : undefined}
		</Box>
	);
}
