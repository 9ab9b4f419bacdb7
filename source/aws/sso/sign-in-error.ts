import {formatProse, formatValue} from '../../terminal/foreign-text.js';
import {describeNetworkError} from '../network-error.js';

/** Why a sign-in ended without a token. */
type SignInReason =
	| 'denied'
	| 'expired'
	| 'cancelled'
	| 'wrong-region'
	| 'wrong-start-url'
	| 'no-browser'
	| 'network'
	/** AWS had a fault or wants a slower pace: it passes. */
	| 'busy'
	| 'admin-key'
	| 'refused';

/** A sign-in that did not work: what happened, and the next thing to do. Never holds a token, secret or code. */
export class SignInError extends Error {
	override readonly name = 'SignInError';
	readonly reason: SignInReason;
	readonly hint: string;

	constructor(reason: SignInReason, message: string, hint: string) {
		super(message);
		this.reason = reason;
		this.hint = hint;
	}

	/** Whether waiting may be all that is needed: nothing was said about the person or the settings. */
	get isPassing(): boolean {
		return this.reason === 'network' || this.reason === 'busy';
	}
}

/** AWS does not know the registration of this program any more: registering again helps. */
export class StaleRegistrationError extends SignInError {
	constructor() {
		super(
			'refused',
			'AWS does not recognise this program’s registration.',
			'Start the sign-in again.',
		);
	}
}

/** The person stopped the sign-in. */
export function cancelled(): SignInError {
	return new SignInError(
		'cancelled',
		'The sign-in was stopped.',
		'Nothing was changed. Start it again when you are ready.',
	);
}

/** The person, or the company's rules, said no in the browser. */
export function denied(): SignInError {
	return new SignInError(
		'denied',
		'The request was not allowed in the browser.',
		'If that was not meant, sign in again and choose to allow it.',
	);
}

/** Nobody answered in the browser within the time that AWS, or the listener, gives. */
export function ranOut(): SignInError {
	return new SignInError(
		'expired',
		'The time for this sign-in ran out.',
		'Start it again. If the browser spoke of an invalid grant or code, the region of Identity Center is wrong.',
	);
}

/** What came back is not Identity Center's: an empty answer, or a page of something in between. `status` is HTTP's, where it says more. */
export function noAnswer(status = 200): SignInError {
	return new SignInError(
		'network',
		`What came back is not an answer of AWS${status === 200 ? '' : ` (status ${status})`}: a proxy or the network’s own sign-in page answered instead.`,
		'Check AWS_ENDPOINT_URL, the proxy (HTTPS_PROXY), the VPN and whether this network wants a sign-in of its own, then try again.',
	);
}

type FailureContext = {
	/** What must not show up in the words: tokens, secrets, codes. */
	readonly secrets?: readonly string[];
	/** Aborted means that the person stopped it, whatever was thrown. */
	readonly signal?: AbortSignal;
};

/** Which call failed; the same answer means different things at different calls. */
type SsoCall = 'register' | 'authorize' | 'token' | 'portal';

type KnownFailure = readonly [reason: SignInReason, message: string, hint: string];

const again = 'Start the sign-in again.';

const serverFault: KnownFailure = [
	'busy',
	'The AWS sign-in service had a fault.',
	'Wait a moment and try again.',
];

const slowerInterval: KnownFailure = [
	'busy',
	'AWS asks for a slower pace.',
	'Wait a moment and try again.',
];

/*
Names of client-sso-oidc's errors. What each one says about the person's settings; a wrong
region shows as InvalidRequestException without a text when the device authorization starts.
*/
const knownFailures: Readonly<Record<string, KnownFailure>> = {
	InvalidRequestRegionException: [
		'wrong-region',
		'Identity Center is not in this region.',
		'Ask for the region of your Identity Center; it need not be the one you work in.',
	],
	InvalidGrantException: [
		'refused',
		'AWS did not take the answer from the browser; it may have been used before, or come too late.',
		`${again} If it happens again, check the region of Identity Center.`,
	],
	InvalidScopeException: [
		'refused',
		'AWS does not know a scope of this sign-in.',
		'Check sso_registration_scopes in your AWS config; sso:account:access is the usual one.',
	],
	UnauthorizedClientException: [
		'refused',
		'Your Identity Center does not let this program sign people in.',
		'Try the device code; if that fails too, ask your Identity Center administrator.',
	],
	UnsupportedGrantTypeException: [
		'refused',
		'Your Identity Center does not offer this way to sign in.',
		'Use the device code instead.',
	],
	InvalidRedirectUriException: [
		'refused',
		'Your Identity Center does not accept an answer on this machine.',
		'Use the device code instead.',
	],
	InvalidClientMetadataException: [
		'refused',
		'AWS did not accept how this program presented itself.',
		'Use the device code instead.',
	],
	InternalServerException: serverFault,
	TooManyRequestsException: slowerInterval,
	UnauthorizedException: [
		'expired',
		'Your sign-in has ended.',
		'Sign in again. If it ends at once every time, the region of Identity Center is wrong.',
	],
	ForbiddenException: [
		'refused',
		'Your sign-in does not give access to this.',
		'Choose another account or role, or ask your Identity Center administrator.',
	],
	ResourceNotFoundException: [
		'refused',
		'This account or role is not assigned to you.',
		'Choose another account or role, or ask your Identity Center administrator.',
	],
};

/**
Turns whatever an Identity Center call threw into a SignInError with its own words.

AWS's own text is shown only for failures that have no words here, cleaned and without any of `secrets`: an answer may
repeat what was sent.
*/
export function describeSsoError(
	error: unknown,
	call: SsoCall,
	{secrets = [], signal}: FailureContext = {},
): SignInError {
	if (error instanceof SignInError) {
		return error;
	}

	if (signal?.aborted) {
		return cancelled();
	}

	const fields = fieldsOf(error);
	const {name, text, reason} = fields;
	if (name === 'AbortError') {
		return cancelled();
	}

	if (reason.startsWith('KMS_')) {
		return new SignInError(
			'admin-key',
			`Identity Center cannot use its own encryption key (${formatValue(reason)}).`,
			'This is not yours to repair: ask your Identity Center administrator.',
		);
	}

	if (name === 'AccessDeniedException') {
		return denied();
	}

	if (name === 'ExpiredTokenException') {
		return ranOut();
	}

	if (name === 'InvalidClientException') {
		return new StaleRegistrationError();
	}

	const known = knownFailures[name] ?? invalidRequest(name, text, call);
	return known
		? new SignInError(...known)
		: (problemByStatus(fields) ?? networkError(error) ?? refusal(fields, secrets));
}

/** The error's name in the SDK's model, also where only the answer's `error` field gives it (`slow_down`); `Unknown` when nothing does. */
export function ssoErrorName(error: unknown): string {
	if (!(error instanceof Error)) {
		return 'Error';
	}

	const code: unknown = Reflect.get(error, 'error');
	return error.name === 'Unknown' && typeof code === 'string'
		? `${code.replaceAll(/(?:^|_)(?<first>[a-z])/gv, (_, first: string) => first.toUpperCase())}Exception`
		: error.name;
}

// What stands between us and AWS answers in pages, not in JSON, or leads elsewhere; its status is all that can be trusted.
function problemByStatus({name, status, isReadable}: Fields): SignInError | undefined {
	if (status === 0 || (isReadable && name !== 'Unknown')) {
		return undefined;
	}

	if (status === 429) {
		return new SignInError(...slowerInterval);
	}

	if (status === 407) {
		return new SignInError(
			'network',
			'Your proxy refused the connection (407).',
			'It wants a name and password: put them in HTTPS_PROXY, or ask your network team.',
		);
	}

	if (isReadable && status >= 500) {
		return new SignInError(...serverFault);
	}

	return isReadable && status >= 400 ? undefined : noAnswer(status);
}

function networkError(error: unknown): SignInError | undefined {
	const trouble = describeNetworkError(error);
	return (
		trouble &&
		new SignInError(
			trouble.kind === 'region' ? 'wrong-region' : 'network',
			trouble.message,
			trouble.hint,
		)
	);
}

// Before anybody is asked anything, only the region and the start URL can be wrong.
function invalidRequest(name: string, text: string, call: SsoCall): KnownFailure | undefined {
	if (name !== 'InvalidRequestException' || call === 'token' || call === 'portal') {
		return undefined;
	}

	return text === ''
		? [
				'wrong-region',
				'AWS did not find this start URL in this region.',
				'Check the region of Identity Center first (it need not be the one you work in), then the start URL.',
			]
		: [
				'wrong-start-url',
				'AWS does not accept this start URL.',
				'Copy it again from your AWS access portal, or ask your Identity Center administrator.',
			];
}

function refusal({name, text, status}: Fields, secrets: readonly string[]): SignInError {
	const code = name === 'Unknown' ? `status ${status}` : formatValue(name);
	const said = formatProse(withoutSecrets(text, secrets), 300);
	return new SignInError(
		'refused',
		`AWS refused the sign-in (${code})${said === '' ? '.' : `: ${said}`}`,
		again,
	);
}

/** `text` with every one of `secrets` taken out; empty ones are ignored. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
	let clean = text;
	for (const secret of secrets) {
		clean = secret === '' ? clean : clean.replaceAll(secret, '...');
	}

	return clean;
}

type Fields = {
	readonly name: string;
	readonly text: string;
	readonly reason: string;
	/** HTTP's; 0 where no answer came. */
	readonly status: number;
	/** False where the SDK could not read the body: it lets JavaScript's own error through. */
	readonly isReadable: boolean;
};

function fieldsOf(error: unknown): Fields {
	if (!(error instanceof Error)) {
		return {name: 'Error', text: '', reason: '', status: 0, isReadable: true};
	}

	const description: unknown = Reflect.get(error, 'error_description');
	const reason: unknown = Reflect.get(error, 'reason');
	const metadata: unknown = Reflect.get(error, '$metadata');
	const status: unknown =
		typeof metadata === 'object' && metadata !== null
			? Reflect.get(metadata, 'httpStatusCode')
			: undefined;
	const said = typeof description === 'string' ? description : error.message;
	return {
		name: ssoErrorName(error),
		text: said === 'UnknownError' ? '' : said,
		reason: typeof reason === 'string' ? reason : '',
		status: typeof status === 'number' ? status : 0,
		isReadable: !(error instanceof SyntaxError),
	};
}
