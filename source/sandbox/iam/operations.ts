import {reads, type Operation} from '../operation.js';
import {formSchema} from '../form.js';
import {accountDetailOperations} from './account-details.js';
import {attachmentOperations} from './attachments.js';
import {managedPolicyOperations} from './managed-policies.js';
import {rolePolicyOperations} from './role-policies.js';
import {roleTagOperations} from './role-tags.js';
import {roleOperations} from './roles.js';
import {simulate} from './simulate.js';
import {userOperations} from './users.js';

/** The IAM operations that the sandbox plays, by name. */
export const iamOperations: ReadonlyMap<string, Operation> = new Map(
	Object.entries({
		...roleOperations,
		...rolePolicyOperations,
		...attachmentOperations,
		...managedPolicyOperations,
		...roleTagOperations,
		...accountDetailOperations,
		...userOperations,
		SimulatePrincipalPolicy: reads(formSchema, (form, context) =>
			simulate(form, context),
		),
	}),
);
