import {type StepProps} from '../../guide-screens.js';
import {type SecretsAnswers} from '../answers.js';
import {type SecretsObservation} from '../observation.js';
import {type SecretsServices} from '../services.js';

/** What every screen of the secrets guide gets. */
export type SecretsStepProps = StepProps<
	SecretsAnswers,
	SecretsObservation,
	SecretsServices
>;
