import {type Answer} from '../answer.js';
import {type State, inSeconds} from '../state.js';
import {findClient, grants, findWaitingDevice} from './clients.js';
import {homeRegion, isStartUrl} from './portal.js';
import {type Client} from './records.js';
import {digest, newTokenText} from './errors.js';

/** Text that is safe inside an element and inside a quoted attribute. */
const escapeHtml = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');

const style =
	'body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}' +
	'button,input{font:inherit;padding:.4rem 1rem;margin:0 .5rem .5rem 0}' +
	'code{font-size:1.5rem;letter-spacing:.1em}';

/**
A page for people. `content` is HTML already; the title is text. No scripts, no frames, nothing from elsewhere, and
forms go to the sandbox, which may lead on to a listener on this machine.
*/
const htmlPage = (title: string, content: string, status = 200): Answer => ({
	status,
	headers: {
		'content-type': 'text/html; charset=utf-8',
		'cache-control': 'no-store',
		'referrer-policy': 'same-origin',
		'content-security-policy':
			"default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'",
	},
	body: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
<h1>${escapeHtml(title)}</h1>
${content}
<p><small>This is the practice sign-in of the workato-aws sandbox. It is not AWS.</small></p>
</html>
`,
});

/** A page of plain sentences. */
export const messagePage = (title: string, message: string, status?: number): Answer =>
	htmlPage(title, `<p>${escapeHtml(message)}</p>`, status);

/** A form with two buttons, Allow and Deny, that sends `fields` back to the page's own address. */
const decisionForm = (fields: Iterable<[string, string]>): string => {
	const hidden = [...fields].map(
		([name, value]) =>
			`<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
	);
	return `<form method="post">
${hidden.join('\n')}
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>`;
};

/** A redirect as it is used: the one that was registered, with a port. */
const isRedirect = (client: Client, uri: string): boolean => {
	const port = /^http:\/\/127\.0\.0\.1:(?<port>\d{1,5})\/oauth\/callback$/v.exec(uri)?.groups?.port;
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
const validate = (state: State, region: string, fields: URLSearchParams): Request | string => {
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

const refusal = (reason: string): Answer => messagePage('This sign-in cannot go on', reason, 400);

/** The page that asks the person whether a program may sign in with them. */
export const authorizePage = (state: State, region: string, query: URLSearchParams): Answer => {
	const request = validate(state, region, query);
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
export const decideAuthorize = (state: State, region: string, fields: URLSearchParams): Answer => {
	const request = validate(state, region, fields);
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

const codeForm = `<form method="get">
<label>Code <input name="user_code" autocomplete="off" autofocus required></label>
<button>Go on</button>
</form>`;

const unknownCode = (): Answer =>
	htmlPage(
		'No such code',
		`<p>This code is not waiting: it may be mistyped, too old, or answered already. Type the code that the terminal shows.</p>
${codeForm}`,
		400,
	);

/** The page that takes a user code, and asks the person whether the program behind it may sign in. */
export const devicePage = (state: State, query: URLSearchParams): Answer => {
	const typed = query.get('user_code') ?? '';
	if (typed === '') {
		return htmlPage(
			'Enter the code',
			`<p>Type the code that the terminal shows.</p>
${codeForm}`,
		);
	}

	const device = findWaitingDevice(state.identityCenter, typed);
	if (!device) {
		return unknownCode();
	}

	const {name = 'A program'} = state.identityCenter.clients[device.client] ?? {};
	return htmlPage(
		'Allow this sign-in?',
		`<p>${escapeHtml(name)} asks to use your AWS accounts and roles. Allow it only if the terminal shows this code:</p>
<p><code>${escapeHtml(device.userCode)}</code></p>
${decisionForm([['user_code', device.userCode]])}`,
	);
};

/** Takes the person's answer to a device authorization. */
export const decideDevice = (state: State, fields: URLSearchParams): Answer => {
	const userCode = fields.get('user_code') ?? '';
	const device = findWaitingDevice(state.identityCenter, userCode);
	if (!device) {
		return unknownCode();
	}

	const isAllowed = fields.get('decision') === 'allow';
	device.decision = isAllowed ? 'allowed' : 'denied';
	return isAllowed
		? messagePage('You are signed in', 'Close this page and go back to the terminal.')
		: messagePage(
				'You said no',
				'Nobody was signed in. Close this page and go back to the terminal.',
			);
};
