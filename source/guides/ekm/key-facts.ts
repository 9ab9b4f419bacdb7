import {type KeyFacts} from '../../resources/kms-key/read.js';

/** Where the setup lives: keys of other accounts and regions do not fit. */
export type Place = {account?: string; region: string};

/**
Why a key can never serve Workato EKM, in a few words; nothing when it can. The document asks for a symmetric key with
origin KMS; AWS lets nobody change the policy of an AWS managed key.
*/
export function unfitReason(key: KeyFacts, place: Place): string | undefined {
	if (place.account && key.account && key.account !== place.account) {
		return `belongs to account ${key.account}`;
	}

	if (key.region && key.region !== place.region) {
		return `lives in ${key.region}, this setup in ${place.region}`;
	}

	if (key.manager === 'AWS') {
		return 'managed by AWS: its policy cannot be changed';
	}

	if (key.spec && key.spec !== 'SYMMETRIC_DEFAULT') {
		return `not symmetric (${key.spec})`;
	}

	if (key.usage && key.usage !== 'ENCRYPT_DECRYPT') {
		return `not for encryption (${key.usage})`;
	}

	return key.origin && key.origin !== 'AWS_KMS'
		? `key material is not from KMS (${key.origin})`
		: undefined;
}

/** Why a fitting key cannot be used just now (disabled, waiting for deletion, …); nothing when it can. */
export function stateReason(key: KeyFacts): string | undefined {
	switch (key.state) {
		case 'Enabled':
		case '': {
			return undefined;
		}

		case 'Disabled': {
			return 'disabled';
		}

		case 'PendingDeletion': {
			return key.deletionDate
				? `waiting to be deleted on ${key.deletionDate.slice(0, 10)}`
				: 'waiting to be deleted';
		}

		case 'PendingReplicaDeletion': {
			return 'waiting to be deleted, once its replicas are gone';
		}

		default: {
			return `in state ${key.state}`;
		}
	}
}
