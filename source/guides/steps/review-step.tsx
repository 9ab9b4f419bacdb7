import {useState} from 'react';
import {useInput} from '../../ui/use-input.js';
import {agreementQuestion, useAgreement, StepFrame, QuestionStep} from '../step-frame.js';
import {type Observed} from '../guide.js';
import {type StepProps} from '../guide-screens.js';
import {changedSoFar, keysOf, stageOf} from './review-stage.js';
import {ExportView} from './export-view.js';
import {ReviewBody} from './review-body.js';

/**
Shows every change before it happens, has its warnings agreed to, applies the changes when told, and shows where each
one stands.
*/
export function ReviewStep<Answers, Observation extends Observed, Services>({
	saved,
	plan,
	mend,
	run,
	isLooking,
	connection,
	checks,
	groupNoun,
	warnings,
	remedies,
	exporter,
	send,
}: StepProps<Answers, Observation, Services>) {
	const [isFull, setIsFull] = useState(false);
	const [isExporting, setIsExporting] = useState(false);
	const [isAgreeing, setIsAgreeing] = useState(false);
	const [isEnterPressed, setIsEnterPressed] = useState(false);
	const {isAgreed, agree} = useAgreement(warnings);
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
	// A fix from the checklist is not the whole setup.
	const isOffered = !mend && ['review', 'blocked', 'failed'].includes(stage);
	const isKnown = connection.identity?.state === 'found';
	const apply = () => {
		send({type: 'apply', changes: [...changes]});
	};

	// While AWS is asked what came of it, there is nothing left to stop.
	const isStoppable = stage === 'running' && !run?.isStopping && !isLooking;
	const onReviewKey = (input: string, isEnter: boolean) => {
		if (input === 'a' && isKnown) {
			if (isAgreed) {
				apply();
			} else {
				setIsAgreeing(true);
			}
		} else if (input === 'v') {
			setIsFull(!isFull);
		} else if (isEnter) {
			setIsEnterPressed(true);
		}
	};

	useInput(
		(input, key) => {
			if (stage === 'review') {
				onReviewKey(input, key.return);
			} else if (stage === 'blocked' && input === 'u' && offer) {
				send({type: 'accept', answers: offer.answers});
				send({type: 'look'});
			} else if (stage === 'blocked' && input === 'c') {
				send({type: 'go', step: 'checklist'});
			} else if (key.return && (stage === 'nothing' || stage === 'done')) {
				send(mend ? {type: 'back'} : {type: 'next'});
			}

			if (input === 's' && isStoppable) {
				send({type: 'stop'});
			}

			if (input === 'h' && isOffered) {
				setIsExporting(true);
			}

			if (input === 'r' && stage !== 'running') {
				send({type: 'look'});
			}
		},
		{isActive: !isAgreeing && !isExporting},
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

	return (
		<StepFrame
			keys={keysOf({
				stage,
				count: changes.length,
				isFull,
				offer,
				isApplicable: isKnown,
				remedies: remedies.length,
				isExportable: isOffered,
				isStoppable,
			})}
			isBackActive={stage !== 'running'}
		>
			<ReviewBody
				stage={stage}
				isLooking={isLooking}
				changes={changes}
				blockers={blockers}
				run={run}
				isFull={isFull}
				isEnterPressed={isEnterPressed}
				isExportable={isOffered}
				connection={connection}
				checks={checks}
				groupNoun={groupNoun}
				warnings={warnings}
				isAgreed={isAgreed}
				soFar={changedSoFar(saved)}
				remedies={remedies}
				onRemedy={(step) => {
					send(step === undefined ? {type: 'look'} : {type: 'go', step});
				}}
			/>
		</StepFrame>
	);
}
