import {reads, type Operation, formSchema} from '../operation.js';
import {accountDetailOperations} from './account-details.js';
import {instanceProfileOperations} from './instance-profiles.js';
import {attachmentOperations, managedPolicyOperations, rolePolicyOperations} from './policies.js';
import {roleTagOperations, roleOperations} from './roles.js';
import {simulate} from './simulate.js';
import {userOperations} from './describe.js';

/** The IAM operations that the sandbox plays, by name. */
export const iamOperations: ReadonlyMap<string, Operation> = new Map(
	Object.entries({
		...roleOperations,
		...rolePolicyOperations,
		...attachmentOperations,
		...managedPolicyOperations,
		...roleTagOperations,
		...instanceProfileOperations,
		...accountDetailOperations,
		...userOperations,
		SimulatePrincipalPolicy: reads(formSchema, (form, context) => simulate(form, context)),
	}),
);
