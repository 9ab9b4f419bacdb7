import {parseAwsPrincipal} from '../../policy/principals.js';

/** Whether an ARN names a role or a user of the account the key will live in. */
export function isOwnRoleOrUser(
	text: string,
	account: string | undefined,
): boolean {
	const who = parseAwsPrincipal(text);
	return (
		(who.kind === 'role' || who.kind === 'user') &&
		(account === undefined || who.account === account)
	);
}
