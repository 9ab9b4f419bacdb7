import {workatoHost} from '../../../workato/data-centres.js';
import {type Connection, type StepProps} from '../../guide-screens.js';
import {type SecretsAnswers} from '../answers.js';
import {type SecretsObservation} from '../observation.js';
import {type SecretsServices} from '../services.js';

/** What every screen of the secrets guide gets. */
export type SecretsStepProps = StepProps<SecretsAnswers, SecretsObservation, SecretsServices>;

/** The account of the AWS identity, once AWS has said it. */
export function ownAccount({identity}: Connection): string | undefined {
	return identity?.state === 'found' ? identity.value.account : undefined;
}

/** Where Workato's secrets management is set up; `which` says for which project, such as “each project”. */
export function settingsPage({workato, scope}: SecretsAnswers, which: string): string {
	const host = workatoHost(workato?.dataCentre ?? '');
	const start = host ? `In Workato (${host})` : 'In Workato';
	return scope === 'workspace'
		? `${start}, in the workspace’s secrets management settings`
		: `${start}, in the settings of ${which} > Secrets management (or as shown on your screen)`;
}
