import {type Lookup} from '../../aws/errors.js';
import {type Identity} from '../../aws/session.js';
import {
	type KeyGrants,
	type KeyFacts,
	type LastUse,
	type Rotation,
} from '../../resources/kms-key/read.js';
import {type ServiceStatus} from '../../aws/service-status.js';
import {type PolicyDocument} from '../../policy/policy-document.js';
import {type Location} from '../guide.js';

/** How a key came to be looked at. A key that is neither named by the person nor this setup's own is never looked at. */
export type KeyFoundBy =
	/** The person named it; where an alias was given, the key that it first stood for. */
	| 'answer'
	/** The journal says that this setup made it. */
	| 'journal'
	/** It carries this run's tag: made by a call whose reply was lost. */
	| 'tag'
	/** The wanted alias points at it, and its tag names this setup; but not this run of it: see `takeover`. */
	| 'alias'
	/** The same, and the person has agreed that it is the one that is meant. */
	| 'agreed';

/**
What AWS says now about everything an EKM setup touches. While AWS is still being asked, fields are missing.
*/
export type EkmObservation = {
	identity: Lookup<Identity>;
	region: string;
	/** ISO 8601: when AWS was asked, by this machine's clock. */
	observedAt?: string;
	/** The key that the person named, or the setup's own; a stranger's key under the wanted alias is `absent` here. */
	key: Lookup<KeyFacts & {foundBy: KeyFoundBy}>;
	/**
	The ARN of the key that the alias in the answers points at, whoever's it is: the alias of a new key, or the one by which
	the person named a key. `absent` also where the answers hold no alias.
	*/
	aliasTarget: Lookup<string>;
	/**
	The ARN of a key that carries this setup's name though this setup has made none: looked for only where a first key would
	be made.
	*/
	namesake: Lookup<string>;
	policy: Lookup<PolicyDocument>;
	/** What of the policy's text would not come back the same if it were written again, in sentences. */
	policyLosses: string[];
	/** Who may use the key although no policy says so. */
	grants: Lookup<KeyGrants>;
	rotation: Lookup<Rotation>;
	/** `absent`: not used since AWS began to keep track. */
	lastUse: Lookup<LastUse>;
	service: Lookup<ServiceStatus>;
};

/**
Why a key can never serve Workato EKM, in a few words; nothing when it can. The document asks for a symmetric key with
origin KMS; AWS lets nobody change the policy of an AWS managed key.
*/
export function unfitReason(key: KeyFacts, scope: Location): string | undefined {
	if (scope.account && key.account && key.account !== scope.account) {
		return `belongs to account ${key.account}`;
	}

	if (key.region && key.region !== scope.region) {
		return `lives in ${key.region}, this setup in ${scope.region}`;
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
