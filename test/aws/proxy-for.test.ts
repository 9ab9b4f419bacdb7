import fc from 'fast-check';
import {expect, test} from 'vitest';
import {NetworkSetupError, proxyFor} from '../../source/aws/settings.js';

const proxy = 'http://proxy:3128';
const kms = 'https://kms.us-east-1.amazonaws.com/';

function choose(env: Record<string, string>, target = kms): string | undefined {
	return proxyFor(new URL(target), env)?.href;
}

test.each<[Record<string, string>, string | undefined]>([
	[{}, undefined],
	[{HTTPS_PROXY: proxy}, 'http://proxy:3128/'],
	[{https_proxy: proxy}, 'http://proxy:3128/'],
	[{https_proxy: 'http://lower:1', HTTPS_PROXY: proxy}, 'http://lower:1/'],
	[{https_proxy: '', HTTPS_PROXY: proxy}, undefined],
	[{HTTP_PROXY: proxy}, undefined],
	[{ALL_PROXY: proxy}, 'http://proxy:3128/'],
	[{HTTPS_PROXY: 'proxy:3128'}, 'http://proxy:3128/'],
	[{HTTPS_PROXY: 'https://proxy.corp'}, 'https://proxy.corp/'],
])('%o sends an https call to %s', (env, expected) => {
	expect(choose(env)).toBe(expected);
});

test('HTTP_PROXY is for plain http alone', () => {
	const env = {HTTP_PROXY: proxy, HTTPS_PROXY: 'http://other:1'};
	expect(choose(env, 'http://emulator:4566/')).toBe(`${proxy}/`);
});

test.each([
	['*', true],
	['kms.us-east-1.amazonaws.com', true],
	['.amazonaws.com', true],
	['*.amazonaws.com', true],
	['amazonaws.com', true],
	['AMAZONAWS.COM', true],
	['example.com, amazonaws.com', true],
	['example.com amazonaws.com', true],
	['amazonaws.com:443', true],
	['amazonaws.com:8443', false],
	['naws.com', false],
	['kms', false],
	['', false],
	[',', false],
])('NO_PROXY=%s exempts KMS: %s', (exempt, isExempt) => {
	const chosen = choose({HTTPS_PROXY: proxy, NO_PROXY: exempt});
	expect(chosen === undefined).toBe(isExempt);
});

test.each([
	'http://127.0.0.1:4566',
	'http://127.8.9.1:4566',
	'https://localhost',
	'https://sandbox.localhost:80',
	'http://[::1]:4566',
])('%s is this machine and never asked through a proxy', (target) => {
	const env = {HTTP_PROXY: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy};
	expect(choose(env, target)).toBeUndefined();
});

test('a name that only begins like this machine is another one', () => {
	const target = 'https://127.0.0.1.example.com';
	expect(choose({HTTPS_PROXY: proxy}, target)).toBe(`${proxy}/`);
});

test.each([
	['socks5://me:hunter2@proxy:1080', 'socks5'],
	['http://', 'HTTPS_PROXY'],
	['http://me:hunter2@pro xy', 'HTTPS_PROXY'],
])('the proxy %s cannot be used, and the words keep its password', (value, words) => {
	const env = {HTTPS_PROXY: value};
	expect(() => choose(env)).toThrow(NetworkSetupError);
	expect(() => choose(env)).toThrow(words);
	expect(() => choose(env)).not.toThrow('hunter2');
});

test('a host named in NO_PROXY, and everything under it, goes straight', () => {
	fc.assert(
		fc.property(fc.domain(), fc.domain(), (host, under) => {
			const env = {HTTPS_PROXY: proxy, NO_PROXY: host};
			expect(choose(env, `https://${host}`)).toBeUndefined();
			expect(choose(env, `https://a.${host}`)).toBeUndefined();
			fc.pre(under !== host && !under.endsWith(`.${host}`));
			expect(choose(env, `https://${under}`)).toBe(`${proxy}/`);
		}),
		{seed: 3, numRuns: 200},
	);
});
