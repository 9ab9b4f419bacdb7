import {once} from 'node:events';
import {connect} from 'node:net';
import {expect, test} from 'vitest';
import {listenForAnswer} from '../../../source/aws/sso/pkce-flow.js';

const state = 'the-true-state';

async function visit(base: string, query: string): Promise<number> {
	const {status} = await fetch(`${base}?${query}`);
	return status;
}

test('it takes the one answer with the true state', async () => {
	const listener = await listenForAnswer(state);
	const {redirectUri} = listener;
	expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/v);
	expect(await visit(redirectUri, 'code=stolen&state=another')).toBe(400);
	expect(await visit(redirectUri, 'code=stolen')).toBe(400);
	expect(await visit(redirectUri, `state=${state}`)).toBe(400);
	for (const query of ['', '&state=', '&state=another']) {
		expect(await visit(redirectUri, `error=access_denied${query}`)).toBe(400);
	}

	expect(await visit(redirectUri, `code=true&state=${state}`)).toBe(200);
	expect(await listener.answer).toEqual({code: 'true'});
	await listener.close();
});

test('a refusal with the true state is an answer', async () => {
	const listener = await listenForAnswer(state);
	const query = `error=access_denied&state=${state}`;
	expect(await visit(listener.redirectUri, query)).toBe(200);
	expect(await listener.answer).toEqual({error: 'access_denied'});
	await listener.close();
});

test('every other path and method is not there', async () => {
	const listener = await listenForAnswer(state);
	const {origin} = new URL(listener.redirectUri);
	const query = `?code=true&state=${state}`;
	for (const path of ['/', '/favicon.ico', '/oauth/callback/', '/OAUTH/callback']) {
		const {status} = await fetch(`${origin}${path}${query}`);
		expect(status).toBe(404);
	}

	const posted = await fetch(`${listener.redirectUri}${query}`, {
		method: 'POST',
	});
	expect(posted.status).toBe(404);
	await listener.close();
});

test('the page repeats nothing of the request and allows no script', async () => {
	const listener = await listenForAnswer(state);
	const response = await fetch(
		`${listener.redirectUri}?error=%3Cscript%3Ealert(1)%3C/script%3E&state=${state}`,
	);
	const html = await response.text();
	expect(html).not.toContain('script');
	expect(html).not.toContain(state);
	expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
	expect(response.headers.get('cache-control')).toBe('no-store');
	await listener.close();
});

test('closing ends connections that are still open', async () => {
	const listener = await listenForAnswer(state);
	const {port} = new URL(listener.redirectUri);
	// A request that is never finished.
	const open = connect(Number(port), '127.0.0.1');
	await once(open, 'connect');
	open.write('GET /oauth/callback HTTP/1.1\r\n');
	// Whether the end comes as a reset or not is the system's choice.
	const {promise: ended, resolve} = Promise.withResolvers<void>();
	open.on('error', () => undefined);
	open.on('close', () => {
		resolve();
	});
	await listener.close();
	await ended;
	await expect(fetch(listener.redirectUri)).rejects.toThrow();
});
