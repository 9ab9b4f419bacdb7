import {type Buffer} from 'node:buffer';
import {createHash, timingSafeEqual} from 'node:crypto';
import {once} from 'node:events';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';

/** What the browser brought back: a code to exchange (a secret), or why there is none. */
export type BrowserAnswer = {readonly code: string} | {readonly error: string};

/** A listener that waits for one answer. */
export type LoopbackListener = {
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
		return 'stranger';
	}

	const code = searchParams.get('code');
	const error = searchParams.get('error');
	if (error) {
		return {error};
	}

	return code ? {code} : 'stranger';
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
type CallbackPage = 'done' | 'refused' | 'stranger' | 'not-found';

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
	stranger: {
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
