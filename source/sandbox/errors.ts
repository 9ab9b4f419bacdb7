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
export type ServiceName = 'kms' | 'iam' | 'sts';

/** All services that the sandbox plays: those, and Identity Center's portal and OIDC service, whose calls are unsigned. */
export type PlayedService = ServiceName | 'sso' | 'sso-oidc';

/** Failures that every service has, under its own name: KMS says `…Exception`, the query services do not. */
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
	kms: readonly [string, number];
	query: readonly [string, number];
	message: string;
};

const common: Record<CommonFailure, Wire> = {
	throttle: {
		kms: ['ThrottlingException', 400],
		query: ['Throttling', 400],
		message: 'Rate exceeded',
	},
	internal: {
		kms: ['KMSInternalException', 500],
		query: ['InternalFailure', 500],
		message: 'The request failed inside the service.',
	},
	unavailable: {
		kms: ['ServiceUnavailableException', 503],
		query: ['ServiceUnavailable', 503],
		message: 'The service cannot answer now.',
	},
	'expired-token': {
		kms: ['ExpiredTokenException', 400],
		query: ['ExpiredToken', 403],
		message: 'The security token included in the request is expired',
	},
	denied: {
		kms: ['AccessDeniedException', 400],
		query: ['AccessDenied', 403],
		message: 'The caller is not authorized to perform this operation',
	},
	'unknown-caller': {
		kms: ['UnrecognizedClientException', 400],
		query: ['InvalidClientTokenId', 403],
		message: 'The security token included in the request is invalid.',
	},
	'no-credentials': {
		kms: ['MissingAuthenticationTokenException', 400],
		query: ['MissingAuthenticationToken', 403],
		message: 'Missing Authentication Token',
	},
	'unknown-operation': {
		kms: ['UnknownOperationException', 400],
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
	const [code, status] = service === 'kms' ? wire.kms : wire.query;
	return new AwsError(code, message ?? wire.message, status);
};
