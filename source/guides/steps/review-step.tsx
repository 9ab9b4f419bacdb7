import {useState} from 'react';
import {Box, useInput} from 'ink';
import {useBodySize} from '../../components/body-size.js';
import {Loading} from '../../components/loading.js';
import {Message} from '../../components/message.js';
import {Paragraph} from '../../components/paragraph.js';
import {ProgressList} from '../../components/progress-list.js';
import {ScrollBox} from '../../components/scroll-box.js';
import {useTheme} from '../../components/theme.js';
import {type Change} from '../../changes/change.js';
import {type Blocker, type Observed} from '../guide.js';
import {type Connection, type Run, type StepProps} from '../guide-screens.js';
import {StepFrame} from '../step-frame.js';
import {reviewLines} from './review-lines.js';
import {keysOf, stageOf, type Stage} from './review-stage.js';

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
	const offer = blockers.find((blocker) => blocker.offer)?.offer;
	const stage = stageOf({
		run,
		// A key that is offered has to work: nothing is applied before it is known who applies it.
		isReady: plan !== undefined && connection.identity !== undefined,
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
		} else if (stage === 'blocked' && input === 'u' && offer) {
			send({type: 'accept', answers: offer.answers});
			send({type: 'look'});
		} else if (stage === 'blocked' && input === 'c') {
			send({type: 'go', step: 'checklist'});
		} else if (input === 'r' && stage !== 'running') {
			send({type: 'look'});
		} else if (key.return && (stage === 'nothing' || stage === 'done')) {
			send(mend ? {type: 'back'} : {type: 'next'});
		}
	});
	return (
		<StepFrame
			keys={keysOf({stage, count: changes.length, isFull, offer})}
			isBackActive={stage !== 'running'}
		>
			<ReviewBody
				stage={stage}
				changes={changes}
				blockers={blockers}
				run={run}
				isFull={isFull}
				connection={connection}
			/>
		</StepFrame>
	);
}

function ReviewBody({
	stage,
	changes,
	blockers,
	run,
	isFull,
	connection,
}: {
	readonly stage: Stage;
	readonly changes: readonly Change[];
	readonly blockers: readonly Blocker[];
	readonly run: Run | undefined;
	readonly isFull: boolean;
	readonly connection: Connection;
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
						{text: whereOf(connection), tone: 'quiet'},
						...connection.warnings.map((text) => ({
							gutter: `${symbols.warn} `,
							tone: 'careful' as const,
							text,
						})),
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

// The frame cuts long lines; before the first write the whole identity has been on screen.
function whereOf({identity, session}: Connection): string {
	return identity?.state === 'found'
		? `In account ${identity.value.account}, ${session.region}, as ${identity.value.arn} (${identity.value.source}).`
		: 'Nothing can be applied before you sign in.';
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
