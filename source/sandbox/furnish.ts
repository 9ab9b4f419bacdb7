import {furnishedRoles} from './furnished-roles.js';
import {furnishedKeyAlias, furnishedSecrets} from './furnished-secrets.js';
import {defaultKeyPolicy} from './key-policy.js';
import {secretArn} from './secrets-manager/records.js';
import {
	freshState,
	keyArn,
	practiceAccount,
	type Key,
	type State,
} from './state.js';

const createdAt = 1_748_736_000;

/** Puts into an account what makes it look lived in: secrets, the key of two of them, and roles. Twice changes nothing. */
export const furnish = (state: State): void => {
	const key: Key = {
		account: practiceAccount,
		region: 'us-east-1',
		id: '5eacb0aa-31c6-4f4b-9a5c-0d6c1f2b7e90',
		createdAt,
		description: 'Secrets of our applications',
		usage: 'ENCRYPT_DECRYPT',
		spec: 'SYMMETRIC_DEFAULT',
		origin: 'AWS_KMS',
		manager: 'CUSTOMER',
		state: 'Enabled',
		multiRegion: false,
		policy: defaultKeyPolicy(practiceAccount),
		tags: [],
	};
	state.keys[keyArn(key)] ??= key;
	state.aliases[
		`arn:aws:kms:us-east-1:${practiceAccount}:${furnishedKeyAlias}`
	] ??= {keyId: key.id, createdAt, updatedAt: createdAt};
	for (const secret of furnishedSecrets()) {
		state.secrets[secretArn(secret)] ??= secret;
	}

	for (const [arn, role] of Object.entries(furnishedRoles())) {
		state.identities[arn] ??= role;
	}
};

/** What a sandbox for practice holds when it is new. */
export const furnishedState = (): State => {
	const state = freshState();
	furnish(state);
	return state;
};
