import {expect, test} from 'vitest';
import {workatoApiOf} from '../../../source/guides/secrets/services.js';

test.each([
	['wrkaus-token', 'us', 'www.workato.com'],
	['wrkaus-token', 'workato.example.com:8443', 'workato.example.com:8443'],
	['wrkatrial-token', undefined, 'app.trial.workato.com'],
	['wrkaus-token', undefined, undefined],
])('%s with the data centre %s goes to %s', (token, dataCentre, host) => {
	const api = workatoApiOf({WORKATO_API_TOKEN: token}, undefined);
	expect(api?.host(dataCentre)).toBe(host);
});

test('in the sandbox every data centre is the sandbox’s Workato', () => {
	const api = workatoApiOf({WORKATO_API_TOKEN: 'token'}, 'http://127.0.0.1:4566');
	expect(api?.host('workato.example.com')).toBe('127.0.0.1:4566');
});

test.each([
	['us', undefined],
	['trial', undefined],
	['app.workato.com', undefined],
	['app.workato.com:8443', 'app.workato.com:8443'],
	['www.workato.com.example.net', 'www.workato.com.example.net'],
	['workato.example.com', 'workato.example.com'],
])('the host of %s is asked about: %s', (dataCentre, host) => {
	const api = workatoApiOf({WORKATO_API_TOKEN: 'token'}, undefined);
	expect(api?.unknownHost(dataCentre)).toBe(host);
});

test('nothing is sent to an unknown host before it was agreed to', async () => {
	const dataCentre = 'workato.example.invalid';
	const api = workatoApiOf({WORKATO_API_TOKEN: 'token'}, undefined);
	for (const call of [api?.projects, api?.clearCache]) {
		expect(await call?.(dataCentre)).toMatchObject({code: 'not-agreed'});
	}

	api?.agree(dataCentre);
	expect(api?.unknownHost(dataCentre)).toBeUndefined();
	expect(await api?.clearCache(dataCentre)).toMatchObject({
		code: 'unreachable',
	});
});

test('the token goes nowhere by plain http', async () => {
	const api = workatoApiOf({WORKATO_API_TOKEN: 'token'}, undefined);
	const [scheme, host] = ['http', 'app.workato.com'];
	const dataCentre = `${scheme}://${host}`;
	expect(api?.host(dataCentre)).toBeUndefined();
	expect(await api?.projects(dataCentre)).toMatchObject({state: 'unknown'});
});
