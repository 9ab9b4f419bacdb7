import {allServices, type CommonFailure, type Wire} from './services.js';

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

/** One of the failures that every service has, under the name that `service` gives it (facts: aws.md 1.7). */
export const commonError = (
	service: string,
	failure: CommonFailure,
	message?: string,
): AwsError => {
	const wire = common[failure];
	const played = allServices().find(({id}) => id === service);
	const [code, status] =
		played?.wires?.[failure] ?? wire[played?.protocol.kind ?? 'query'];
	return new AwsError(code, message ?? wire.message, status);
};
