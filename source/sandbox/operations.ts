import {type Operation, reads, formSchema} from './operation.js';
import {aliasOperations} from './kms/aliases.js';
import {creationOperations} from './kms/create-key.js';
import {cryptographyOperations} from './kms/cryptography.js';
import {describeOperations} from './kms/find-key.js';
import {grantCalls} from './kms/grants.js';
import {
	lifecycleOperations,
	policyOperations,
	rotationOperations,
	tagOperations,
} from './kms/key-settings.js';
import {accountDetailOperations} from './iam/account-details.js';
import {instanceProfileOperations, roleTagOperations, roleOperations} from './iam/roles.js';
import {
	attachmentOperations,
	managedPolicyOperations,
	rolePolicyOperations,
	simulate,
} from './iam/policies.js';
import {userOperations} from './iam/describe.js';
import {createSecretOperations, secretOperations} from './secrets-manager/create-secret.js';
import {listOperations} from './secrets-manager/find-secret.js';
import {resourcePolicyOperations} from './secrets-manager/resource-policies.js';
import {valueOperations} from './secrets-manager/values.js';

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

/** Every operation of Secrets Manager that the sandbox plays, by name. */
export const secretsManagerOperations: ReadonlyMap<string, Operation> = new Map(
	Object.entries({
		...createSecretOperations,
		...secretOperations,
		...listOperations,
		...resourcePolicyOperations,
		...valueOperations,
	}),
);
