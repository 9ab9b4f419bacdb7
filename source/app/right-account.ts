import {parseArn} from '../aws/arn.js';
import {type Connection} from '../guides/guide-screens.js';
import {type SavedSetup} from '../setups/saved-setup.js';

/** The account that the person is signed in to, where it is known not to be the setup's. */
export function otherAccount(
	{account}: Pick<SavedSetup, 'account'>,
	{identity}: Pick<Connection, 'identity'>,
): string | undefined {
	const actual =
		identity?.state === 'found' ? identity.value.account : undefined;
	return account === undefined || actual === account ? undefined : actual;
}

/** Of ARNs by name those that lie in the account; all where none is known yet. */
export function arnsIn(
	account: string | undefined,
	arns: Readonly<Record<string, string>>,
): Record<string, string> {
	return Object.fromEntries(
		Object.entries(arns).filter(
			([, arn]) => account === undefined || parseArn(arn)?.account === account,
		),
	);
}
