import {type Check} from '../guide.js';
import {placeChecks} from '../place-checks.js';
import {type EkmAnswers} from './answers.js';
import {type CheckContext} from './checks/check-context.js';
import {keyChecks} from './checks/key-checks.js';
import {policyChecks} from './checks/policy-checks.js';
import {proofChecks} from './checks/proof-checks.js';
import {type EkmObservation} from './observation.js';

/**
The checklist: the document's troubleshooting section, and what else must hold for Workato's “Update key” to work. Pure;
a row whose answer is still on its way is `waiting`, one that could not be looked at is `unknown`, never `pass`.
*/
export function checkEkm(
	answers: EkmAnswers,
	observation: Partial<EkmObservation>,
	context: CheckContext,
): Check[] {
	const rows = [
		...placeChecks(observation, context),
		...keyChecks(answers, observation, context),
		...policyChecks(answers, observation, context),
		...proofChecks(answers, observation, context),
	];
	return isOwnPlace(observation, context)
		? rows
		: rows.map(({mend, ...row}) => row);
}

// Nothing is mended before AWS has said that this is the account and region of the setup.
function isOwnPlace(
	{identity, region}: Partial<EkmObservation>,
	own: CheckContext,
): boolean {
	return (
		identity?.state === 'found' &&
		(!own.account || own.account === identity.value.account) &&
		(!own.region || own.region === region)
	);
}
