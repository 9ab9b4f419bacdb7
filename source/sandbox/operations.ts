import {type JsonObject} from '../json.js';
import {addService, type Service} from './answer.js';
import {type CallContext, type Operation} from './operation.js';
import {stsOperations} from './sts.js';
import {aliasOperations} from './kms/aliases.js';
import {creationOperations} from './kms/create-key.js';
import {cryptographyOperations} from './kms/cryptography.js';
import {describeOperations} from './kms/find-key.js';
import {grantOperations} from './kms/grants.js';
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
	simulationOperations,
} from './iam/policies.js';
import {userOperations} from './iam/describe.js';
import {createSecretOperations, secretOperations} from './secrets-manager/create-secret.js';
import {listOperations} from './secrets-manager/find-secret.js';
import {resourcePolicyOperations} from './secrets-manager/resource-policies.js';
import {valueOperations} from './secrets-manager/values.js';

type Operations = ReadonlyMap<string, Operation>;

const byName = (operations: Readonly<Record<string, Operation>>): Operations =>
	new Map(Object.entries(operations));

/** Every operation that the sandbox plays, by its service and its name. */
const operationsOf = new Map<string, Operations>([
	[
		'kms',
		byName({
			...creationOperations,
			...describeOperations,
			...aliasOperations,
			...policyOperations,
			...tagOperations,
			...grantOperations,
			...rotationOperations,
			...lifecycleOperations,
			...cryptographyOperations,
		}),
	],
	[
		'iam',
		byName({
			...roleOperations,
			...rolePolicyOperations,
			...attachmentOperations,
			...managedPolicyOperations,
			...roleTagOperations,
			...instanceProfileOperations,
			...accountDetailOperations,
			...userOperations,
			...simulationOperations,
		}),
	],
	[
		'secretsmanager',
		byName({
			...createSecretOperations,
			...secretOperations,
			...listOperations,
			...resourcePolicyOperations,
			...valueOperations,
		}),
	],
	['sts', byName(stsOperations)],
]);

/** Plays one more service, until the function that is returned is called. */
export const playService = (service: Service, operations: Operations): (() => void) => {
	const forget = addService(service);
	operationsOf.set(service.id, operations);
	return () => {
		forget();
		operationsOf.delete(service.id);
	};
};

/** An operation of a service; nothing when the sandbox does not play it. */
export const findOperation = (service: string, operation: string): Operation | undefined =>
	operationsOf.get(service)?.get(operation);

/** Runs an operation that the sandbox's own Workato needs, as if it had been called. */
export const runOperation = (
	service: string,
	operation: string,
	input: unknown,
	context: Omit<CallContext, 'operation'>,
): JsonObject | undefined => findOperation(service, operation)?.run(input, {...context, operation});
