import {AwsError} from './errors.js';
import {iamOperations} from './iam/operations.js';
import {kmsOperations} from './kms/operations.js';
import {type Operation} from './operation.js';
import {secretsManagerOperations} from './secrets-manager/operations.js';
import {
	addService,
	allServices,
	type Protocol,
	type Service,
} from './services.js';
import {stsOperations} from './sts.js';

/** An HTTP request, as far as the sandbox looks at it. */
export type HttpRequest = {
	method: string;
	/** Path and query. */
	target: string;
	headers: Record<string, string | undefined>;
	body: string;
};

/** The operation that a request asks for; `known` is missing when the sandbox does not play it. */
export type Route = {
	service: string;
	protocol: Protocol;
	operation: string;
	readInput: () => unknown;
	known: Operation | undefined;
};

type Operations = ReadonlyMap<string, Operation>;

const operationsOf = new Map<string, Operations>([
	['kms', kmsOperations],
	['secretsmanager', secretsManagerOperations],
	['iam', iamOperations],
	['sts', stsOperations],
]);

/** Plays one more service, until the function that is returned is called. */
export const playService = (
	service: Service,
	operations: Operations,
): (() => void) => {
	const forget = addService(service);
	operationsOf.set(service.id, operations);
	return () => {
		forget();
		operationsOf.delete(service.id);
	};
};

const readJson = (body: string): unknown => {
	try {
		return JSON.parse(body === '' ? '{}' : body);
	} catch {
		throw new AwsError(
			'SerializationException',
			'The body of the request is not JSON.',
		);
	}
};

/** Which service and operation a request is for: JSON with a target header, or a form with Action and Version. */
export const findRoute = ({
	method,
	headers,
	body,
}: HttpRequest): Route | undefined => {
	if (method !== 'POST') {
		return undefined;
	}

	const {target, operation: targeted = ''} =
		/^(?<target>\w+)\.(?<operation>\w+)$/v.exec(headers['x-amz-target'] ?? '')
			?.groups ?? {};
	const form = new URLSearchParams(body);
	const service = allServices().find(({protocol}) =>
		protocol.kind === 'json'
			? protocol.target === target
			: target === undefined && protocol.version === form.get('Version'),
	);
	if (!service) {
		return undefined;
	}

	const {id, protocol} = service;
	const isJson = protocol.kind === 'json';
	const operation = isJson ? targeted : (form.get('Action') ?? '');
	return {
		service: id,
		protocol,
		operation,
		readInput: () => (isJson ? readJson(body) : form),
		known: operationsOf.get(id)?.get(operation),
	};
};
