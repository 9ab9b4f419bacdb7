import {formatProse} from '../terminal/foreign-text.js';

/*
The one place where a failure is known by its sentence: the SDK's credential providers keep only the text of what went wrong below
them, and some failures of the SDK and of AWS have no code of their own. What is read here becomes a field; everything else
decides by fields.
*/

const codePattern =
	/\b(?:E(?:NOTFOUND|AI_AGAIN|NODATA|CONN[A-Z]+|HOSTUNREACH|NETUNREACH|NETDOWN|PIPE|ADDRNOTAVAIL|PROTO|TIMEDOUT)|ERR_(?:SOCKET_CONNECTION_TIMEOUT|TLS_CERT_ALTNAME_INVALID)|(?:CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)_[A-Z_]+)\b/gv;

// OpenSSL's and Node's sentences, and the code that comes with each where the error itself is kept.
const codeSentences: ReadonlyArray<readonly [sentence: RegExp, code: string]> = [
	[/self-signed certificate/v, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
	[/unable to get local issuer certificate/v, 'UNABLE_TO_GET_ISSUER_CERT'],
	[/unable to verify the first certificate/v, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	[/socket hang up/v, 'ECONNRESET'],
	[/TimeoutError/v, 'ETIMEDOUT'],
];

/** Node's codes for what keeps a call from its host, as far as a text tells them. */
export function networkCodesIn(text: string): string[] {
	return [
		...(text.match(codePattern) ?? []),
		...codeSentences.filter(([sentence]) => sentence.test(text)).map(([, code]) => code),
	];
}

/** The host that a text says was not found. */
export function missingHostIn(text: string): string | undefined {
	return /(?:ENOTFOUND|EAI_AGAIN|ENODATA) (?<host>[\w\-]+(?:\.[\w\-]+)+)/v.exec(text)?.groups?.host;
}

/** The error that a text begins with, as in “UnauthorizedException: …”: its name, and what it said. */
export function namedErrorIn(text: string): {name?: string; said?: string} | undefined {
	return /^(?<name>\w+(?:Exception|Error)|Unknown): (?<said>[\s\S]*)$/v.exec(text)?.groups;
}

/** What a text keeps of our own `ProxyError`. */
export function proxyErrorIn(text: string): {message: string; status?: number} | undefined {
	const {message, status} =
		/(?<message>The proxy \S+ (?:refused|could not be reached)[^\n]*?(?:\(it answered (?<status>\d{3})\))?\.)(?:\n|$)/v.exec(
			text,
		)?.groups ?? {};
	return message === undefined
		? undefined
		: {message, ...(status !== undefined && {status: Number(status)})};
}

const meanings = [
	// A reply that cannot be read: cut off on the way, or a proxy's own page.
	['unreadable', /Deserialization error/v],
	['unreachable', /getaddrinfo|CERT|certificate/v],
	['expired', /expired/iv],
	['no-identity', /Region is missing|Could not load credentials|'sso_region'/v],
	// The portal's answer was no refusal, and yet there were no keys in it.
	['no-keys', /^SSO returns an invalid/v],
	// AWS has one code for all that may be wrong with a policy.
	['unknown-principal', /invalid principal/iv],
] as const;

/** What a failure without a code of its own is about, by the SDK's and AWS's sentence; several may hold. */
export type Meaning = (typeof meanings)[number][0];

/** Every meaning of a failure's sentence. */
export function meaningsOf(text: string): ReadonlySet<Meaning> {
	return new Set(
		meanings.filter(([, sentence]) => sentence.test(text)).map(([meaning]) => meaning),
	);
}

/*
What the SDK says when it finds no credentials, where only a programmer would understand it or it points to another tool's
way to sign in; and plain words for it.
*/
const plain: ReadonlyArray<readonly [RegExp, string]> = [
	[/^Could not load credentials from any providers/v, 'No keys, sign-in or role was found.'],
	[/'sso_region'/v, 'The profile names an sso-session that the AWS config file does not have.'],
	[
		/^The SSO session token associated with profile=/v,
		'There is no company sign-in for this profile yet.',
	],
	[
		/^(?:Token is expired|The SSO session associated with this profile has expired|Value not present for '[^']+' in SSO Token)/v,
		'The company sign-in is over (expired).',
	],
	[
		/^Profile is configured with invalid SSO credentials/v,
		'The company sign-in in the profile is not complete.',
	],
	[/^Failed to load token from/v, 'There is no console sign-in (aws login) for this profile.'],
	[/^Failed to refresh token/v, 'The console sign-in (aws login) is over (expired).'],
	[
		/^(?:Error response received from instance metadata service|Server responded with status: )/v,
		'The service that gives this container or server its keys did not give any.',
	],
	[
		/^(?:SyntaxError: |HTTP credential provider response not of the required format)/v,
		'The answer of the service that gives the keys cannot be read.',
	],
	[
		/^URL not accepted\./v,
		'AWS_CONTAINER_CREDENTIALS_FULL_URI names no place that keys are taken from: it has to be https, or on this machine.',
	],
	[
		/no MFA code callback was provided/v,
		'The role of this profile wants a code from an MFA device.',
	],
];

/** Plain words for what the SDK says about credentials, where there are some. */
export function describeSdkMessage(message: string): string | undefined {
	return plain.find(([pattern]) => pattern.test(message))?.[1] ?? describeHelperFailure(message);
}

// The command may hold secrets; what the program itself said stands in the lines below.
function describeHelperFailure(message: string): string | undefined {
	if (!message.startsWith('Command failed: ')) {
		return undefined;
	}

	const said = formatProse(message.split('\n').slice(1).join(' '), 300);
	return said === ''
		? 'The helper program of this profile failed.'
		: `The helper program of this profile failed: ${said}`;
}
