import {type Handover} from '../handover.js';

/** The ARN of a thing of the setup's account and, except in IAM, its region; `*` for an account that nobody has named. */
export function ownArn(
	{account = '*', planned: {partition}, region}: Handover,
	service: 'iam' | 'kms' | 'secretsmanager',
	resource: string,
): string {
	return `arn:${partition}:${service}:${service === 'iam' ? '' : region}:${account}:${resource}`;
}
