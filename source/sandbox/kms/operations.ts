import {type Operation} from '../operation.js';
import {aliasOperations} from './aliases.js';
import {creationOperations} from './create-key.js';
import {cryptographyOperations} from './cryptography.js';
import {describeOperations} from './find-key.js';
import {grantCalls} from './grants.js';
import {lifecycleOperations, policyOperations, rotationOperations} from './key-settings.js';
import {tagOperations} from './tags.js';

/** Every KMS operation that the sandbox plays, by name. */
export const kmsOperations: ReadonlyMap<string, Operation> = new Map(
	Object.entries({
		...creationOperations,
		...describeOperations,
		...aliasOperations,
		...policyOperations,
		...tagOperations,
		...grantCalls,
		...rotationOperations,
		...lifecycleOperations,
		...cryptographyOperations,
	}),
);
