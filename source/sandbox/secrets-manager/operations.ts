import {type Operation} from '../operation.js';
import {creationOperations, lifecycleOperations} from './create-secret.js';
import {listOperations} from './find-secret.js';
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
