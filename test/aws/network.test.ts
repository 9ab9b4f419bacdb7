import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer as createHttpServer, type IncomingMessage, type Server} from 'node:http';
import {createServer as createHttpsServer} from 'node:https';
import {connect, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import type {Duplex} from 'node:stream';
import path from 'node:path';
import {rootCertificates} from 'node:tls';
import {HttpRequest} from '@smithy/core/protocols';
import {fromIni} from '@aws-sdk/credential-providers';
import {afterAll, afterEach, beforeAll, beforeEach, expect, test, vi} from 'vitest';
import {describeNetworkError} from '../../source/aws/network-error.js';
import {requestHandler} from '../../source/aws/network.js';
import {NetworkSetupError} from '../../source/aws/settings.js';
import {checkNetwork} from '../../source/aws/endpoints.js';
import {openSession} from '../../source/aws/session.js';
import {writeToken} from '../../source/aws/sso/token-cache.js';
import {addressAuthority, testAuthority} from './test-authority.js';

/** Everything the tests talk to is on loopback; names under example.test exist only behind the proxy. */
const aws = createHttpsServer(testAuthority, (_request, response) => {
	response.end('aws');
});
const plain = createHttpServer((_request, response) => {
	response.end('straight');
});
const proxy = createHttpServer();
const secureProxy = createHttpsServer(addressAuthority);
let asked: Array<{target: string; authorization: string | undefined}> = [];
let proxyStatus = 200;
let folder = '';

function letThrough({url = '', headers}: IncomingMessage, client: Duplex) {
	asked.push({target: url, authorization: headers['proxy-authorization']});
	if (proxyStatus !== 200) {
		client.end(`HTTP/1.1 ${proxyStatus} No\r\n\r\n`);
		return;
	}

	const upstream = connect(portOf(url.endsWith(':80') ? plain : aws), '127.0.0.1', () => {
		client.write('HTTP/1.1 200 OK\r\n\r\n');
		client.pipe(upstream).pipe(client);
	});
	for (const socket of [client, upstream]) {
		socket.on('error', () => {
			client.destroy();
			upstream.destroy();
		});
	}
}

proxy.on('connect', letThrough);
secureProxy.on('connect', letThrough);

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'workato-aws-network-'));
	await writeFile(path.join(folder, 'company.pem'), testAuthority.cert);
	for (const server of [aws, plain, proxy, secureProxy]) {
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
	}
});

afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
	for (const server of [aws, plain, proxy, secureProxy]) {
		server.close();
		server.closeAllConnections();
	}
});

beforeEach(() => {
	asked = [];
	proxyStatus = 200;
});

afterEach(() => {
	vi.unstubAllEnvs();
});

type Listening = Pick<Server, 'address'>;

function portOf(server: Listening): number {
	const at: AddressInfo | string | null = server.address();
	return typeof at === 'object' && at ? at.port : 0;
}

function proxyEnv(more: Record<string, string> = {}): Record<string, string> {
	const at = `http://ada:hunter2@127.0.0.1:${portOf(proxy)}`;
	return {
		HTTPS_PROXY: at,
		HTTP_PROXY: at,
		AWS_CA_BUNDLE: path.join(folder, 'company.pem'),
		...more,
	};
}

function request(url: string): HttpRequest {
	const {protocol, hostname, port} = new URL(url);
	return new HttpRequest({
		protocol,
		hostname,
		path: '/',
		method: 'GET',
		...(port && {port: Number(port)}),
	});
}

/** What a call through the handler meets: the status, or the failure. */
async function call(env: Record<string, string>, url: string, profile?: string) {
	const handler = requestHandler(env, undefined, profile);
	try {
		const {response} = await handler.handle(request(url));
		return response.statusCode;
	} catch (error) {
		return describeNetworkError(error) ?? error;
	} finally {
		handler.destroy();
	}
}

test('an AWS host is reached through the proxy, with the company’s authority', async () => {
	expect(await call(proxyEnv(), 'https://kms.example.test')).toBe(200);
	expect(asked).toEqual([
		{
			target: 'kms.example.test:443',
			authorization: `Basic ${Buffer.from('ada:hunter2').toString('base64')}`,
		},
	]);
});

test('one handler decides for each host: loopback goes straight', async () => {
	const handler = requestHandler(proxyEnv());
	const sandbox = `http://127.0.0.1:${portOf(plain)}`;
	for (const url of [sandbox, 'https://iam.example.test', sandbox]) {
		const {response} = await handler.handle(request(url));
		expect(response.statusCode).toBe(200);
	}

	handler.destroy();
	expect(asked.map(({target}) => target)).toEqual(['iam.example.test:443']);
});

test('NO_PROXY is honoured', async () => {
	// The name exists only behind the proxy, so the call itself fails.
	await call(proxyEnv({NO_PROXY: '.example.test'}), 'https://kms.example.test');
	expect(asked).toEqual([]);
});

test('plain http to a custom endpoint goes through HTTP_PROXY', async () => {
	const env = proxyEnv({HTTPS_PROXY: ''});
	expect(await call(env, 'http://emulator')).toBe(200);
	expect(asked[0]?.target).toBe('emulator:80');
});

test('without the bundle, a private authority is told in words', async () => {
	const {AWS_CA_BUNDLE, ...env} = proxyEnv();
	expect(AWS_CA_BUNDLE).toBeDefined();
	expect(await call(env, 'https://kms.example.test')).toMatchObject({
		kind: 'certificate',
	});
});

test.each([403, 407])('a proxy that answers %s is named without its password', async (status) => {
	proxyStatus = status;
	const trouble = await call(proxyEnv(), 'https://kms.example.test');
	expect(trouble).toMatchObject({kind: 'proxy'});
	const text = JSON.stringify(trouble);
	expect(text).toContain(`127.0.0.1:${portOf(proxy)} refused`);
	expect(text).not.toContain('hunter2');
});

test('a proxy that is not there is told from AWS being away', async () => {
	const env = proxyEnv({HTTPS_PROXY: 'http://127.0.0.1:1'});
	const trouble = await call(env, 'https://kms.example.test');
	expect(trouble).toMatchObject({kind: 'proxy'});
	expect(JSON.stringify(trouble)).toContain('could not be reached');
});

test.each([
	['hunter2', 'hunter2'],
	['100%', '100%'],
	['50%25off', '50%off'],
	['%zz%41', '%zzA'],
	// Nothing that UTF-8 knows.
	['%ff', '%ff'],
	['a%3Ab%40c', 'a:b@c'],
])('the password of a proxy written %s is sent as %s', async (written, sent) => {
	const at = `http://ada:${written}@127.0.0.1:${portOf(proxy)}`;
	const env = proxyEnv({HTTPS_PROXY: at});
	expect(await call(env, 'https://kms.example.test')).toBe(200);
	expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from(`ada:${sent}`).toString('base64')}`);
});

test('an https proxy is reached by its address, too', async () => {
	const bundle = path.join(folder, 'both.pem');
	await writeFile(bundle, `${testAuthority.cert}\n${addressAuthority.cert}`);
	const env = proxyEnv({
		HTTPS_PROXY: `https://127.0.0.1:${portOf(secureProxy)}`,
		AWS_CA_BUNDLE: bundle,
	});
	expect(await call(env, 'https://kms.example.test')).toBe(200);
	expect(asked).toMatchObject([{target: 'kms.example.test:443'}]);
});

test('what is wrong with an https proxy is told in words', async () => {
	const at = `127.0.0.1:${portOf(secureProxy)}`;
	expect(await call(proxyEnv({HTTPS_PROXY: `https://${at}`}), 'https://kms.example.test')).toEqual({
		kind: 'proxy',
		message: `The proxy ${at} could not be reached on the way to kms.example.test: this machine does not accept its certificate.`,
		hint: 'Set AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS to your company’s certificate file, then start again.',
	});
	const plainAt = `127.0.0.1:${portOf(proxy)}`;
	expect(
		await call(proxyEnv({HTTPS_PROXY: `https://${plainAt}`}), 'https://kms.example.test'),
	).toEqual({
		kind: 'proxy',
		message: `The proxy ${plainAt} could not be reached on the way to kms.example.test: it is no https proxy.`,
		hint: 'Begin its address in HTTPS_PROXY with http://, then try again.',
	});
});

test('the SSO call inside the credential provider takes the same way', async () => {
	proxyStatus = 403;
	await writeFile(
		path.join(folder, 'config'),
		[
			'[profile old]',
			'sso_start_url = https://d-1234567890.awsapps.com/start',
			'sso_region = us-east-2',
			'sso_account_id = 111122223333',
			'sso_role_name = Admin',
		].join('\n'),
	);
	vi.stubEnv('HOME', folder);
	vi.stubEnv('AWS_CONFIG_FILE', path.join(folder, 'config'));
	vi.stubEnv('AWS_ENDPOINT_URL', undefined);
	vi.stubEnv('AWS_ENDPOINT_URL_SSO', undefined);
	await writeToken(
		folder,
		{startUrl: 'https://d-1234567890.awsapps.com/start'},
		{
			startUrl: 'https://d-1234567890.awsapps.com/start',
			region: 'us-east-2',
			accessToken: 'access',
			expiresAt: Date.now() + 3_600_000,
		},
	);
	const provider = fromIni({
		profile: 'old',
		ignoreCache: true,
		clientConfig: {requestHandler: requestHandler(proxyEnv())},
	});
	let failure: unknown;
	try {
		await provider();
	} catch (error) {
		failure = error;
	}

	expect(describeNetworkError(failure)).toMatchObject({kind: 'proxy'});
	expect(asked[0]?.target).toBe('portal.sso.us-east-2.amazonaws.com:443');
});

test('every call ends: to connect and to answer have limits', async () => {
	const handler = requestHandler({});
	await handler.handle(request(`http://127.0.0.1:${portOf(plain)}`));
	expect(handler.httpHandlerConfigs()).toMatchObject({
		connectionTimeout: 5000,
		requestTimeout: 15_000,
		throwOnRequestTimeout: true,
	});
	handler.destroy();
});

test.each([
	['missing.pem', undefined, 'cannot be read'],
	['empty.pem', '', 'holds no certificate'],
	[
		'broken.pem',
		`${testAuthority.cert}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----`,
		'holds a certificate that cannot be read',
	],
])('a bundle that cannot be used is named: %s', async (name, text, words) => {
	const file = path.join(folder, name);
	if (text !== undefined) {
		await writeFile(file, text);
	}

	const open = () => requestHandler({AWS_CA_BUNDLE: file});
	expect(open).toThrow(NetworkSetupError);
	expect(open).toThrow(file);
	expect(open).toThrow(words);
});

test('a proxy’s address that cannot be used is told before the first call', () => {
	expect(() => requestHandler({HTTPS_PROXY: 'socks5://proxy'})).toThrow(NetworkSetupError);
});

test.each<
	[
		named: string,
		used: string | undefined,
		more: {AWS_PROFILE?: string; AWS_CA_BUNDLE?: string},
		outcome: 200 | 'certificate',
	]
>([
	['it', 'it', {}, 200],
	['default', undefined, {}, 200],
	['it', undefined, {AWS_PROFILE: 'it'}, 200],
	['it', 'other', {}, 'certificate'],
	['default', 'other', {}, 'certificate'],
	// The variable comes first.
	['it', 'it', {AWS_CA_BUNDLE: 'other.pem'}, 'certificate'],
])('ca_bundle of profile %s, while %s is used (%o)', async (named, used, more, outcome) => {
	await writeFile(path.join(folder, 'other.pem'), [...rootCertificates].slice(0, 1).join(''));
	const file = path.join(folder, 'config');
	await writeFile(
		file,
		`[${named === 'default' ? '' : 'profile '}${named}]\nca_bundle = ${path.join(folder, 'company.pem')}\n`,
	);
	const {AWS_CA_BUNDLE: _, ...env} = proxyEnv();
	const {AWS_CA_BUNDLE: bundle, ...others} = more;
	const result = await call(
		{
			...env,
			AWS_CONFIG_FILE: file,
			...others,
			...(bundle && {AWS_CA_BUNDLE: path.join(folder, bundle)}),
		},
		'https://kms.example.test',
		used,
	);
	expect(result).toEqual(outcome === 200 ? 200 : expect.objectContaining({kind: outcome}));
});

test('a bundle of the profile that cannot be used is named, and no session breaks by it', async () => {
	const config = path.join(folder, 'broken');
	await writeFile(config, '[profile it]\nca_bundle = /dev/zero\n');
	const env = {AWS_CONFIG_FILE: config};
	const words = 'ca_bundle of profile it names /dev/zero, which is no file of certificates.';
	await expect(checkNetwork(env, 'it')).rejects.toThrow(words);
	const session = openSession({
		region: 'us-east-1',
		who: {profile: 'it'},
		env,
	});
	await expect(session.source()).rejects.toThrow(words);
	session.close();
});

test('NODE_EXTRA_CA_CERTS still holds beside a bundle', async () => {
	const other = path.join(folder, 'other.pem');
	await writeFile(other, [...rootCertificates].slice(0, 1).join(''));
	const env = proxyEnv({
		AWS_CA_BUNDLE: other,
		NODE_EXTRA_CA_CERTS: path.join(folder, 'company.pem'),
	});
	expect(await call(env, 'https://kms.example.test')).toBe(200);
	const {NODE_EXTRA_CA_CERTS, ...without} = env;
	expect(NODE_EXTRA_CA_CERTS).toBeDefined();
	expect(await call(without, 'https://kms.example.test')).toMatchObject({
		kind: 'certificate',
	});
});
