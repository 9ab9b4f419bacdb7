import {type StepProps} from '../../guide-screens.js';
import {type EkmAnswers} from '../answers.js';
import {type EkmObservation} from '../observation.js';
import {type EkmServices} from '../services.js';

/** What every EKM screen gets. */
export type EkmStepProps = StepProps<EkmAnswers, EkmObservation, EkmServices>;
