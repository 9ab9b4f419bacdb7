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

/** The services that take signed calls. */
export type ServiceName = 'kms' | 'secretsmanager' | 'iam' | 'sts';

/** All services that the sandbox plays: those, and those of unsigned calls: Identity Center's two, and Workato's Developer API. */
export const playedServices = [
	'kms',
	'secretsmanager',
	'iam',
	'sts',
	'sso',
	'sso-oidc',
	'workato',
] as const;

/** A service that the sandbox plays. */
export type PlayedService = (typeof playedServices)[number];

/** Whether a service speaks JSON 1.1; the others speak the query protocol. */
export const isJsonService = (
	service: ServiceName,
): service is 'kms' | 'secretsmanager' =>
	service === 'kms' || service === 'secretsmanager';

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

type Wire = {
	json: readonly [string, number];
	query: readonly [string, number];
	message: string;
};

const common: Record<CommonFailure, Wire> = {
	throttle: {
		json: ['ThrottlingException', 400],
		query: ['Throttling', 400],
		message: 'Rate exceeded',
	},
	internal: {
		json: ['KMSInternalException', 500],
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
	service: ServiceName,
	failure: CommonFailure,
	message?: string,
): AwsError => {
	const wire = common[failure];
	if (service === 'secretsmanager' && failure === 'internal') {
		return new AwsError('InternalServiceError', wire.message, 500);
	}

	const [code, status] = isJsonService(service) ? wire.json : wire.query;
	return new AwsError(code, message ?? wire.message, status);
};
