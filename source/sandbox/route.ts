import {AwsError, type ServiceName} from './errors.js';
import {iamOperations} from './iam/operations.js';
import {kmsOperations} from './kms/operations.js';
import {type Operation} from './operation.js';
import {secretsManagerOperations} from './secrets-manager/operations.js';
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
	service: ServiceName;
	operation: string;
	readInput: () => unknown;
	known: Operation | undefined;
};

type QueryService = {
	name: 'iam' | 'sts';
	operations: ReadonlyMap<string, Operation>;
};

/** The services of the query protocol, told apart by the version of their API. */
const queryServices: Readonly<Partial<Record<string, QueryService>>> = {
	'2010-05-08': {name: 'iam', operations: iamOperations},
	'2011-06-15': {name: 'sts', operations: stsOperations},
};

const routeQuery = (body: string): Route | undefined => {
	const form = new URLSearchParams(body);
	const operation = form.get('Action') ?? '';
	const service = queryServices[form.get('Version') ?? ''];
	return (
		service && {
			service: service.name,
			operation,
			readInput: () => form,
			known: service.operations.get(operation),
		}
	);
};

type JsonService = {
	name: 'kms' | 'secretsmanager';
	operations: ReadonlyMap<string, Operation>;
};

/** The services of the JSON protocol, by the first part of the target header. */
const jsonServices: Readonly<Partial<Record<string, JsonService>>> = {
	TrentService: {name: 'kms', operations: kmsOperations},
	secretsmanager: {
		name: 'secretsmanager',
		operations: secretsManagerOperations,
	},
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
	const {target, operation = ''} =
		/^(?<target>\w+)\.(?<operation>\w+)$/v.exec(headers['x-amz-target'] ?? '')
			?.groups ?? {};
	if (method !== 'POST') {
		return undefined;
	}

	const service = jsonServices[target ?? ''];
	return service
		? {
				service: service.name,
				operation,
				readInput: () => readJson(body),
				known: service.operations.get(operation),
			}
		: routeQuery(body);
};
