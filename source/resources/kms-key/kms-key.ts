import {type Resource} from '../resource.js';
import {
	cancelKeyDeletion,
	createKey,
	disableKeyRotation,
	enableKey,
	enableKeyRotation,
	putKeyPolicy,
	scheduleKeyDeletion,
} from './calls.js';

/** A KMS key with its policy and its rotation. */
export const kmsKey: Resource = {
	id: 'kms-key',
	calls: [
		createKey,
		putKeyPolicy,
		enableKeyRotation,
		disableKeyRotation,
		enableKey,
		scheduleKeyDeletion,
		cancelKeyDeletion,
	],
};
