import {type Answer} from '../answer.js';
import {type State} from '../state.js';
import {inSeconds} from '../time.js';
import {findClient, grants} from './clients.js';
import {homeRegion, isStartUrl} from './directory.js';
import {decisionForm, escapeHtml, htmlPage, messagePage} from './html.js';
import {type Client} from './records.js';
import {digest, newTokenText} from './token-text.js';

/** A redirect as it is used: the one that was registered, with a port. */
const isRedirect = (client: Client, uri: string): boolean => {
	const port =
		/^http:\/\/127\.0\.0\.1:(?<port>\d{1,5})\/oauth\/callback$/v.exec(uri)
			?.groups?.port;
	return (
		port !== undefined &&
		Number(port) <= 65_535 &&
		client.redirectUris.includes(uri.replace(`:${port}/`, '/'))
	);
};

type Request = {
	client: Client;
	clientId: string;
	redirectUri: string;
	challenge: string;
};

/** What the browser asks for, or the reason why it cannot be had. Nothing is sent on to a redirect that is not proven. */
const judge = (
	state: State,
	region: string,
	fields: URLSearchParams,
): Request | string => {
	const field = (name: string) => fields.get(name) ?? '';
	const clientId = field('client_id');
	const client = findClient(state.identityCenter, clientId, region);
	if (!client?.grantTypes.includes(grants.code)) {
		return 'The program that sent you here is not registered in this region. Start the sign-in again.';
	}

	if (region !== homeRegion || !isStartUrl(client.issuerUrl ?? '')) {
		return 'There is no Identity Center with this start URL in this region. Check both, then start the sign-in again.';
	}

	const redirectUri = field('redirect_uri');
	if (!isRedirect(client, redirectUri)) {
		return 'The address to go back to is not the one that was registered.';
	}

	const challenge = field('code_challenge');
	if (
		field('response_type') !== 'code' ||
		field('code_challenge_method') !== 'S256' ||
		!/^[\w\-]{43}$/v.test(challenge) ||
		field('state') === ''
	) {
		return 'The request needs response_type code, a state, and a code_challenge by the method S256.';
	}

	const scopes = field('scopes').split(' ').filter(Boolean);
	return scopes.every((scope) => client.scopes.includes(scope))
		? {client, clientId, redirectUri, challenge}
		: 'The program asks for more than it was registered for.';
};

const refusal = (reason: string): Answer =>
	messagePage('This sign-in cannot go on', reason, 400);

/** The page that asks the person whether a program may sign in with them. */
export const authorizePage = (
	state: State,
	region: string,
	query: URLSearchParams,
): Answer => {
	const request = judge(state, region, query);
	return typeof request === 'string'
		? refusal(request)
		: htmlPage(
				'Allow this sign-in?',
				`<p>${escapeHtml(request.client.name)} asks to use your AWS accounts and roles. Allow it only if you started it just now.</p>
${decisionForm(query)}`,
			);
};

const goTo = (uri: string, fields: Record<string, string>): Answer => {
	const url = new URL(uri);
	for (const [name, value] of Object.entries(fields)) {
		url.searchParams.set(name, value);
	}

	return {
		status: 303,
		headers: {location: url.href, 'cache-control': 'no-store'},
		body: '',
	};
};

/** The person's answer: leads the browser back to the program, with a code or with `access_denied`. */
export const decideAuthorize = (
	state: State,
	region: string,
	fields: URLSearchParams,
): Answer => {
	const request = judge(state, region, fields);
	if (typeof request === 'string') {
		return refusal(request);
	}

	const {clientId, redirectUri, challenge} = request;
	const same = {state: fields.get('state') ?? ''};
	if (fields.get('decision') !== 'allow') {
		return goTo(redirectUri, {error: 'access_denied', ...same});
	}

	const {settings, codes} = state.identityCenter;
	const code = newTokenText();
	codes[digest(code)] = {
		client: clientId,
		redirectUri,
		challenge,
		expiresAt: inSeconds(settings.codeSeconds),
	};
	return goTo(redirectUri, {code, ...same});
};
