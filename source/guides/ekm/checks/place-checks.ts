import {type Check} from '../../guide.js';
import {type CheckContext} from '../checks.js';
import {type EkmObservation} from '../observation.js';
import {rowFrom} from './row.js';

/** Who and where: the identity, and whether it is the account the setup belongs to. */
export function placeChecks(
	{identity, region}: Partial<EkmObservation>,
	{account}: CheckContext,
): Check[] {
	return [
		rowFrom({id: 'identity', title: 'AWS identity and account'}, identity, {
			value: ({arn, account: actual, source}) =>
				account && account !== actual
					? {
							status: 'fail',
							detail: `Signed in to account ${actual}; this setup belongs to ${account}.`,
							fix: `Sign in to account ${account}, or start a setup of its own for ${actual}.`,
						}
					: {
							status: 'pass',
							detail: `${arn}, account ${actual}, ${region ?? ''}, from ${source}`,
						},
			absent: () => ({
				status: 'fail',
				detail: 'AWS knows no identity for these credentials.',
				fix: 'Sign in again.',
			}),
		}),
	];
}
