import {type Lookup} from '../aws/lookup.js';
import {type Identity} from '../aws/session.js';
import {partitionOfRegion} from '../aws/regions.js';
import {unknownAccount, type Place} from './guide.js';

/** The identity of an observation that nobody made: the account's root, as nothing is known of who will act. */
export function unknownIdentity({
	account = unknownAccount,
	region,
}: Place): Lookup<Identity> {
	const partition = partitionOfRegion(region);
	return {
		state: 'found',
		value: {
			account,
			arn: `arn:${partition}:iam::${account}:root`,
			partition,
			source: 'nobody was asked',
		},
	};
}
