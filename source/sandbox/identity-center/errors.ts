import {createHash, randomBytes, randomInt} from 'node:crypto';
import {type JsonObject} from '../../json.js';
import {type State} from '../state.js';
import {type Answer, AwsError, type CommonFailure} from '../answer.js';

/** One call to Identity Center. */
export type CenterCall = {
	state: State;
	/** Where the caller believes Identity Center to live. */
	region: string;
	/** The address that the call went to, without a slash at the end; the pages for people are below it. */
	base: string;
	query: URLSearchParams;
	/** The JSON of the body; `undefined` when it is empty or no JSON. */
	input: unknown;
	/** The access token of a call to the portal. */
	token: string | undefined;
};

/** One operation of Identity Center; it throws AwsError before it changes anything. */
export type CenterOperation = {
	service: 'sso' | 'sso-oidc';
	name: string;
	writes: boolean;
	run: (call: CenterCall) => JsonObject;
};

/** A new token, code or secret: 43 characters that fit in a URL. */
export const newTokenText = (): string => randomBytes(32).toString('base64url');

/** What is kept of a token instead of the token itself. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The challenge that belongs to a PKCE code verifier by the method S256. */
export const challengeOf = (verifier: string): string =>
	createHash('sha256').update(verifier).digest('base64url');

/** Letters that are hard to mistake for one another, and that spell no words. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';

/** A new user code, such as `BCDF-GHJK`. */
export const newUserCode = (): string => {
	const code = Array.from({length: 8}, () => letters.charAt(randomInt(letters.length))).join('');
	return `${code.slice(0, 4)}-${code.slice(4)}`;
};

/** A user code as people type it, in the form in which it was given out. */
export const tidyUserCode = (typed: string): string => {
	const code = typed.toUpperCase().replaceAll(/[^A-Z]/gv, '');
	return `${code.slice(0, 4)}-${code.slice(4)}`;
};

type Wire = {
	oidc: readonly [code: string, status: number];
	portal: readonly [code: string, status: number];
	message: string;
};

const failures: Readonly<Record<CommonFailure, Wire>> = {
	throttle: {
		oidc: ['SlowDownException', 400],
		portal: ['TooManyRequestsException', 429],
		message: 'Too many requests.',
	},
	internal: {
		oidc: ['InternalServerException', 500],
		portal: ['InternalServerException', 500],
		message: 'The request failed inside the service.',
	},
	unavailable: {
		oidc: ['ServiceUnavailableException', 503],
		portal: ['ServiceUnavailableException', 503],
		message: 'The service cannot answer now.',
	},
	'expired-token': {
		oidc: ['ExpiredTokenException', 400],
		portal: ['UnauthorizedException', 401],
		message: 'Session token not found or invalid',
	},
	denied: {
		oidc: ['AccessDeniedException', 400],
		portal: ['ForbiddenException', 403],
		message: 'No access',
	},
	'unknown-caller': {
		oidc: ['InvalidClientException', 401],
		portal: ['UnauthorizedException', 401],
		message: 'Session token not found or invalid',
	},
	'no-credentials': {
		oidc: ['InvalidClientException', 401],
		portal: ['UnauthorizedException', 401],
		message: 'Session token not found or invalid',
	},
	'unknown-operation': {
		oidc: ['InvalidRequestException', 400],
		portal: ['InvalidRequestException', 400],
		message: 'The sandbox does not know this operation.',
	},
};

/** A failure of the portal, under the portal's own name for it. */
export const portalError = (
	failure: CommonFailure,
	message = failures[failure].message,
): AwsError => {
	const [code, status] = failures[failure].portal;
	return new AwsError(code, message, status);
};

/** A failure of the OIDC service that the fault switch asks for. */
export const oidcFailure = (failure: CommonFailure): AwsError => {
	const {oidc, message} = failures[failure];
	return new AwsError(oidc[0], message, oidc[1]);
};

type OidcCode =
	| 'AccessDenied'
	| 'AuthorizationPending'
	| 'ExpiredToken'
	| 'InvalidClient'
	| 'InvalidClientMetadata'
	| 'InvalidGrant'
	| 'InvalidRedirectUri'
	| 'InvalidRequest'
	| 'InvalidScope'
	| 'UnauthorizedClient'
	| 'UnsupportedGrantType';

/** A refusal of the OIDC service, named as the SDK names it, without `Exception` at the end. */
export const oidcError = (code: OidcCode, message: string): AwsError =>
	new AwsError(`${code}Exception`, message, code === 'InvalidClient' ? 401 : 400);

const headers = (code: string, requestId: string) => ({
	'content-type': 'application/json',
	'x-amzn-errortype': code,
	'x-amzn-requestid': requestId,
});

/** OAuth's name for an error: `AuthorizationPendingException` is `authorization_pending`. */
const oauthName = (code: string): string =>
	code === 'InternalServerException'
		? 'server_error'
		: code
				.replace(/Exception$/v, '')
				.replaceAll(/(?<=[a-z])(?=[A-Z])/gv, '_')
				.toLowerCase();

/** An error as the OIDC service sends it. An empty message is left out, as AWS does for a wrong region or start URL. */
export const printOidcError = ({code, message, status}: AwsError, requestId: string): Answer => ({
	status,
	headers: headers(code, requestId),
	body: JSON.stringify({
		error: oauthName(code),
		...(message !== '' && {error_description: message}),
	}),
});

/** An error as the portal sends it. */
export const printPortalError = ({code, message, status}: AwsError, requestId: string): Answer => ({
	status,
	headers: headers(code, requestId),
	body: JSON.stringify({__type: code, message}),
});
