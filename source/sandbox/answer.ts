import {type Buffer} from 'node:buffer';
import {type Json, type JsonObject} from '../json.js';

/** The protocol of a service of signed calls, and by what a request shows that it is for this service. */
export type Protocol =
	| {
			kind: 'json';
			/** The first part of the target header. */
			target: string;
	  }
	| {
			kind: 'query';
			/** The version of its API. */
			version: string;
			/** Of its XML. */
			namespace: string;
	  };

/** Failures that every service has, under its own name: the JSON services say `…Exception`, the query services do not. */
export type CommonFailure =
	| 'throttle'
	| 'internal'
	| 'unavailable'
	| 'expired-token'
	| 'denied'
	| 'unknown-caller'
	| 'no-credentials'
	| 'unknown-operation';

/** An error's code and its HTTP status. */
type Wire = readonly [code: string, status: number];

/** How a service of signed calls speaks. */
export type Service = {
	/** As IAM's actions begin, such as `kms`. */
	id: string;
	protocol: Protocol;
	/** Failures that it calls otherwise than the services of its protocol do. */
	wires?: Readonly<Partial<Record<CommonFailure, Wire>>>;
};

let services: readonly Service[] = [
	{
		id: 'kms',
		protocol: {kind: 'json', target: 'TrentService'},
		wires: {internal: ['KMSInternalException', 500]},
	},
	{
		id: 'secretsmanager',
		protocol: {kind: 'json', target: 'secretsmanager'},
	},
	{
		id: 'iam',
		protocol: {
			kind: 'query',
			version: '2010-05-08',
			namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
		},
	},
	{
		id: 'sts',
		protocol: {
			kind: 'query',
			version: '2011-06-15',
			namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
		},
	},
];

/** The services of signed calls that the sandbox plays. */
export const allServices = (): readonly Service[] => services;

/** Adds a service; it is known until the function that is returned takes it away again. */
export const addService = (service: Service): (() => void) => {
	services = [...services, service];
	return () => {
		services = services.filter((each) => each !== service);
	};
};

// Those of unsigned calls: Identity Center's two, and Workato's Developer API.
const unsigned = new Set(['sso', 'sso-oidc', 'workato']);

/** Whether the sandbox plays a service of this name. */
export const isPlayed = (name: string): boolean =>
	unsigned.has(name) || services.some(({id}) => id === name);

/**
An error as AWS answers it. `code` is the wire name (`NotFoundException` for KMS, `NoSuchEntity` for IAM),
`status` the HTTP status.
*/
export class AwsError extends Error {
	override readonly name = 'AwsError';
	readonly code: string;
	readonly status: number;

	constructor(code: string, message: string, status = 400) {
		super(message);
		this.code = code;
		this.status = status;
	}
}

type CommonWire = {json: Wire; query: Wire; message: string};

const common: Record<CommonFailure, CommonWire> = {
	throttle: {
		json: ['ThrottlingException', 400],
		query: ['Throttling', 400],
		message: 'Rate exceeded',
	},
	internal: {
		json: ['InternalServiceError', 500],
		query: ['InternalFailure', 500],
		message: 'The request failed inside the service.',
	},
	unavailable: {
		json: ['ServiceUnavailableException', 503],
		query: ['ServiceUnavailable', 503],
		message: 'The service cannot answer now.',
	},
	'expired-token': {
		json: ['ExpiredTokenException', 400],
		query: ['ExpiredToken', 403],
		message: 'The security token included in the request is expired',
	},
	denied: {
		json: ['AccessDeniedException', 400],
		query: ['AccessDenied', 403],
		message: 'The caller is not authorized to perform this operation',
	},
	'unknown-caller': {
		json: ['UnrecognizedClientException', 400],
		query: ['InvalidClientTokenId', 403],
		message: 'The security token included in the request is invalid.',
	},
	'no-credentials': {
		json: ['MissingAuthenticationTokenException', 400],
		query: ['MissingAuthenticationToken', 403],
		message: 'Missing Authentication Token',
	},
	'unknown-operation': {
		json: ['UnknownOperationException', 400],
		query: ['InvalidAction', 400],
		message: 'The sandbox does not know this operation.',
	},
};

/** One of the failures that every service has, under the name that `service` gives it. */
export const commonError = (
	service: string,
	failure: CommonFailure,
	message?: string,
): AwsError => {
	const wire = common[failure];
	const played = allServices().find(({id}) => id === service);
	const [code, status] = played?.wires?.[failure] ?? wire[played?.protocol.kind ?? 'query'];
	return new AwsError(code, message ?? wire.message, status);
};

const escape = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('\r', '&#xD;');

/**
A value in the XML of the AWS query protocol: fields as elements, lists as `<member>` elements; a map is a field `entry` with
the list of its keys and values.
*/
const toXml = (value: Json): string => {
	if (value === undefined || value === null) {
		return '';
	}

	if (Array.isArray(value)) {
		return value.map((item) => `<member>${toXml(item)}</member>`).join('');
	}

	if (typeof value === 'object') {
		return Object.entries(value)
			.filter(([, field]) => field !== undefined)
			.flatMap(([name, field]) =>
				(name === 'entry' ? [field].flat() : [field]).map(
					(each) => `<${name}>${toXml(each)}</${name}>`,
				),
			)
			.join('');
	}

	return escape(String(value));
};

/** What goes back over HTTP, and whether it is delivered whole, in part or not at all. */
export type Answer = {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer;
	delivery?: 'reset' | 'hang' | 'truncated';
};

/** A plain JSON answer, for the sandbox's own endpoints and Workato's. */
export const jsonAnswer = (body: JsonObject | JsonObject[], status = 200): Answer => ({
	status,
	headers: {'content-type': 'application/json'},
	body: JSON.stringify(body),
});

const headersOf = ({kind}: Protocol, requestId: string) => ({
	'content-type': kind === 'json' ? 'application/x-amz-json-1.1' : 'text/xml',
	'x-amzn-requestid': requestId,
});

/**
The answer of an operation: JSON 1.1, with an empty body where it answers nothing; or XML, with the result in a wrapper named for
the operation.
*/
export const operationAnswer = (
	protocol: Protocol,
	operation: string,
	output: JsonObject,
	requestId: string,
): Answer => ({
	status: 200,
	headers: headersOf(protocol, requestId),
	body:
		protocol.kind === 'query'
			? `<${operation}Response xmlns="${protocol.namespace}">${toXml({
					[`${operation}Result`]: output,
					ResponseMetadata: {RequestId: requestId},
				})}</${operation}Response>`
			: Object.keys(output).length === 0
				? ''
				: JSON.stringify(output),
});

/** An error as services of a protocol send it: in JSON the type stands beside the message. */
export const errorAnswer = (
	protocol: Protocol,
	{code, message, status}: AwsError,
	requestId: string,
): Answer => ({
	status,
	headers: headersOf(protocol, requestId),
	body:
		protocol.kind === 'json'
			? JSON.stringify({__type: code, message})
			: `<ErrorResponse xmlns="${protocol.namespace}">${toXml({
					Error: {Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message},
					RequestId: requestId,
				})}</ErrorResponse>`,
});
