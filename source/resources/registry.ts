import {type Call} from './call.js';
import {iamRole} from './iam-role/iam-role.js';
import {kmsAlias} from './kms-alias/kms-alias.js';
import {kmsKey} from './kms-key/kms-key.js';
import {secret} from './secret/secret.js';
import {type CallKind, type Resource} from './resource.js';

let resources: readonly Resource[] = [kmsKey, kmsAlias, iamRole, secret];

/** The kinds of things in AWS that there are, in the order in which they are told. */
export function allResources(): readonly Resource[] {
	return resources;
}

/** Adds a kind of thing: its calls are known from then on, until the function that is returned takes it away again. */
export function registerResource(resource: Resource): () => void {
	if (resources.some(({id}) => id === resource.id)) {
		throw new Error(`There is a resource ${resource.id} already.`);
	}

	resources = [...resources, resource];
	return () => {
		resources = resources.filter((each) => each !== resource);
	};
}

/** The record of a call. Throws for one that no resource knows: a fault of the plan. */
export function callKind({service, operation}: Pick<Call, 'service' | 'operation'>): CallKind {
	const found = findCallKind({service, operation});
	if (!found) {
		throw new Error(`No way to send ${service}:${operation} is known.`);
	}

	return found;
}

/** The record of a call, such as one in an older journal; nothing where no resource knows it. */
export function findCallKind({
	service,
	operation,
}: Pick<Call, 'service' | 'operation'>): CallKind | undefined {
	return resources
		.flatMap(({calls}) => calls)
		.find((kind) => kind.service === service && kind.operation === operation);
}
