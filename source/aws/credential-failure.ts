import {type NodeHttpHandler} from '@smithy/node-http-handler';
import {meaningsOf, namedErrorIn} from './sdk-messages.js';

type Handler = Pick<
	NodeHttpHandler,
	'handle' | 'destroy' | 'metadata' | 'updateHttpClientConfig' | 'httpHandlerConfigs'
>;

/** How the last call that was made for credentials ended: with an error, or with an answer. */
type Ending = {at: number} & (
	{error: unknown} | {status: number; type: string | undefined; isRenewal: boolean}
);

// For so long the SDK does not try again to renew a sign-in, and only says that it is over; milliseconds.
const keptFor = 30_000;

/**
Watches the calls that are made for credentials, because the SDK keeps only the text of what went wrong with one: “Token is
expired” may be a proxy, and a class named after missing credentials a busy portal. `explain` puts the failure itself into
the provider's error, as `underlying`. (Not as `cause`, by which the SDK would send each call again that waits for it.)
*/
export function watchCredentialCalls(handler: NodeHttpHandler): {
	handler: Handler;
	explain: (error: unknown) => unknown;
} {
	let last: Ending | undefined;
	return {
		handler: {
			async handle(request, options) {
				try {
					const answer = await handler.handle(request, options);
					const {statusCode: status, headers} = answer.response;
					last = {
						status,
						type: headers['x-amzn-errortype'],
						isRenewal: request.path.endsWith('/token'),
						at: Date.now(),
					};
					return answer;
				} catch (error) {
					last = {error, at: Date.now()};
					throw error;
				}
			},
			destroy() {
				handler.destroy();
			},
			metadata: handler.metadata,
			updateHttpClientConfig(key, value) {
				handler.updateHttpClientConfig(key, value);
			},
			httpHandlerConfigs: () => handler.httpHandlerConfigs(),
		},
		explain(error) {
			if (!last || last.at < Date.now() - keptFor || !isProviderError(error)) {
				return error;
			}

			const underlying = underlyingOf(error.message, last);
			return underlying === undefined ? error : Object.assign(error, {underlying});
		},
	};
}

/** What a credential provider's error stands for; every other error stands for itself. */
export function underlyingError(error: unknown): unknown {
	return isProviderError(error) ? (Reflect.get(error, 'underlying') ?? error) : error;
}

function isProviderError(error: unknown): error is Error {
	return error instanceof Error && error.name.includes('Provider');
}

function underlyingOf(text: string, ending: Ending): unknown {
	if ('error' in ending) {
		return ending.error;
	}

	const {status} = ending;
	// It was no refusal, and yet there were no keys or no new sign-in in it.
	const isEmpty = meaningsOf(text).has('no-keys') || (ending.isRenewal && status < 300);
	const {name = '', said = ''} = namedErrorIn(text) ?? {};
	// Else it was another failure: the sign-in is over, or its answer lacked something.
	if (name === '' && !isEmpty && (status < 300 || isClearNo(status))) {
		return undefined;
	}

	const own = nameOf(status, name === '' ? (ending.type ?? '') : name);
	return new AnswerError(own, messages.get(own) ?? said, status);
}

/** An answer that was no success, with the fields of the SDK's own errors. */
export class AnswerError extends Error {
	override readonly name: string;
	readonly $metadata: {readonly httpStatusCode: number};

	constructor(name: string, message: string, status: number) {
		super(message);
		this.name = name;
		this.$metadata = {httpStatusCode: status};
	}
}

const messages: ReadonlyMap<string, string> = new Map([
	['UnauthorizedException', 'The company sign-in has been ended.'],
	[
		'ForbiddenException',
		'The company sign-in gives no access to the account and role of this profile.',
	],
	['ProxyError', 'Your proxy refused the connection. (It answered 407.)'],
]);

// The service itself has said that it will not.
function isClearNo(status: number): boolean {
	return status >= 400 && status < 500 && ![407, 408, 429].includes(status);
}

/** AWS's own name for the failure; one by the status where a proxy or a fault left none. */
function nameOf(status: number, given: string): string {
	const [name = ''] = given.split(':', 1);
	if (status === 407) {
		return 'ProxyError';
	}

	// An account or role that is not there is the same to a person as one that is not theirs.
	if (name === 'ResourceNotFoundException') {
		return 'ForbiddenException';
	}

	if (name.endsWith('Exception')) {
		return name;
	}

	if (status === 429) {
		return 'TooManyRequestsException';
	}

	// A parser's own error, or no name at all.
	return status >= 500 && !name.endsWith('Error') ? 'ServiceUnavailable' : 'UnreadableAnswer';
}
