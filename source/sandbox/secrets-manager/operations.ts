import {type Operation} from '../operation.js';
import {creationOperations} from './create-secret.js';
import {lifecycleOperations} from './lifecycle.js';
import {listOperations} from './list-secrets.js';
import {resourcePolicyOperations} from './resource-policies.js';
import {valueOperations} from './values.js';

/** Every operation of Secrets Manager that the sandbox plays, by name. */
export const secretsManagerOperations: ReadonlyMap<string, Operation> = new Map(
	Object.entries({
		...creationOperations,
		...lifecycleOperations,
		...listOperations,
		...resourcePolicyOperations,
		...valueOperations,
	}),
);
