import {type GuideScreens, type Suggestion} from '../guide-screens.js';
import {stillAccepted, workatoAnswer} from '../step-marks.js';
import {ChecklistStep} from '../steps/checklist-step.js';
import {ReviewStep} from '../steps/review-step.js';
import {type AwsProblem} from '../../aws/errors.js';
import {joinWords} from '../../terminal/phrases.js';
import {parsePrincipals} from '../../policy/principals.js';
import {BeforeView} from '../steps/before-view.js';
import {outputValue} from '../guide.js';
import {keyArnOutput} from './about.js';
import {givenToWorkato, type EkmAnswers} from './answers.js';
import {ekmGuide} from './ekm-guide.js';
import {type EkmObservation} from './observation.js';
import {ekmHelp} from './help.js';
import {ekmServices, type EkmServices, type EkmStepProps} from './services.js';
import {ArnStep, WorkatoStep} from './steps/workato-step.js';
import {KeyStep} from './steps/key-step.js';
import {PolicyStep} from './steps/policy-step.js';
import {RotationStep} from './steps/rotation-step.js';
import {wantedStatements} from './validate-statement.js';

/** The EKM guide's screens, in the order of its document. */
export const ekmScreens: GuideScreens<EkmAnswers, EkmObservation, EkmServices> = {
	definition: ekmGuide,
	label: 'EKM',
	services: ekmServices,
	whenDone:
		'Workato may use this key, and it stays yours. What is left: set up your other Workato environments the same way, and watch the key’s use in CloudTrail.',
	suggestions: ekmSuggestions,
	steps: [
		{
			id: 'before',
			title: 'Before you start',
			short: 'start',
			help: ekmHelp.before,
			Screen: BeforeStep,
		},
		{
			id: 'policy',
			title: 'Retrieve the key policy',
			short: 'policy',
			number: '1.1',
			gives: /^statement$/v,
			help: ekmHelp.policy,
			Screen: PolicyStep,
		},
		{
			id: 'key',
			title: 'Configure the key',
			short: 'key',
			number: '1.2',
			gives: /^key$/v,
			help: ekmHelp.key,
			Screen: KeyStep,
		},
		{
			id: 'rotation',
			title: 'Auto-rotation',
			short: 'rotation',
			number: '1.3',
			help: ekmHelp.rotation,
			isRefreshing: true,
			Screen: RotationStep,
		},
		{
			id: 'review',
			title: 'Review and apply',
			short: 'review',
			help: ekmHelp.review,
			isRefreshing: true,
			Screen: ReviewStep,
		},
		{
			id: 'arn',
			title: 'The key ARN',
			short: 'ARN',
			number: '2.1',
			help: ekmHelp.arn,
			isRefreshing: true,
			Screen: ArnStep,
		},
		{
			id: 'workato',
			title: 'Set up the key in Workato',
			short: 'Workato',
			number: '2.2',
			inWorkato: (answers, outputs) =>
				workatoAnswer([
					stillAccepted(answers, givenToWorkato(answers, outputValue(outputs, keyArnOutput))),
				]),
			help: ekmHelp.workato,
			isRefreshing: true,
			Screen: WorkatoStep,
		},
		{
			id: 'checklist',
			title: 'Checklist',
			short: 'checks',
			help: ekmHelp.checklist,
			isRefreshing: true,
			Screen: ChecklistStep,
		},
	],
};

/**
Which answers may be behind AWS's refusal of a change. KMS refuses a policy that names somebody who does not exist
and does not say whom: all that this setup adds are named.
*/
export function ekmSuggestions(
	answers: EkmAnswers,
	{kind}: Pick<AwsProblem, 'kind'>,
): Suggestion[] {
	if (kind !== 'unknown-principal') {
		return [];
	}

	const administrators = answers.key?.create?.administrators ?? [];
	const workato = wantedStatements(answers, {}).flatMap((statement) =>
		parsePrincipals(statement).map(({id}) => id),
	);
	return [
		...(administrators.length > 0
			? [
					{
						reason: `AWS does not know somebody whom the policy names. Among the key administrators: ${joinWords(administrators)}.`,
						label: 'Change the new key',
						step: 'key',
					},
				]
			: []),
		{
			reason:
				administrators.length > 0
					? `Or in Workato’s statement: ${joinWords(workato)}.`
					: `AWS does not know somebody whom the policy names: ${joinWords(workato)}, in Workato’s statement.`,
			label: 'Give Workato’s statement again',
			step: 'policy',
		},
	];
}

/** The document's prerequisites on both sides. */
export function BeforeStep(props: EkmStepProps) {
	return <BeforeView {...props} what="create and change keys" inWorkato={inWorkato} />;
}

const inWorkato = [
	'Enterprise Key Management is enabled for your account (ask your Customer Success Manager).',
	'Your user role has the “Key management” privilege.',
	'You are in the environment that this key is for: each one has a key management page of its own.',
];
