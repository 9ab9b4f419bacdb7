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
import {kmsKeyId} from './effects.js';
import {undoKeys} from './revert.js';
import {keyTemplate} from './cloudformation.js';
import {keyPermissions, keyReads, keyUndoPermissions, usedKeys} from './permissions.js';
import {keyShell} from './shell.js';
import {keyTerraform} from './terraform.js';

/** A KMS key with its policy and its rotation. */
export const kmsKey: Resource = {
	id: kmsKeyId,
	title: 'a KMS key',
	calls: [
		createKey,
		putKeyPolicy,
		enableKeyRotation,
		disableKeyRotation,
		enableKey,
		scheduleKeyDeletion,
		cancelKeyDeletion,
	],
	undo: undoKeys,
	reads: keyReads,
	addsTo: usedKeys,
	permissions: keyPermissions,
	undoPermissions: keyUndoPermissions,
	cloudformation: keyTemplate,
	terraform: keyTerraform,
	shell: keyShell,
};
