import {useState} from 'react';
import {Box} from 'ink';
import {type Change} from '../../resources/call.js';
import {type KeyHint} from '../../ui/frame-keys.js';
import {Message, messageRows, Paragraph} from '../../ui/message.js';
import {type StatusMessage} from '../../ui/question.js';
import {ScrollBox} from '../../ui/scroll-box.js';
import {useBodySize, useTheme} from '../../ui/theme.js';
import {useInput} from '../../ui/use-input.js';
import {type Blocker, type Observed} from '../guide.js';
import {type StepProps} from '../guide-screens.js';
import {agreementQuestion, useAgreement, StepFrame, QuestionStep} from '../step-frame.js';
import {changeLines, factLines, useChangesView, type ChangesView} from './changes-view.js';
import {ExportView} from './export-view.js';
import {changedSoFar, evidenceLines, noticeLines, stageOf, type Stage} from './review-lines.js';
import {AppliedView, ApplyingView, RefreshingView} from './run-view.js';

/**
Shows every change before it happens, has its warnings agreed to, applies the changes when told, and shows where each
one stands.
*/
export function ReviewStep<Answers, Observation extends Observed, Services>(
	props: StepProps<Answers, Observation, Services>,
) {
	const {plan, fixChanges, run, isRefreshing, connection, warnings, suggestions, exporter, send} =
		props;
	const changesView = useChangesView();
	const [isExporting, setIsExporting] = useState(false);
	const [isAgreeing, setIsAgreeing] = useState(false);
	const [isEnterPressed, setIsEnterPressed] = useState(false);
	const {isAgreed, agree} = useAgreement(warnings);
	const changes = fixChanges ?? plan?.changes ?? [];
	const blockers = fixChanges ? [] : (plan?.blockers ?? []);
	const offer = blockers.find((blocker) => blocker.offer)?.offer;
	const stage = stageOf(props, {changes, isBlocked: blockers.length > 0});
	// A fix from the checklist is not the whole setup.
	const isOffered = !fixChanges && ['review', 'blocked', 'failed'].includes(stage);
	const isKnown = connection.identity?.state === 'found';
	const apply = () => {
		send({type: 'apply', changes: [...changes]});
	};

	const leave = () => {
		send(fixChanges ? {type: 'back'} : {type: 'next'});
	};

	const look = () => {
		send({type: 'refresh'});
	};

	const toExport = () => {
		setIsExporting(true);
	};

	const isOver = stage === 'done' || stage === 'failed';
	// While AWS is asked what came of it, there is nothing left to stop.
	const isStoppable = stage === 'running' && !run?.isStopping && !isRefreshing;
	const onReviewKey = (input: string, isEnter: boolean) => {
		if (input === 'a' && isKnown) {
			if (isAgreed) {
				apply();
			} else {
				setIsAgreeing(true);
			}
		} else if (isEnter) {
			setIsEnterPressed(true);
		} else {
			setIsEnterPressed(false);
			changesView.press(input);
		}
	};

	useInput(
		(input, key) => {
			if (stage === 'review') {
				onReviewKey(input, key.return);
			} else if (stage === 'blocked' && input === 'u' && offer) {
				send({type: 'accept', answers: offer.answers});
				send({type: 'refresh'});
			} else if ((stage === 'blocked' || stage === 'nothing') && input === 'c') {
				send({type: 'go', step: 'checklist'});
			} else if (key.return && stage === 'nothing') {
				leave();
			}

			if (input === 's' && isStoppable) {
				send({type: 'stop'});
			}

			if (input === 'h' && isOffered) {
				toExport();
			}

			if (input === 'r' && stage !== 'running') {
				look();
			}
		},
		{isActive: !isAgreeing && !isExporting && !isOver},
	);
	if (isExporting) {
		return (
			<ExportView
				exporter={exporter}
				onBack={() => {
					setIsExporting(false);
				}}
			/>
		);
	}

	if (isAgreeing && stage === 'review') {
		return (
			<QuestionStep
				question={agreementQuestion(warnings, {
					no: 'No, do not apply it yet',
					onYes() {
						setIsAgreeing(false);
						agree();
						apply();
					},
					onNo() {
						setIsAgreeing(false);
					},
				})}
			/>
		);
	}

	if (stage === 'done' || stage === 'failed') {
		return (
			<AppliedView
				run={run}
				isDone={stage === 'done'}
				suggestions={stage === 'done' ? [] : suggestions}
				keys={[
					{key: 'r', does: stage === 'done' ? '' : 'look again', press: look},
					...(isOffered ? [{key: 'h', does: 'hand it over', press: toExport}] : []),
				]}
				onNext={leave}
				onSuggestion={(step) => {
					send(step === undefined ? {type: 'refresh'} : {type: 'go', step});
				}}
			/>
		);
	}

	const review = {stage, changes, blockers, offer, changesView, isOffered, isKnown, isStoppable};
	return (
		<StepFrame keys={keysOf(review)} isBackActive={stage !== 'running'}>
			<ReviewBody {...props} {...review} isEnterPressed={isEnterPressed} isAgreed={isAgreed} />
		</StepFrame>
	);
}

/** What is reviewed, and what can be done with it now. */
type Review = {
	readonly stage: Exclude<Stage, 'done' | 'failed'>;
	readonly changes: readonly Change[];
	readonly blockers: readonly Blocker[];
	readonly offer: Blocker['offer'];
	/** How much of the changes is shown. */
	readonly changesView: ChangesView;
	/** Whether it can be handed to somebody else. */
	readonly isOffered: boolean;
	/** Whether AWS knows who would apply it. */
	readonly isKnown: boolean;
	/** Whether a run can be stopped. */
	readonly isStoppable: boolean;
};

/** The keys that count at a stage. */
function keysOf({
	stage,
	changes,
	offer,
	changesView,
	isOffered,
	isKnown,
	isStoppable,
}: Review): KeyHint[] {
	const exporter = isOffered ? [{key: 'h', does: 'hand it over'}] : [];
	switch (stage) {
		case 'review': {
			return [
				...(isKnown
					? [
							{
								key: 'a',
								does: changes.length === 1 ? 'apply it' : `apply all ${changes.length}`,
							},
						]
					: []),
				...changesView.keys,
				...exporter,
				{key: '↑↓', does: 'scroll'},
			];
		}

		case 'nothing': {
			return [
				{key: 'Enter', does: 'continue'},
				{key: 'c', does: 'checklist'},
				{key: '↑↓', does: 'scroll'},
			];
		}

		case 'blocked': {
			return [
				...(offer ? [{key: 'u', does: offer.label}] : []),
				{key: 'r', does: 'look again'},
				{key: 'c', does: 'checklist'},
				...exporter,
			];
		}

		case 'running': {
			return isStoppable ? [{key: 's', does: 'stop'}] : [];
		}

		case 'looking': {
			return [];
		}
	}
}

const nothingLeft: StatusMessage = {
	kind: 'success',
	text: 'There is nothing to change. AWS was asked, and this is what is there:',
};
const howToApply: StatusMessage = {
	kind: 'info',
	text: 'Enter does nothing here. Press a to apply.',
};

/** What the review screen shows at each stage. */
function ReviewBody({
	saved,
	stage,
	isRefreshing,
	changes,
	blockers,
	run,
	fixChanges,
	changesView,
	isEnterPressed,
	isKnown,
	connection,
	factsOf,
	checks,
	groupNoun,
	warnings,
	isAgreed,
}: Pick<
	StepProps<unknown, Observed, unknown>,
	| 'saved'
	| 'isRefreshing'
	| 'run'
	| 'fixChanges'
	| 'connection'
	| 'factsOf'
	| 'checks'
	| 'groupNoun'
	| 'warnings'
> &
	Review & {
		/** Enter does nothing here; once it was pressed, the key that does is named. */
		readonly isEnterPressed: boolean;
		readonly isAgreed: boolean;
	}) {
	const {rows, columns} = useBodySize();
	const heightOf = ({text}: StatusMessage) => messageRows(text, columns);
	const {symbols} = useTheme();
	switch (stage) {
		case 'looking': {
			return <RefreshingView checks={checks} groupNoun={groupNoun} />;
		}

		case 'blocked': {
			return (
				<Box flexDirection="column">
					{blockers.map(({code, message, hint}) => (
						<Message key={`${code} ${message}`} kind="problem" text={`${message}\n${hint}`} />
					))}
					<Box marginTop={1}>
						<Paragraph text="Nothing was changed." />
					</Box>
				</Box>
			);
		}

		case 'nothing': {
			return (
				<Box flexDirection="column">
					<Message {...nothingLeft} />
					<ScrollBox
						rows={Math.max(2, rows - heightOf(nothingLeft))}
						lines={[
							...connection.warnings.map((text) => ({
								gutter: `${symbols.warn} `,
								tone: 'careful' as const,
								text,
							})),
							...evidenceLines(checks, symbols),
						]}
					/>
				</Box>
			);
		}

		case 'review': {
			const isToldHow = isEnterPressed && isKnown;
			const height = Math.max(2, rows - (isToldHow ? heightOf(howToApply) : 0));
			const {shown} = changesView;
			const lines = [
				// Whoever asks for more has read what stands above.
				...(shown === 'summary'
					? noticeLines(
							{
								soFar: changedSoFar(saved),
								count: changes.length,
								facts: factLines(factsOf(changes), symbols),
							},
							connection,
							{warnings, isAgreed},
							symbols,
						)
					: []),
				...changeLines(changes, shown, {
					symbols,
					columns,
					session: connection.session,
					isReasoned: fixChanges !== undefined,
				}),
			];
			return (
				<Box flexDirection="column">
					{isToldHow ? <Message {...howToApply} /> : undefined}
					<ScrollBox key={shown} hasLetters={false} rows={height} lines={lines} />
				</Box>
			);
		}

		case 'running': {
			return <ApplyingView run={run} isRefreshing={isRefreshing} />;
		}
	}
}
