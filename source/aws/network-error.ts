import {regionDoubt, regionProblem} from './regions.js';

/** Why AWS could not be reached, in words, and what to do about it. */
export type NetworkTrouble = {
	readonly kind:
		| 'setup'
		| 'proxy'
		| 'certificate'
		| 'region'
		| 'name'
		| 'timeout'
		| 'unreachable';
	readonly message: string;
	readonly hint: string;
};

type Seen = {
	readonly name: string;
	readonly text: string;
	readonly message: string;
	readonly hint: string;
};

const certificateCodes =
	/DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|self-signed certificate|unable to (?:get local issuer|verify the first) certificate/v;

const brokenCertificates =
	/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|ERR_TLS_CERT_ALTNAME_INVALID|CERT_/v;

const deadEnds =
	/ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPIPE|EADDRNOTAVAIL|EPROTO|socket hang up/v;

/**
Says in words what kept a call from reaching AWS, or nothing when the failure is not the network's. Reads the text as
well as the code, because a credential provider keeps only the text of what went wrong below it.
*/
export function describeNetworkError(
	error: unknown,
): NetworkTrouble | undefined {
	const seen = look(error);
	return (
		setupTrouble(seen) ??
		proxyTrouble(seen) ??
		certificateTrouble(seen) ??
		nameTrouble(seen) ??
		lineTrouble(seen)
	);
}

function setupTrouble({name, message, hint}: Seen): NetworkTrouble | undefined {
	return name === 'NetworkSetupError'
		? {kind: 'setup', message, hint}
		: undefined;
}

function proxyTrouble({text}: Seen): NetworkTrouble | undefined {
	const said = /The proxy \S+ (?:refused|could not be reached)[^\n]*\./v.exec(
		text,
	)?.[0];
	const refusal = /(?:[Ii]t answered|Bad response:) (?<status>\d{3})/v.exec(
		text,
	);
	if (!said && !refusal) {
		return undefined;
	}

	const message = said ?? 'Your proxy refused the connection.';
	if (!refusal) {
		return {
			kind: 'proxy',
			message,
			hint: message.includes('does not accept its certificate')
				? 'Set AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS to your company’s certificate file, then start again.'
				: message.includes('it is no https proxy')
					? 'Begin its address in HTTPS_PROXY with http://, then try again.'
					: 'Check HTTPS_PROXY and the VPN, then try again.',
		};
	}

	return {
		kind: 'proxy',
		message,
		hint:
			refusal.groups?.status === '407'
				? 'It wants a name and password: put them in HTTPS_PROXY, or ask your network team.'
				: 'Ask your network team to let this host through, or name it in NO_PROXY if no proxy is needed.',
	};
}

function certificateTrouble({text}: Seen): NetworkTrouble | undefined {
	if (certificateCodes.test(text)) {
		return {
			kind: 'certificate',
			message:
				'The connection is signed by an authority that this machine does not know, as company proxies do.',
			hint: 'Set AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS to your company’s certificate file, then start again.',
		};
	}

	return brokenCertificates.test(text)
		? {
				kind: 'certificate',
				message:
					'The certificate of the other side is out of date or belongs to another name.',
				hint: 'Check this machine’s clock and the proxy, then try again.',
			}
		: undefined;
}

function nameTrouble({text}: Seen): NetworkTrouble | undefined {
	if (!/ENOTFOUND|EAI_AGAIN|ENODATA/v.test(text)) {
		return undefined;
	}

	const host =
		/(?:ENOTFOUND|EAI_AGAIN|ENODATA) (?<host>[\w\-]+(?:\.[\w\-]+)+)/v.exec(text)
			?.groups?.host;
	const region = host?.split('.').find((label) => regionForm.test(label));
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
		message: host
			? `The name ${host} was not found.`
			: 'The name of the AWS host was not found.',
		hint: region
			? `Check the network and the VPN. If other sites work, check that ${region} is the region you mean.`
			: 'Check the network, the VPN and the address, then try again.',
	};
}

const regionForm = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/v;

function lineTrouble({name, text}: Seen): NetworkTrouble | undefined {
	// The SDK calls a connection that was cut a TimeoutError, too.
	const isCut = /socket hang up|ECONNRESET/v.test(text);
	if (
		!isCut &&
		(name === 'TimeoutError' ||
			/ETIMEDOUT|TimeoutError|ERR_SOCKET_CONNECTION_TIMEOUT/v.test(text))
	) {
		return {
			kind: 'timeout',
			message: 'AWS did not answer in time.',
			hint: 'Check the network, the VPN and whether a proxy is needed (HTTPS_PROXY), then try again.',
		};
	}

	return deadEnds.test(text)
		? {
				kind: 'unreachable',
				message: 'The connection to AWS was refused or lost.',
				hint: 'Check the network, the VPN and whether a proxy is needed (HTTPS_PROXY), then try again.',
			}
		: undefined;
}

// Text of the error and of what it holds: Node groups the tries of one host in an AggregateError with no text of its own.
function look(error: unknown): Seen {
	if (!(error instanceof Error)) {
		return {name: '', text: '', message: '', hint: ''};
	}

	const code: unknown = Reflect.get(error, 'code');
	const hint: unknown = Reflect.get(error, 'hint');
	const inner = error instanceof AggregateError ? error.errors : [];
	const texts = [
		error.name,
		code,
		error.message,
		...inner.map((part: unknown) => textOf(part)),
	];
	return {
		name: error.name,
		text: texts.filter((text) => typeof text === 'string').join(' '),
		message: error.message,
		hint: typeof hint === 'string' ? hint : '',
	};
}

function textOf(error: unknown): string {
	return error instanceof Error ? error.message : '';
}
