import {type GuideScreens} from '../guide-screens.js';
import {stillAccepted, workatoAnswer} from '../step-marks.js';
import {BeforeView} from '../steps/before-view.js';
import {outputsByGroup} from '../guide.js';
import {rolesOutput} from './about.js';
import {type SecretsAnswers} from './answers.js';
import {givenToWorkato} from './role-names.js';
import {secretsHelp} from './help.js';
import {type SecretsObservation} from './observation.js';
import {secretsGuide} from './secrets-guide.js';
import {secretsServices, type SecretsServices, type SecretsStepProps} from './services.js';
import {ArnsStep} from './steps/arns-step.js';
import {ChecklistStep} from './steps/checklist-step.js';
import {IdsStep} from './steps/ids-step.js';
import {ProjectsStep} from './steps/projects-step.js';
import {ReviewStep} from './steps/review-step.js';
import {RoleStep} from './steps/role-step.js';
import {ScopeStep} from './steps/scope-step.js';
import {SecretsChoiceStep} from './steps/secrets-choice-step.js';
import {UsingStep} from './steps/using-step.js';

/** The secrets guide's screens, in the order of its document. */
export const secretsScreens: GuideScreens<SecretsAnswers, SecretsObservation, SecretsServices> = {
	definition: secretsGuide,
	label: 'Secrets',
	services: secretsServices,
	whenDone:
		'By what AWS shows, connections in Workato can use these secrets. What is left is to put them into the connections’ fields.',
	steps: [
		{
			id: 'before',
			title: 'Before you start',
			short: 'start',
			help: secretsHelp.before,
			Screen: BeforeStep,
		},
		{
			id: 'scope',
			title: 'Select the scope',
			short: 'scope',
			number: '1',
			gives: /^scope$/v,
			help: secretsHelp.scope,
			Screen: ScopeStep,
		},
		{
			id: 'projects',
			title: 'Select the projects',
			short: 'projects',
			number: '2',
			gives: /^projects$/v,
			help: secretsHelp.projects,
			Screen: ProjectsStep,
		},
		{
			id: 'ids',
			title: 'Account ID and external ID',
			short: 'IDs',
			number: '3',
			gives: /^(?:workatoAccountId$|projects\[\d+\]\.externalId)/v,
			help: secretsHelp.ids,
			Screen: IdsStep,
		},
		{
			id: 'role',
			title: 'The IAM role',
			short: 'role',
			number: '4',
			help: secretsHelp.role,
			Screen: RoleStep,
		},
		{
			id: 'secrets',
			title: 'Which secrets',
			short: 'secrets',
			number: '4',
			gives: /^projects\[\d+\]\.secrets/v,
			help: secretsHelp.secrets,
			Screen: SecretsChoiceStep,
		},
		{
			id: 'review',
			title: 'Review and apply',
			short: 'review',
			help: secretsHelp.review,
			isRefreshing: true,
			Screen: ReviewStep,
		},
		{
			id: 'arns',
			title: 'The role ARN',
			short: 'ARN',
			number: '5',
			inWorkato(answers, outputs) {
				const roles = new Map(Object.entries(outputsByGroup(outputs, rolesOutput)));
				return workatoAnswer(
					(answers.projects ?? []).map((project) =>
						stillAccepted(project, givenToWorkato(answers, project, roles.get(project.name))),
					),
				);
			},
			help: secretsHelp.arns,
			isRefreshing: true,
			Screen: ArnsStep,
		},
		{
			id: 'checklist',
			title: 'Checklist',
			short: 'checks',
			help: secretsHelp.checklist,
			isRefreshing: true,
			Screen: ChecklistStep,
		},
		{
			id: 'using',
			title: 'Use the secrets',
			short: 'use',
			help: secretsHelp.using,
			isRefreshing: true,
			Screen: UsingStep,
		},
	],
};

/** The document's prerequisites on both sides. */
export function BeforeStep(props: SecretsStepProps) {
	return <BeforeView {...props} what="create and change roles" inWorkato={inWorkato} />;
}

const inWorkato = [
	'Your account has Data Monitoring/Advanced Security & Compliance (ask your Customer Success Manager).',
	'You may change the workspace’s settings and those of the projects.',
	'You are in the environment that the roles are for: its projects may have external IDs of their own.',
	'Each secret is JSON with keys and values: Workato takes no plain text.',
];
