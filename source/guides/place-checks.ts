import {type Check, type Observed} from './guide.js';
import {rowFrom} from './check-row.js';
import {type Mark} from './mark.js';

/** Who and where: the identity, and whether this is the account and region the setup belongs to. */
export function placeChecks(
	{identity, region = ''}: Partial<Observed>,
	own: Pick<Mark, 'account' | 'region'>,
): Check[] {
	return [
		rowFrom({id: 'identity', title: 'AWS identity and account'}, identity, {
			value({arn, account, source}) {
				if (own.account && own.account !== account) {
					return {
						status: 'fail',
						detail: `Signed in to account ${account}; this setup belongs to ${own.account}.`,
						fix: `Sign in to account ${own.account}, or start a setup of its own for ${account}.`,
					};
				}

				return own.region && own.region !== region
					? {
							status: 'fail',
							detail: `Working in ${region}; this setup belongs to ${own.region}.`,
							fix: `Go to ${own.region}, or start a setup of its own for ${region}.`,
						}
					: {
							status: 'pass',
							detail: `${arn}, account ${account}, ${region}, from ${source}`,
						};
			},
			absent: () => ({
				status: 'fail',
				detail: 'AWS knows no identity for these credentials.',
				fix: 'Sign in again.',
			}),
		}),
	];
}
