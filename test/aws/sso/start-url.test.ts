import fc from 'fast-check';
import {expect, test} from 'vitest';
import {inferRegion, checkStartUrl} from '../../../source/aws/profiles/sso-profile.js';

const clean = 'https://d-1234567890.awsapps.com/start';

test.each([
	[clean, clean],
	[`  "${clean}/"  `, clean],
	[`<${clean}#/>`, clean],
	[`${clean}/#/?tab=accounts`, clean],
	[`${clean}?x=1`, clean],
	['d-1234567890.awsapps.com/start', clean],
	['https://d-1234567890.awsapps.com', clean],
	[clean.replace('https', 'http'), clean],
	['D-1234567890', clean],
	['HTTPS://Corp.awsapps.com/start', 'https://corp.awsapps.com/start'],
	[
		'https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws/',
		'https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws',
	],
	[
		'https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-1234567890/',
		'https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-1234567890',
	],
	[
		'https://start.cn-north-1.home.awsapps.cn/directory/d-1234567890',
		'https://start.cn-north-1.home.awsapps.cn/directory/d-1234567890',
	],
	[
		'https://ssoins-1234567890abcdef.portal.cn-north-1.app.amazonwebservices.com.cn',
		'https://ssoins-1234567890abcdef.portal.cn-north-1.app.amazonwebservices.com.cn',
	],
	[
		'https://ssoins-1234567890abcdef.portal.eusc-de-east-1.app.amazonwebservices.eu',
		'https://ssoins-1234567890abcdef.portal.eusc-de-east-1.app.amazonwebservices.eu',
	],
])('%s becomes %s', (text, url) => {
	expect(checkStartUrl(text)).toEqual({url});
});

test.each([
	['', 'Paste the address'],
	['corp', 'not a web address'],
	['my company', 'not a web address'],
	['ftp://corp.awsapps.com/start', 'https://'],
	['https://me:pw@corp.awsapps.com/start', 'name and password'],
	['https://us-east-1.console.aws.amazon.com/iam', 'AWS console'],
	['https://111122223333.signin.aws.amazon.com/console', 'AWS console'],
	['https://myapps.microsoft.com/signin/x', 'own sign-in page'],
	['https://corp.okta.com/app/aws', 'own sign-in page'],
])('%o is told from a start URL', (text, words) => {
	const check = checkStartUrl(text);
	expect('problem' in check && check.problem).toContain(words);
});

test('another https address may be a door of its own, so it only raises a doubt', () => {
	const check = checkStartUrl('https://aws.example.com/start/');
	expect(check).toMatchObject({url: 'https://aws.example.com/start'});
	expect('doubt' in check && check.doubt).toContain('not an address of AWS');
});

test('a name that only looks like AWS raises the doubt as well', () => {
	expect(checkStartUrl('https://evilawsapps.com/start')).toHaveProperty('doubt');
	expect(checkStartUrl('https://corp.awsapps.com.evil.example/start')).toHaveProperty('doubt');
});

test('checking what was checked changes nothing', () => {
	fc.assert(
		fc.property(fc.webUrl({withFragments: true, withQueryParameters: true}), (text) => {
			const once = checkStartUrl(text);
			fc.pre('url' in once);
			expect('url' in once && checkStartUrl(once.url)).toEqual(once);
		}),
		{seed: 3, numRuns: 100},
	);
});

test.each([
	['https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws', 'eu-west-1'],
	['https://ssoins-1234567890abcdef.ap-south-2.portal.amazonaws.com', 'ap-south-2'],
	['https://start.us-gov-east-1.us-gov-home.awsapps.com/directory/d-1', 'us-gov-east-1'],
	['https://start.cn-northwest-1.home.awsapps.cn/directory/d-1', 'cn-northwest-1'],
	['https://ssoins-1234567890abcdef.portal.cn-north-1.app.amazonwebservices.com.cn', 'cn-north-1'],
	[
		'https://ssoins-1234567890abcdef.portal.eusc-de-east-1.app.amazonwebservices.eu',
		'eusc-de-east-1',
	],
])('%s is in %s', (url, region) => {
	expect(inferRegion(url)).toEqual({region});
});

test.each([
	[clean, 'us-east-1'],
	['https://start.us-gov-home.awsapps.com/directory/d-1', 'us-gov-west-1'],
	['https://start.home.awsapps.cn/directory/d-1', 'cn-north-1'],
	// A region in a stranger's name says nothing.
	['https://eu-west-1.example.com/start', 'us-east-1'],
	['https://eu-west-1.awsapps.com/start', 'us-east-1'],
	['nonsense', 'us-east-1'],
])('%s does not say; %s is tried first', (url, first) => {
	const guess = inferRegion(url);
	expect('likely' in guess && guess.likely[0]).toBe(first);
});
