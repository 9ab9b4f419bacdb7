import {type Advice} from '../diagnostic.js';
import {formatProse, formatValue} from '../terminal/foreign-text.js';
import {underlyingError} from './credential-failure.js';
import {codesOf, describeNetworkError} from './network-error.js';
import {meaningsOf, describeSdkMessage, type Meaning} from './sdk-messages.js';

/** What kind of failure it was: decides the words, the exit code and whether to try again. */
export type AwsErrorKind =
	| 'no-identity'
	| 'expired'
	| 'denied'
	| 'unreachable'
	| 'throttled'
	| 'not-found'
	| 'unsupported'
	| 'server'
	| 'unknown-principal'
	| 'refused';

/** A failure in words: what AWS said (made safe), its code, and the next thing to do. */
export type AwsProblem = Advice<AwsErrorKind> & {kind: AwsErrorKind};

/*
Error names as the SDK gives them (KMS: …Exception; IAM and STS: the short form). Matched by name, because many are
not modelled and arrive as plain service exceptions.
*/
const kinds: ReadonlyArray<[AwsErrorKind, RegExp]> = [
	// The last one is how Identity Center's portal calls a sign-in that was ended.
	['expired', /^(?:ExpiredToken|RequestExpired|TokenRefreshRequired|UnauthorizedException$)/v],
	[
		'no-identity',
		/^(?:CredentialsProviderError|TokenProviderError|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|MissingAuthenticationToken|IncompleteSignature)/v,
	],
	['denied', /^(?:AccessDenied|UnauthorizedOperation|NotAuthorized|ForbiddenException$)/v],
	['throttled', /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/v],
	['not-found', /^(?:NotFoundException|NoSuchEntity|ResourceNotFoundException)/v],
	['unsupported', /^(?:UnknownOperation|InvalidAction|NotImplemented)/v],
	[
		'unreachable',
		/^(?:timeouterror|aborterror|networkingerror|proxyerror|networksetuperror|unreadableanswer)|enotfound|eai_again|econn|epipe|etimedout|ehostunreach|enetunreach|cert|socket hang up/iv,
	],
	[
		'server',
		/^(?:InternalFailure|InternalError|InternalServ|ServiceUnavailable|KMSInternal|DependencyTimeout|ServiceFailure|Unavailable)/v,
	],
];

const hints: Record<AwsErrorKind, string> = {
	'no-identity': 'Check the profile or keys, sign in again, and try once more.',
	expired: 'Sign in again; nothing is lost, the setup goes on where it was.',
	denied: 'Ask for the permission named above, then try again.',
	unreachable: 'Check the network, the proxy and the region, then try again.',
	throttled: 'AWS asks for a slower pace. Wait a moment and try again.',
	'not-found': 'Check the name, the region and the account.',
	unsupported: 'This endpoint does not know the call.',
	server: 'This is a fault at AWS. Wait a moment and try again.',
	'unknown-principal': 'Nothing was changed by this call.',
	refused: 'Nothing was changed by this call.',
};

type Fields = {
	name: string;
	code: string;
	message: string;
	status: number;
	/** Whether Node's codes say that the network is the reason. */
	isNetwork: boolean;
	/** What the sentence says, of which no code does. */
	means: ReadonlySet<Meaning>;
};

// Of a credential provider's error those of what it stands for.
function fieldsOf(thrown: unknown): Fields {
	const error = underlyingError(thrown);
	if (!(error instanceof Error)) {
		const message = String(error);
		return {
			name: 'Error',
			code: '',
			message,
			status: 0,
			isNetwork: false,
			means: meaningsOf(message),
		};
	}

	const code: unknown = Reflect.get(error, 'code') ?? Reflect.get(error, 'Code');
	const metadata: unknown = Reflect.get(error, '$metadata');
	const status: unknown =
		typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : 0;
	const means = meaningsOf(textOf(error.message));
	return {
		// What AWS, or a proxy, put into an error may be of any kind.
		name: textOf(error.name),
		code: textOf(code),
		message: textOf(error.message),
		status: typeof status === 'number' ? status : 0,
		isNetwork: codesOf(error).length > 0 || means.has('unreachable'),
		means,
	};
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

function kindOf(fields: Fields): AwsErrorKind {
	const {name, code, status, isNetwork, means} = fields;
	// A credential provider stands for what went wrong below it.
	if (name.includes('Provider') && isNetwork) {
		return 'unreachable';
	}

	if (name.includes('Provider') && means.has('expired')) {
		return 'expired';
	}

	const found = kinds.find(([, pattern]) => pattern.test(name) || pattern.test(code));
	if (found) {
		return found[0];
	}

	if (isNetwork || means.has('unreadable')) {
		return 'unreachable';
	}

	if (means.has('no-identity')) {
		return 'no-identity';
	}

	if (status === 429) {
		return 'throttled';
	}

	if (name.startsWith('MalformedPolicy') && means.has('unknown-principal')) {
		return 'unknown-principal';
	}

	// Services have names of their own for a refusal, such as AuthorizationError.
	if (status === 403) {
		return 'denied';
	}

	return status >= 500 ? 'server' : 'refused';
}

/**
Turns whatever a call threw into words. The message is AWS's own, without control characters, stack traces, and the
request with its session token that AWS repeats when a signature is wrong.
*/
export function describeAwsError(error: unknown): AwsProblem {
	const fields = fieldsOf(error);
	const kind = kindOf(fields);
	const title = formatValue(titleOf(fields));
	if (isOwnFault(error)) {
		return {
			kind,
			code: title,
			message: `Something went wrong in workato-aws itself: ${formatProse(fields.message, 500)}`,
			hint: 'What the call did is not known. Look at the checklist, and report this to whoever gave you this program.',
		};
	}

	const trouble = kind === 'unreachable' ? describeNetworkError(underlyingError(error)) : undefined;
	const message = describeMessage(kind, title, fields);
	return {
		kind,
		code: title,
		// The network's own words stay: they name the host, and people search for them.
		message:
			trouble && message !== silence && !message.startsWith(trouble.message)
				? `${trouble.message} (${message})`
				: message,
		hint: trouble?.hint ?? hints[kind],
	};
}

function titleOf({name, code, means}: Fields): string {
	if (means.has('unreadable')) {
		return unreadable;
	}

	return ['Error', 'AggregateError'].includes(name) ? code || 'Error' : name;
}

const unreadable = 'UnreadableAnswer';
const silence = 'AWS could not be reached.';

function describeMessage(kind: AwsErrorKind, title: string, {message}: Fields): string {
	if (title === unreadable) {
		return 'What came back is not an answer of AWS: it was cut off, or a proxy answered instead.';
	}

	const plain = describeSdkMessage(message);
	if (plain) {
		return plain;
	}

	// What comes then is the request itself.
	const [said = ''] = message.split('The Canonical String', 1);
	const text = formatProse(said, 500);
	if (text !== '' && text !== 'UnknownError') {
		return text;
	}

	return kind === 'unreachable' ? silence : `AWS answered ${title} and said no more.`;
}

// Nothing left this machine: no connection was made, or there was no identity to sign with.
function hasNeverLeft(error: unknown): boolean {
	const {name, code} = fieldsOf(error);
	return (
		(error instanceof Error && textOf(error.name).includes('Provider')) ||
		['ProxyError', 'NetworkSetupError'].includes(name) ||
		/^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED)$/v.test(code)
	);
}

/**
Whether AWS may have carried the call out although we saw an error: a lost reply, a timeout, a fault on AWS's side, or
anything else that is not AWS's own clear no. A throttled or refused call was not carried out, nor was one that never left.
To be asked about one try only: the SDK's own tries hide a lost reply behind the last error.
*/
export function mayHaveHappened(error: unknown): boolean {
	const {kind} = describeAwsError(error);
	if (hasNeverLeft(error)) {
		return false;
	}

	const {status} = fieldsOf(error);
	const isClearNo = status >= 400 && status < 500;
	return kind === 'unreachable' || kind === 'server' || (kind === 'refused' && !isClearNo);
}

/**
Whether an error is a fault in this program rather than an answer of AWS or of the way to it: one of JavaScript's own errors that
neither the SDK nor Node has marked as theirs, and whose words are not known as theirs.
*/
export function isOwnFault(error: unknown): boolean {
	const fields = fieldsOf(error);
	return (
		(error instanceof TypeError ||
			error instanceof RangeError ||
			error instanceof ReferenceError ||
			error instanceof SyntaxError) &&
		error.cause === undefined &&
		fields.code === '' &&
		fields.status === 0 &&
		kindOf(fields) === 'refused'
	);
}

/** Whether AWS does not take the identity, or not any more: signing in, or new keys, may help. */
export function isIdentityLost(kind: string | undefined): kind is 'no-identity' | 'expired' {
	return kind === 'no-identity' || kind === 'expired';
}

/** Whether AWS, or the way to it, is the trouble rather than this one call: these end a command with exit code 3. */
export function isAccessTrouble(kind: AwsErrorKind): boolean {
	return isIdentityLost(kind) || kind === 'unreachable';
}

/** Why a question has no answer. `kind` where AWS, or the way to it, is the reason, with what to do about that. */
export type Unknown = {
	state: 'unknown';
	code: string;
	reason: string;
	kind?: AwsErrorKind;
	hint?: string;
};

/**
What AWS said to one question. `absent` is an answer (there is none); `unknown` is not (denied, unreachable, unsupported).
*/
export type Lookup<T> = Unknown | {state: 'found'; value: T} | {state: 'absent'};

/**
Asks AWS one question and keeps the answer apart from "could not look": a call that says the thing does not exist is
`absent`, any other failure is `unknown` with AWS's words. A fault in this program is neither, and is thrown.
*/
export async function lookUp<T>(question: () => Promise<T | undefined>): Promise<Lookup<T>> {
	try {
		const value = await question();
		return value === undefined ? {state: 'absent'} : {state: 'found', value};
	} catch (error) {
		if (isOwnFault(error)) {
			throw error;
		}

		const {kind, code, message: reason, hint} = describeAwsError(error);
		return kind === 'not-found' ? {state: 'absent'} : {state: 'unknown', code, reason, kind, hint};
	}
}

/** The answer, or nothing when AWS says that there is no such thing. Rejects with whatever else goes wrong. */
export async function ifThere<T>(question: Promise<T>): Promise<T | undefined> {
	try {
		return await question;
	} catch (error) {
		if (describeAwsError(error).kind === 'not-found') {
			return undefined;
		}

		throw error;
	}
}
