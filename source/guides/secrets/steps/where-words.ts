import {workatoHost} from '../../../workato/data-centres.js';
import {type SecretsAnswers} from '../answers.js';

/** Where Workato shows the two IDs; several sentences in one line. */
export function idsPlace({workato, scope}: SecretsAnswers): string {
	const host = workatoHost(workato?.dataCentre ?? '');
	const start =
		scope === 'workspace'
			? 'In Workato’s secrets management settings'
			: 'In Workato, open the project, Settings > Secrets management (or as shown on your screen)';
	return `${start}${host ? `, on ${host}` : ''}, and open “Create a new permission policy and role in AWS”. Copy both values from there.`;
}

/** Where the ARN of a role goes in Workato; `which` says in which project, such as “the project”. */
export function arnPlace(
	{workato, scope}: SecretsAnswers,
	which: string,
): string {
	const host = workatoHost(workato?.dataCentre ?? '');
	const start =
		scope === 'workspace'
			? 'In Workato’s secrets management settings'
			: `In Workato, open ${which}, Settings > Secrets management (or as shown on your screen)`;
	return `${start}${host ? `, on ${host}` : ''}. Open “Add the role to your Workato account”, paste the ARN and save, with the fields and the button as shown on your screen.`;
}
