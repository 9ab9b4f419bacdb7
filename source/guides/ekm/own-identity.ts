import {parseArn} from '../../aws/arn.js';

/** Whether an ARN names a role or a user of the account the key will live in. */
export function isOwnRoleOrUser(
	text: string,
	account: string | undefined,
): boolean {
	const arn = parseArn(text);
	return (
		arn?.service === 'iam' &&
		(account === undefined || arn.account === account) &&
		/^(?:role|user)\/[^*?]+$/v.test(arn.resource)
	);
}
