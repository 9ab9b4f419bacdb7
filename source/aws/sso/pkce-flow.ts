import {type Buffer} from 'node:buffer';
import {createHash, timingSafeEqual} from 'node:crypto';
import {once} from 'node:events';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {CreateTokenCommand, type SSOOIDCClient} from '@aws-sdk/client-sso-oidc';
import {quoteText} from '../../terminal/foreign-text.js';
import {describeSsoError, SignInError, cancelled, denied, ranOut} from './sign-in-error.js';
import {grantOf, openPage, troubleLimit, type FlowWorld, type Grant} from './flow.js';
import {type Registration} from './clients.js';

/** How long the listener stays open; milliseconds. */
const limit = 600_000;

/** Between two tries to exchange the code while AWS cannot be reached or is busy; milliseconds. */
const troubleInterval = 5000;

type PkceOptions = {
	readonly client: SSOOIDCClient;
	/** The address that the authorize page hangs under, without a slash at the end. */
	readonly base: string;
	readonly registration: Registration;
	readonly scopes: readonly string[];
	/** That many bytes that nobody can guess. */
	readonly random: (bytes: number) => Buffer;
};

/**
The authorization code flow with PKCE: sends the browser to the consent page and takes its answer on 127.0.0.1.
Waits ten minutes at most.
@throws SignInError; `no-browser` when this machine cannot listen or open a browser, and the device code would do
*/
export async function pkceFlow(options: PkceOptions, world: FlowWorld): Promise<Grant> {
	const state = options.random(32).toString('base64url');
	// 48 bytes make 64 characters, as many as the aws CLI's.
	const verifier = options.random(48).toString('base64url');
	const listener = await listen(state);
	try {
		const code = await askBrowser(
			authorizeUrl(options, {state, verifier, listener}),
			listener,
			world,
		);
		return await exchange(options, {code, verifier, listener}, world);
	} finally {
		await listener.close();
	}
}

async function listen(state: string): Promise<LoopbackListener> {
	try {
		return await listenForAnswer(state);
	} catch {
		throw new SignInError(
			'no-browser',
			'This machine does not let a program wait for the browser’s answer.',
			'Use the device code instead.',
		);
	}
}

type Attempt = {
	readonly state: string;
	readonly verifier: string;
	readonly listener: LoopbackListener;
};

function authorizeUrl(
	{base, registration, scopes}: PkceOptions,
	{state, verifier, listener}: Attempt,
): string {
	const query = new URLSearchParams({
		response_type: 'code',
		client_id: registration.clientId,
		redirect_uri: listener.redirectUri,
		state,
		code_challenge_method: 'S256',
		// Plural, unlike in OAuth itself.
		scopes: scopes.join(' '),
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
	});
	return `${base}/authorize?${query.toString().replaceAll('+', '%20')}`;
}

async function askBrowser(
	url: string,
	listener: LoopbackListener,
	world: FlowWorld,
): Promise<string> {
	const until = world.now() + limit;
	world.onEvent({type: 'url', url, expiresAt: until});
	if (!(await openPage(url, world))) {
		throw new SignInError(
			'no-browser',
			'No browser could be opened here.',
			'Use the device code instead: it can be confirmed on any device.',
		);
	}

	world.onEvent({type: 'waiting', timeLeft: until - world.now(), until});
	const answer = await answerInTime(listener, world);
	if ('code' in answer) {
		return answer.code;
	}

	throw refusalOf(answer.error);
}

async function answerInTime(
	{answer}: LoopbackListener,
	{wait, signal}: FlowWorld,
): Promise<BrowserAnswer> {
	const answered = new AbortController();
	const late = async (): Promise<never> => {
		await wait(limit, AbortSignal.any([signal, answered.signal]));
		throw ranOut();
	};

	try {
		return await Promise.race([answer, late()]);
	} catch (error) {
		throw signal.aborted ? cancelled() : error;
	} finally {
		answered.abort();
	}
}

function refusalOf(error: string): SignInError {
	if (error === 'access_denied') {
		return denied();
	}

	return new SignInError(
		'refused',
		`The sign-in page ended with ${quoteText(error, 60)}.`,
		/grant|region/v.test(error)
			? 'Check the region of Identity Center, then sign in again.'
			: 'Sign in again, or use the device code.',
	);
}

async function exchange(
	{client, registration}: PkceOptions,
	{code, verifier, listener}: {code: string; verifier: string; listener: LoopbackListener},
	{now, wait, onEvent, signal}: FlowWorld,
): Promise<Grant> {
	const {clientId, clientSecret} = registration;
	const command = new CreateTokenCommand({
		grantType: 'authorization_code',
		clientId,
		clientSecret,
		redirectUri: listener.redirectUri,
		code,
		codeVerifier: verifier,
	});
	const begun = now();
	for (;;) {
		try {
			const answer = await client.send(command, {abortSignal: signal});
			return grantOf(answer, now());
		} catch (error) {
			const problem = describeSsoError(error, 'token', {
				signal,
				secrets: [clientSecret, code, verifier],
			});
			const until = begun + troubleLimit;
			if (!problem.isPassing || now() >= until) {
				throw problem;
			}

			onEvent({
				type: 'waiting',
				timeLeft: until - now(),
				until,
				trouble: problem.message,
			});
			await wait(troubleInterval, signal);
		}
	}
}

/** What the browser brought back: a code to exchange (a secret), or why there is none. */
type BrowserAnswer = {readonly code: string} | {readonly error: string};

/** A listener that waits for one answer. */
type LoopbackListener = {
	/** The address the browser is sent back to, with the port. */
	readonly redirectUri: string;
	/** Never rejects; stays open for as long as no true answer came. */
	readonly answer: Promise<BrowserAnswer>;
	/** Ends the listener and every connection to it. */
	readonly close: () => Promise<void>;
};

const address = '127.0.0.1';
const callbackPath = '/oauth/callback';

/**
Listens on this machine only, on a port of the system's choice and one path, for the answer that carries `state`.
An answer without the state, a refusal too, is turned away and the wait goes on: a stranger's page cannot end the sign-in.
Rejects when the port cannot be opened.
*/
export async function listenForAnswer(state: string): Promise<LoopbackListener> {
	const {promise: answer, resolve} = Promise.withResolvers<BrowserAnswer>();
	const server = createServer((request, response) => {
		const read = readAnswer(request, state);
		if (typeof read === 'string') {
			send(response, read);
			return;
		}

		// The page must have left before the listener closes.
		response.once('close', () => {
			resolve(read);
		});
		send(response, 'code' in read ? 'done' : 'refused');
	});
	server.listen(0, address);
	await once(server, 'listening');
	return {
		redirectUri: `http://${address}:${portOf(server)}${callbackPath}`,
		answer,
		async close() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
}

function readAnswer(
	{method, url = ''}: IncomingMessage,
	state: string,
): BrowserAnswer | CallbackPage {
	const base = `http://${address}`;
	if (method !== 'GET' || !URL.canParse(url, base)) {
		return 'not-found';
	}

	const {pathname, searchParams} = new URL(url, base);
	if (pathname !== callbackPath) {
		return 'not-found';
	}

	// A refusal carries the state as well (RFC 6749, 4.1.2.1): any page in the browser could send one without it.
	if (!isSame(searchParams.get('state') ?? '', state)) {
		return 'unexpected';
	}

	const code = searchParams.get('code');
	const error = searchParams.get('error');
	if (error) {
		return {error};
	}

	return code ? {code} : 'unexpected';
}

function isSame(given: string, expected: string): boolean {
	return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}

function send(response: ServerResponse, page: CallbackPage): void {
	const {status, html} = callbackPage(page);
	response.writeHead(status, {
		'Content-Type': 'text/html; charset=utf-8',
		'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
		'Cache-Control': 'no-store',
		'Referrer-Policy': 'no-referrer',
		'X-Content-Type-Options': 'nosniff',
		Connection: 'close',
	});
	response.end(html);
}

function portOf(server: Server): number {
	const at = server.address();
	if (at === null || typeof at === 'string') {
		throw new Error('The listener has no port.');
	}

	return at.port;
}

/** What the browser is shown when it comes back to this program. */
type CallbackPage = 'done' | 'refused' | 'unexpected' | 'not-found';

const pages: Readonly<Record<CallbackPage, {status: number; title: string; text: string}>> = {
	done: {
		status: 200,
		title: 'Back to the terminal',
		text: 'The sign-in goes on in your terminal. You can close this window.',
	},
	refused: {
		status: 200,
		title: 'Not signed in',
		text: 'Nothing was changed; the terminal says more. You can close this window.',
	},
	unexpected: {
		status: 400,
		title: 'This answer belongs to another sign-in',
		text: 'Use the newest address that the terminal shows. You can close this window.',
	},
	'not-found': {
		status: 404,
		title: 'Nothing here',
		text: 'You can close this window.',
	},
};

/** A small page without scripts, and nothing from outside in it. */
function callbackPage(page: CallbackPage): {
	status: number;
	html: string;
} {
	const {status, title, text} = pages[page];
	return {
		status,
		html: [
			'<!doctype html><html lang="en"><meta charset="utf-8">',
			`<title>workato-aws: ${title}</title>`,
			'<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem}</style>',
			`<h1>${title}</h1><p>${text}</p></html>`,
		].join('\n'),
	};
}
