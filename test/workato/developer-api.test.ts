import http from 'node:http';
import {once} from 'node:events';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {
	apiAddress,
	dataCentreOfToken,
	isSafeForToken,
	developerApi,
	WorkatoError,
} from '../../source/workato/developer-api.js';

const token = 'wrkprod-Top-Secret-0123';
let requests: string[] = [];
let answer: (path: string) => {status: number; body: unknown};
let server: http.Server;
let address: URL;

beforeEach(async () => {
	requests = [];
	server = http.createServer((request, response) => {
		requests.push(
			`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`,
		);
		const {status, body} = answer(request.url ?? '');
		response
			.writeHead(status, {location: 'http://localhost:1/'})
			.end(typeof body === 'string' ? body : JSON.stringify(body));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const place = server.address();
	const port = typeof place === 'object' && place ? place.port : 0;
	address = new URL(`http://127.0.0.1:${port}/`);
});

afterEach(() => {
	server.close();
});

const api = (more = {}) => developerApi({address, token, env: {}, ...more});
const failure = async (call: Promise<unknown>) => {
	try {
		await call;
	} catch (error) {
		return error instanceof WorkatoError ? error : undefined;
	}

	return undefined;
};

test('says which workspace the token is for', async () => {
	answer = () => ({status: 200, body: {id: 12_345, name: 'ACME', more: 1}});
	expect(await api().me()).toEqual({id: '12345', name: 'ACME'});
	expect(requests).toEqual([`GET /api/users/me Bearer ${token}`]);
});

test('reads every page of the projects, and no page more', async () => {
	const all = Array.from({length: 250}, (_, n) => ({
		id: n + 1,
		folder_id: n + 1000,
		name: `Project ${n + 1}`,
		description: '',
	}));
	answer = (path) => {
		const page = Number(new URL(path, address).searchParams.get('page'));
		return {status: 200, body: all.slice((page - 1) * 100, page * 100)};
	};

	const seen: number[] = [];
	const found = await api().projects((some) => {
		seen.push(some.length);
	});
	expect(found).toHaveLength(250);
	expect(found[249]).toEqual({
		id: '250',
		folderId: '1249',
		name: 'Project 250',
	});
	expect(seen).toEqual([100, 200, 250]);
	expect(requests).toHaveLength(3);
});

test('clears the cache of secrets', async () => {
	answer = () => ({status: 200, body: {success: true}});
	await api().clearCache();
	expect(requests).toEqual([`POST /api/secrets_management/clear_cache Bearer ${token}`]);
});

test.each([
	[401, 'bad-token', 'List projects'],
	[403, 'not-allowed', 'List projects'],
	[404, 'not-found', 'data centre'],
	[429, 'too-fast', 'Wait a minute'],
	[500, 'failed', 'Wait'],
	[302, 'failed', 'Wait'],
])('status %i is said in plain words', async (status, reason, hint) => {
	answer = () => ({status, body: {message: `no ${token}`}});
	const error = await failure(api().projects());
	expect(error?.reason).toBe(reason);
	expect(error?.message).toContain(String(status));
	expect(error?.hint).toContain(hint);
	expect(`${error?.message ?? ''}${error?.stack ?? ''}`).not.toContain(token);
	expect(requests).toHaveLength(1);
});

test.each(['<html>Sign in</html>', '{"success": false}', '[{"id": {}}]'])(
	'%s is not an answer of Workato',
	async (body) => {
		answer = () => ({status: 200, body});
		const error = await failure(api().projects());
		expect(error?.message).toContain('not an answer of Workato');
	},
);

test('gives up after a while', async () => {
	server.removeAllListeners('request');
	const error = await failure(api({giveUpAfter: 50}).me());
	expect(error?.reason).toBe('unreachable');
	expect(error?.message).toContain('did not answer');
	server.closeAllConnections();
});

test('says which host cannot be reached', async () => {
	const error = await failure(api({address: new URL('http://127.0.0.1:1/')}).me());
	expect(error).toMatchObject({
		reason: 'unreachable',
		message: '127.0.0.1:1 could not be reached.',
	});
});

test('authorities that cannot be read are told, and nothing is sent', async () => {
	const error = await failure(
		api({
			address: new URL('https://127.0.0.1:1/'),
			env: {AWS_CA_BUNDLE: '/missing/bundle.pem'},
		}).me(),
	);
	expect(error).toMatchObject({
		reason: 'unreachable',
		message: 'AWS_CA_BUNDLE names /missing/bundle.pem, which cannot be read.',
	});
});

test('a token that cannot be one is not sent, and not shown', async () => {
	const error = await failure(api({token: 'Top\nSecret'}).me());
	expect(error?.reason).toBe('bad-token');
	expect(String(error?.stack)).not.toContain('Secret');
	expect(requests).toEqual([]);
});

test('the token goes over https, or to this computer', async () => {
	expect(isSafeForToken(new URL('https://app.eu.workato.com/'))).toBe(true);
	expect(isSafeForToken(new URL('http://127.0.0.1:4000/'))).toBe(true);
	expect(isSafeForToken(new URL('http://[::1]:4000/'))).toBe(true);
	const bare = new URL('https://app.eu.workato.com/');
	bare.protocol = 'http:';
	expect(isSafeForToken(bare)).toBe(false);
	const error = await failure(api({address: bare}).me());
	expect(error?.reason).toBe('not-https');
});

test('each data centre has its address', () => {
	expect(apiAddress('us')?.href).toBe('https://www.workato.com/');
	expect(apiAddress('EU')?.href).toBe('https://app.eu.workato.com/');
	expect(apiAddress('workato.example.com')?.href).toBe('https://workato.example.com/');
	expect(apiAddress('uk')).toBeUndefined();
	expect(dataCentreOfToken('wrkatrial-abc')).toBe('trial');
	expect(dataCentreOfToken('wrkprod-abc')).toBeUndefined();
});
