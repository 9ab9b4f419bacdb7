import {AnswerError} from './credential-failure.js';
import {NetworkSetupError} from './settings.js';
import {isRegionForm, regionDoubt, regionProblem} from './regions.js';
import {missingHostIn, networkCodesIn, proxyErrorIn} from './sdk-messages.js';

/** Why AWS could not be reached, in words, and what to do about it. */
export type NetworkTrouble = {
	readonly kind: 'setup' | 'proxy' | 'certificate' | 'region' | 'name' | 'timeout' | 'unreachable';
	readonly message: string;
	readonly hint: string;
};

// What may go wrong with TLS on the way to a proxy, before the way to AWS begins.
const proxyReasons = {
	certificate: {
		words: ': this machine does not accept its certificate',
		hint: 'Set AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS to your company’s certificate file, then start again.',
	},
	'no-tls': {
		words: ': it is no https proxy',
		hint: 'Begin its address in HTTPS_PROXY with http://, then try again.',
	},
} as const;

/** Why the way to the proxy, or through it, failed. Names the proxy's host, never the password in its address. */
export class ProxyError extends Error {
	override readonly name = 'ProxyError';
	/** What the proxy answered, when it answered. */
	readonly status: number | undefined;
	/** What is wrong with TLS, where that is the reason. */
	readonly reason: keyof typeof proxyReasons | undefined;

	constructor(proxy: URL, target: string, cause: Error | number) {
		const reason = typeof cause === 'number' ? undefined : tlsReason(cause);
		super(
			typeof cause === 'number'
				? `The proxy ${proxy.host} refused the way to ${target} (it answered ${cause}).`
				: `The proxy ${proxy.host} could not be reached on the way to ${target}${reason === undefined ? '' : proxyReasons[reason].words}.`,
		);
		this.status = typeof cause === 'number' ? cause : undefined;
		this.reason = reason;
	}
}

function tlsReason(cause: Error): keyof typeof proxyReasons | undefined {
	const codes = codesOf(cause);
	if (codes.some((code) => isCertificateCode(code))) {
		return 'certificate';
	}

	return codes.some((code) => code === 'EPROTO' || code.startsWith('ERR_SSL_'))
		? 'no-tls'
		: undefined;
}

const unknownAuthority =
	/^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE)/v;

const isCertificateCode = (code: string) => unknownAuthority.test(code) || code.includes('CERT_');

const nameless = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA']);

const timedOut = new Set(['ETIMEDOUT', 'ERR_SOCKET_CONNECTION_TIMEOUT']);

const deadEnds = new Set([
	'ECONNREFUSED',
	'ECONNRESET',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENETDOWN',
	'EPIPE',
	'EADDRNOTAVAIL',
	'EPROTO',
]);

/** Node's codes for what kept a call from its host; none where the failure is not the network's. Node groups the tries of one host in an AggregateError. */
export function codesOf(error: unknown): string[] {
	const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
	const errors = [error, ...inner].filter((part) => part instanceof Error);
	const codes = errors
		.map((part): unknown => Reflect.get(part, 'code'))
		.filter((code) => typeof code === 'string')
		.filter(
			(code) =>
				isCertificateCode(code) ||
				code.startsWith('ERR_SSL_') ||
				[nameless, timedOut, deadEnds].some((known) => known.has(code)),
		);
	return codes.length > 0
		? codes
		: errors
				// What AWS, or a proxy, put into an error may be of any kind.
				.map(({message}): unknown => message)
				.filter((message) => typeof message === 'string')
				.flatMap((message) => networkCodesIn(message));
}

/** Says in words what kept a call from reaching AWS, or nothing when the failure is not the network's. */
export function describeNetworkError(error: unknown): NetworkTrouble | undefined {
	if (!(error instanceof Error)) {
		return undefined;
	}

	const codes = codesOf(error);
	return (
		setupTrouble(error) ??
		proxyTrouble(error) ??
		certificateTrouble(codes) ??
		nameTrouble(codes, error) ??
		lineTrouble(codes, error)
	);
}

function setupTrouble(error: Error): NetworkTrouble | undefined {
	return error instanceof NetworkSetupError
		? {kind: 'setup', message: error.message, hint: error.hint}
		: undefined;
}

function proxyTrouble(error: Error): NetworkTrouble | undefined {
	const failure = proxyFailure(error);
	if (!failure) {
		return undefined;
	}

	const {message, status, reason} = failure;
	return {
		kind: 'proxy',
		message,
		hint:
			status === undefined
				? reason === undefined
					? 'Check HTTPS_PROXY and the VPN, then try again.'
					: proxyReasons[reason].hint
				: status === 407
					? 'It wants a name and password: put them in HTTPS_PROXY, or ask your network team.'
					: 'Ask your network team to let this host through, or name it in NO_PROXY if no proxy is needed.',
	};
}

function proxyFailure(
	error: Error,
): (Partial<Pick<ProxyError, 'status' | 'reason'>> & {message: string}) | undefined {
	if (error instanceof ProxyError) {
		return error;
	}

	// One that answered in the place of AWS.
	return error instanceof AnswerError && error.name === 'ProxyError'
		? {
				message: 'Your proxy refused the connection.',
				status: error.$metadata.httpStatusCode,
			}
		: proxyErrorIn(error.message);
}

function certificateTrouble(codes: readonly string[]): NetworkTrouble | undefined {
	if (codes.some((code) => unknownAuthority.test(code))) {
		return {
			kind: 'certificate',
			message:
				'The connection is signed by an authority that this machine does not know, as company proxies do.',
			hint: 'Set AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS to your company’s certificate file, then start again.',
		};
	}

	return codes.some((code) => isCertificateCode(code))
		? {
				kind: 'certificate',
				message: 'The certificate of the other side is out of date or belongs to another name.',
				hint: 'Check this machine’s clock and the proxy, then try again.',
			}
		: undefined;
}

function nameTrouble(codes: readonly string[], error: Error): NetworkTrouble | undefined {
	if (codes.every((code) => !nameless.has(code))) {
		return undefined;
	}

	const host = missingHostIn(error.message);
	const region = host?.split('.').find((label) => isRegionForm(label));
	const problem = region && (regionProblem(region) ?? regionDoubt(region));
	if (problem) {
		return {
			kind: 'region',
			message: problem,
			hint: 'Correct the region; the network itself may be fine.',
		};
	}

	return {
		kind: 'name',
		message: host ? `The name ${host} was not found.` : 'The name of the AWS host was not found.',
		hint: region
			? `Check the network and the VPN. If other sites work, check that ${region} is the region you mean.`
			: 'Check the network, the VPN and the address, then try again.',
	};
}

function lineTrouble(codes: readonly string[], {name}: Error): NetworkTrouble | undefined {
	// The SDK calls a connection that was cut a TimeoutError, too.
	if (
		!codes.includes('ECONNRESET') &&
		(name === 'TimeoutError' || codes.some((code) => timedOut.has(code)))
	) {
		return {
			kind: 'timeout',
			message: 'AWS did not answer in time.',
			hint: 'Check the network, the VPN and whether a proxy is needed (HTTPS_PROXY), then try again.',
		};
	}

	return codes.some((code) => deadEnds.has(code))
		? {
				kind: 'unreachable',
				message: 'The connection to AWS was refused or lost.',
				hint: 'Check the network, the VPN and whether a proxy is needed (HTTPS_PROXY), then try again.',
			}
		: undefined;
}
