/** Why a sign-in ended without a token. */
export type SignInReason =
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
