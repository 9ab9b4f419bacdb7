import {expect, test} from 'vitest';
import {describeSource} from '../../source/aws/credential-provider.js';

const marked = (...marks: string[]) => ({
	accessKeyId: 'AKIAEXAMPLE',
	$source: Object.fromEntries(marks.map((mark) => [mark, 'x'])),
});

test.each([
	[
		['CREDENTIALS_CODE', 'CREDENTIALS_PROFILE_SSO', 'CREDENTIALS_SSO'],
		'dev',
		'profile dev: company sign-in (SSO)',
	],
	[['CREDENTIALS_PROFILE', 'CREDENTIALS_STS_ASSUME_ROLE'], 'dev', 'profile dev: assumed role'],
	[['CREDENTIALS_PROFILE'], 'dev', 'profile dev: access key in the profile'],
	[['CREDENTIALS_ENV_VARS'], undefined, 'keys from this shell (AWS_ACCESS_KEY_ID)'],
	[['CREDENTIALS_STS_ASSUME_ROLE_WEB_ID'], undefined, 'web identity (CI or Kubernetes)'],
	[['CREDENTIALS_PROCESS'], 'p', 'profile p: helper program'],
	[['CREDENTIALS_NEW_KIND'], 'dev', 'profile dev'],
	[['CREDENTIALS_NEW_KIND'], undefined, 'the default chain of the SDK'],
])('%j of profile %s: %s', (marks, profile, words) => {
	expect(describeSource(marked(...marks), profile)).toBe(words);
});

test('credentials without a mark, or with an odd one', () => {
	expect(describeSource({}, undefined)).toBe('the default chain of the SDK');
	expect(describeSource({$source: 'x'}, 'dev')).toBe('profile dev');
	expect(describeSource({$source: null}, 'dev')).toBe('profile dev');
});

test('nothing of the keys themselves is in the words', () => {
	expect(describeSource(marked('CREDENTIALS_PROFILE'), 'dev')).not.toContain('AKIA');
});
