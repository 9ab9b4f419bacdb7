import {expect, test} from 'vitest';
import {workatoApiOf} from '../../../source/guides/secrets/workato-api.js';

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
	const api = workatoApiOf(
		{WORKATO_API_TOKEN: 'token'},
		'http://127.0.0.1:4566',
	);
	expect(api?.host('workato.example.com')).toBe('127.0.0.1:4566');
});
