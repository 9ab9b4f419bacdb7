import {type GuideScreens} from '../guide-screens.js';
import {ChecklistStep} from '../steps/checklist-step.js';
import {ReviewStep} from '../steps/review-step.js';
import {type EkmAnswers} from './answers.js';
import {ekmGuide} from './ekm-guide.js';
import {type EkmObservation} from './observation.js';
import {ekmHelp} from './help.js';
import {ekmRemedies} from './remedies.js';
import {ekmServices, type EkmServices} from './services.js';
import {ArnStep} from './steps/arn-step.js';
import {BeforeStep} from './steps/before-step.js';
import {KeyStep} from './steps/key-step.js';
import {PolicyStep} from './steps/policy-step.js';
import {RotationStep} from './steps/rotation-step.js';
import {WorkatoStep} from './steps/workato-step.js';

/** The EKM guide's screens, in the order of its document. */
export const ekmScreens: GuideScreens<EkmAnswers, EkmObservation, EkmServices> =
	{
		definition: ekmGuide,
		label: 'EKM',
		services: ekmServices,
		whenDone:
			'Workato encrypts with this key, and it stays yours. What is left: set up your other Workato environments the same way, and watch the key’s use in CloudTrail.',
		remedies: ekmRemedies,
		steps: [
			{
				id: 'before',
				title: 'Before you start',
				help: ekmHelp.before,
				Screen: BeforeStep,
			},
			{
				id: 'policy',
				title: 'Retrieve the key policy',
				number: '1.1',
				help: ekmHelp.policy,
				Screen: PolicyStep,
			},
			{
				id: 'key',
				title: 'Configure the key',
				number: '1.2',
				help: ekmHelp.key,
				Screen: KeyStep,
			},
			{
				id: 'rotation',
				title: 'Auto-rotation',
				number: '1.3',
				help: ekmHelp.rotation,
				isLooking: true,
				Screen: RotationStep,
			},
			{
				id: 'review',
				title: 'Review and apply',
				help: ekmHelp.review,
				isLooking: true,
				Screen: ReviewStep,
			},
			{
				id: 'arn',
				title: 'The key ARN',
				number: '2.1',
				help: ekmHelp.arn,
				isLooking: true,
				Screen: ArnStep,
			},
			{
				id: 'workato',
				title: 'Set up the key in Workato',
				number: '2.2',
				help: ekmHelp.workato,
				isLooking: true,
				Screen: WorkatoStep,
			},
			{
				id: 'checklist',
				title: 'Checklist',
				help: ekmHelp.checklist,
				isLooking: true,
				Screen: ChecklistStep,
			},
		],
	};
