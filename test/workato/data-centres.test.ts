import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	checkCustomHost,
	dataCentres,
	keyManagementLink,
	workatoHost,
} from '../../source/workato/data-centres.js';

test('each data centre opens its own host', () => {
	const hosts = Object.fromEntries(dataCentres.map(({id}) => [id, workatoHost(id)]));
	expect(hosts).toEqual({
		us: 'app.workato.com',
		eu: 'app.eu.workato.com',
		jp: 'app.jp.workato.com',
		sg: 'app.sg.workato.com',
		au: 'app.au.workato.com',
		il: 'app.il.workato.com',
		cn: 'app.workatoapp.cn',
		kr: 'app.kr.workato.com',
		uk: undefined,
		trial: 'app.trial.workato.com',
	});
	expect(workatoHost(' EU ')).toBe('app.eu.workato.com');
});

test('the link goes to the root of the host; no path is made up', () => {
	expect(keyManagementLink('app.eu.workato.com')).toBe('https://app.eu.workato.com/');
});

test.each([
	['workato.example.com', 'workato.example.com'],
	['  https://Workato.Example.com/recipes/1?x#y ', 'workato.example.com'],
	['HTTPS://workato.example.com', 'workato.example.com'],
	['workato.example.com:8443/x', 'workato.example.com:8443'],
	['workato.example.com.', 'workato.example.com'],
	['https://workato.example.com:443/', 'workato.example.com'],
	['app.eu.workato.com/settings', 'app.eu.workato.com'],
])('%j is the host %s', (text, host) => {
	expect(checkCustomHost(text)).toEqual({host});
	expect(workatoHost(text)).toBe(host);
});

test.each([
	['', /Give the host/v],
	['HTTP://workato.example.com', /https:/v],
	['ftp://workato.example.com', /https:/v],
	['kim@workato.example.com', /user name/v],
	['https://kim:secret@workato.example.com', /user name/v],
	['workato', /full host name/v],
	['localhost', /full host name/v],
	['10.0.0.1', /full host name/v],
	['[::1]', /full host name/v],
	['a b.example.com', /not a host name/v],
	['work_ato.example.com', /full host name/v],
	['workato..com', /full host name/v],
	['-a.example.com', /full host name/v],
	['mailto:kim', /not a/v],
	['work\nato.example.com', /not a host name/v],
	[String.raw`workato.example.com\@evil.example`, /not a host name/v],
])('%j is refused in words', (text, problem) => {
	const checked = checkCustomHost(text);
	expect('problem' in checked && checked.problem).toMatch(problem);
	expect(workatoHost(text)).toBeUndefined();
});

test('whatever is typed, a host that comes out makes a link to that host', () => {
	const typed = fc.oneof(fc.webUrl(), fc.domain(), fc.string({unit: 'binary'}));
	const property = fc.property(typed, (text) => {
		const checked = checkCustomHost(text);
		if (!('host' in checked)) {
			return;
		}

		expect(new URL(keyManagementLink(checked.host)).host).toBe(checked.host);
		expect(checkCustomHost(checked.host)).toEqual(checked);
	});
	fc.assert(property, {seed: 3, numRuns: 500});
});
