import {workatoHost} from '../../../workato/data-centres.js';
import {type SecretsAnswers} from '../answers.js';

/** Where Workato shows the two IDs; `what` is to be copied from there, such as “both values”. */
export function idsPlace(answers: SecretsAnswers, what: string): string {
	return `${pageOf(answers, 'the project')}, open “Create a new permission policy and role in AWS”. Copy ${what} from there.`;
}

/** Where the ARN of a role goes in Workato; `which` says in which project, such as “each project”. */
export function arnPlace(answers: SecretsAnswers, which: string): string {
	return `${pageOf(answers, which)}, open “Add the role to your Workato account”. Paste the ARN and save, with the fields and the button as shown on your screen.`;
}

function pageOf({workato, scope}: SecretsAnswers, which: string): string {
	const host = workatoHost(workato?.dataCentre ?? '');
	const place = host ? `In Workato (${host})` : 'In Workato';
	return scope === 'workspace'
		? `${place}, in the workspace’s secrets management settings`
		: `${place}, in the settings of ${which} > Secrets management (or as shown on your screen)`;
}
