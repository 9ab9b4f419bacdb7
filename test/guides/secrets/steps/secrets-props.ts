import {secretsAnswers, type SecretsAnswers} from '../../../../source/guides/secrets/answers.js';
import {type StepAction} from '../../../../source/guides/guide-screens.js';
import {
	type SecretsServices,
	type SecretsStepProps,
} from '../../../../source/guides/secrets/services.js';
import {stepProps} from '../../steps/step-props.js';
import {aboutSecrets} from '../../../../source/guides/secrets/about.js';

/** What a screen of the secrets guide gets, with made-up answers, and what it sends. */
export function secretsProps(
	answers: Partial<SecretsAnswers>,
	services: Partial<SecretsServices> = {},
	more: Partial<SecretsStepProps> = {},
): {props: SecretsStepProps; sent: Array<StepAction<SecretsAnswers>>} {
	const sent: Array<StepAction<SecretsAnswers>> = [];
	const {props} = stepProps();
	return {
		sent,
		props: {
			...props,
			answers: secretsAnswers.parse({
				guide: 'secrets',
				name: 'production',
				scope: 'project',
				scopeAcknowledged: true,
				...answers,
			}),
			observation: {},
			groupNoun: aboutSecrets.groups,
			services: {
				permissions: async () => ({state: 'absent'}),
				listSecrets: async () => ({state: 'found', value: []}),
				listRoles: async () => ({state: 'found', value: []}),
				inspect: async () => ({state: 'absent'}),
				...services,
			},
			send(action) {
				sent.push(action);
			},
			...more,
		},
	};
}
