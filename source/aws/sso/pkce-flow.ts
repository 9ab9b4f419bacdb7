import type {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {CreateTokenCommand, type SSOOIDCClient} from '@aws-sdk/client-sso-oidc';
import {quoteText} from '../../terminal/foreign-text.js';
import {describeSsoError, SignInError, cancelled, denied, ranOut} from './sign-in-error.js';
import {grantOf, openPage, troubleLimit, type FlowWorld, type Grant} from './flow.js';
import {listenForAnswer, type BrowserAnswer, type LoopbackListener} from './loopback-listener.js';
import {type Registration} from './clients.js';

/** How long the listener stays open; milliseconds. */
const limit = 600_000;

/** Between two tries to exchange the code while AWS cannot be reached or is busy; milliseconds. */
const troubleInterval = 5000;

export type PkceOptions = {
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
