import {expect, test} from 'vitest';
import {
	after,
	introOf,
	type SignInProgress,
} from '../../../source/app/identity/sso-sign-in-view.js';
import {type SignInEvent} from '../../../source/aws/sso/flow.js';

const page: SignInEvent = {
	type: 'url',
	url: 'https://example.com/authorize',
	expiresAt: 1,
};
const code: SignInEvent = {
	type: 'code',
	userCode: 'ABCD-EFGH',
	verificationUri: 'https://example.com/device',
	verificationUriComplete: 'https://example.com/device?user_code=ABCD-EFGH',
	expiresAt: 2,
};

const opened: SignInEvent = {type: 'browser', opened: true};

test.each<[string, readonly SignInEvent[], RegExp]>([
	['a page', [page], /in a browser on this computer/v],
	['a page that is opened', [page, opened], /has opened this page/v],
	['a code', [code], /here or on another device/v],
	[
		'a code where no browser could be opened',
		[page, {type: 'fallback', because: 'No browser.'}, code],
		/here or on another device/v,
	],
])('%s: what to do with it', (_, events, words) => {
	let progress: SignInProgress = {};
	for (const event of events) {
		progress = after(progress, event);
	}

	expect(introOf(progress)).toMatch(words);
});

test('a page that no browser could open is not shown any longer', () => {
	const fallback: SignInEvent = {type: 'fallback', because: 'No browser.'};
	expect(after(after({}, page), fallback)).toEqual({fallback: 'No browser.'});
});
