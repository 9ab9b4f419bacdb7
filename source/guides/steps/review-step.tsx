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
	const {warnings, send} = props;
	const changesView = useChangesView();
	const [opened, setOpened] = useState<'export' | 'agreement'>();
	const [isEnterPressed, setIsEnterPressed] = useState(false);
	const {isAgreed, agree} = useAgreement(warnings);
	const review = reviewOf(props, changesView);
	const {stage, changes, suggestion} = review;
	const close = () => {
		setOpened(undefined);
	};

	const does: Record<Action, () => void> = {
		apply() {
			if (isAgreed) {
				send({type: 'apply', changes: [...changes]});
			} else {
				setOpened('agreement');
			}
		},
		continue() {
			send(props.fixChanges ? {type: 'back'} : {type: 'next'});
		},
		refresh() {
			send({type: 'refresh'});
		},
		stop() {
			send({type: 'stop'});
		},
		checklist() {
			send({type: 'go', step: 'checklist'});
		},
		export() {
			setOpened('export');
		},
		accept() {
			if (!suggestion) {
				return;
			}

			send({type: 'accept', answers: suggestion.answers});
			send({type: 'refresh'});
		},
	};
	const keys = keysOf(review);
	useInput(
		(input, key) => {
			const pressed = key.return ? 'Enter' : input;
			const action = keys.find((each) => each.key === pressed)?.action;
			if (action) {
				does[action]();
			} else if (stage === 'review') {
				setIsEnterPressed(key.return);
				changesView.press(pressed);
			}
		},
		{isActive: !opened && stage !== 'done' && stage !== 'failed'},
	);
	if (opened === 'export') {
		return <ExportView exporter={props.exporter} onBack={close} />;
	}

	if (opened === 'agreement' && stage === 'review') {
		return (
			<QuestionStep
				question={agreementQuestion(warnings, {
					no: 'No, do not apply it yet',
					onYes() {
						close();
						agree();
						send({type: 'apply', changes: [...changes]});
					},
					onNo: close,
				})}
			/>
		);
	}

	if (stage === 'done' || stage === 'failed') {
		return (
			<AppliedView
				run={props.run}
				isDone={stage === 'done'}
				suggestions={stage === 'done' ? [] : props.suggestions}
				keys={keys.flatMap(({action, ...hint}) => (action ? [{...hint, press: does[action]}] : []))}
				onNext={does.continue}
				onSuggestion={(step) => {
					send(step === undefined ? {type: 'refresh'} : {type: 'go', step});
				}}
			/>
		);
	}

	return (
		<StepFrame keys={keys.filter((hint) => hint.does !== '')} isBackActive={stage !== 'running'}>
			<ReviewBody
				{...props}
				{...review}
				stage={stage}
				isEnterPressed={isEnterPressed}
				isAgreed={isAgreed}
			/>
		</StepFrame>
	);
}

/** What is reviewed, and what can be done with it now. */
type Review = {
	readonly stage: Stage;
	readonly changes: readonly Change[];
	readonly blockers: readonly Blocker[];
	readonly suggestion: Blocker['suggestion'];
	/** How much of the changes is shown. */
	readonly changesView: ChangesView;
	/** Whether it can be handed to somebody else. */
	readonly isExportable: boolean;
	/** Whether AWS knows who would apply it. */
	readonly isKnown: boolean;
	/** Whether a run can be stopped. */
	readonly isStoppable: boolean;
};

function reviewOf<Answers, Observation extends Observed, Services>(
	props: StepProps<Answers, Observation, Services>,
	changesView: ChangesView,
): Review {
	const {plan, fixChanges, run, isRefreshing, connection} = props;
	const changes = fixChanges ?? plan?.changes ?? [];
	const blockers = fixChanges ? [] : (plan?.blockers ?? []);
	const stage = stageOf(props, {changes, isBlocked: blockers.length > 0});
	return {
		stage,
		changes,
		blockers,
		suggestion: blockers.find((blocker) => blocker.suggestion)?.suggestion,
		changesView,
		// A fix from the checklist is not the whole setup.
		isExportable: !fixChanges,
		isKnown: connection.identity?.state === 'found',
		// While AWS is asked what came of it, there is nothing left to stop.
		isStoppable: !run?.isStopping && !isRefreshing,
	};
}

/** What a key of the review does; the other keys belong to what is drawn. */
type Action = 'apply' | 'continue' | 'refresh' | 'stop' | 'checklist' | 'export' | 'accept';

/** A key with no words counts, and is not named. */
type ReviewKey = KeyHint & {readonly action?: Action};

/** The keys that count at a stage. */
function keysOf({
	stage,
	changes,
	suggestion,
	changesView,
	isExportable,
	isKnown,
	isStoppable,
}: Review): readonly ReviewKey[] {
	const some = (isThere: boolean, key: ReviewKey): ReviewKey[] => (isThere ? [key] : []);
	const exporter = some(isExportable, {key: 'h', does: 'hand it over', action: 'export'});
	const scroll = {key: '↑↓', does: 'scroll'};
	const checklist = {key: 'c', does: 'checklist', action: 'checklist'} as const;
	const again = {key: 'r', does: 'look again', action: 'refresh'} as const;
	const silent = {...again, does: ''};
	const all = changes.length === 1 ? 'apply it' : `apply all ${changes.length}`;
	const keys: Record<Stage, readonly ReviewKey[]> = {
		review: [
			...some(isKnown, {key: 'a', does: all, action: 'apply'}),
			...changesView.keys,
			...exporter,
			scroll,
			silent,
		],
		nothing: [{key: 'Enter', does: 'continue', action: 'continue'}, checklist, scroll, silent],
		blocked: [
			...some(suggestion !== undefined, {
				key: 'u',
				does: suggestion?.label ?? '',
				action: 'accept',
			}),
			again,
			checklist,
			...exporter,
		],
		running: some(isStoppable, {key: 's', does: 'stop', action: 'stop'}),
		refreshing: [silent],
		done: [silent],
		failed: [again, ...exporter],
	};
	return keys[stage];
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
		readonly stage: Exclude<Stage, 'done' | 'failed'>;
		/** Enter does nothing here; once it was pressed, the key that does is named. */
		readonly isEnterPressed: boolean;
		readonly isAgreed: boolean;
	}) {
	const {rows, columns} = useBodySize();
	const heightOf = ({text}: StatusMessage) => messageRows(text, columns);
	const {symbols} = useTheme();
	switch (stage) {
		case 'refreshing': {
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
			const isHinted = isEnterPressed && isKnown;
			const height = Math.max(2, rows - (isHinted ? heightOf(howToApply) : 0));
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
					{isHinted ? <Message {...howToApply} /> : undefined}
					<ScrollBox key={shown} hasLetters={false} rows={height} lines={lines} />
				</Box>
			);
		}

		case 'running': {
			return <ApplyingView run={run} isRefreshing={isRefreshing} />;
		}
	}
}
