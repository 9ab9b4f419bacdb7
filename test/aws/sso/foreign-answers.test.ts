import {expect, test} from 'vitest';
import {listAccounts, listRoles} from '../../../source/aws/sso/portal.js';
import {SignInError} from '../../../source/aws/sso/sign-in-error.js';
import {fakeSecrets, type ForeignAnswer} from './fake-identity-center.js';
import {SignInHarness} from './sign-in-harness.js';

const page = '<html><body>Blocked by policy. Sign in to Café Wi-Fi.</body></html>';
const html = {'content-type': 'text/html'};
const fault = 'The AWS sign-in service had a fault.';

/** What proxies, portals of networks and AWS itself send in place of an answer, and what is said of it. */
const answers: ReadonlyArray<
	readonly [name: string, answer: ForeignAnswer, reason: string, says: string]
> = [
	[
		'a page of a network',
		{status: 200, page, headers: html},
		'network',
		'What came back is not an answer of AWS:',
	],
	[
		'a page that blocks',
		{status: 403, page, headers: html},
		'network',
		'not an answer of AWS (status 403)',
	],
	[
		'a page of a gateway',
		{status: 502, page, headers: html},
		'network',
		'not an answer of AWS (status 502)',
	],
	[
		'a proxy that wants a password',
		{status: 407, page, headers: html},
		'network',
		'Your proxy refused the connection (407).',
	],
	[
		'a way elsewhere',
		{status: 302, page: '', headers: {location: 'https://portal.example/'}},
		'network',
		'not an answer of AWS (status 302)',
	],
	['an empty answer', {status: 200, page: ''}, 'network', 'not an answer'],
	['a fault without words', {status: 500, page: ''}, 'busy', fault],
	['a service that is away', {status: 503, page: '{}'}, 'busy', fault],
	['a slower pace without words', {status: 429, page: ''}, 'busy', 'AWS asks for a slower pace.'],
];

async function failureOf(work: Promise<unknown>): Promise<SignInError> {
	try {
		await work;
	} catch (error) {
		if (error instanceof SignInError) {
			return error;
		}

		throw error;
	}

	throw new Error('It worked, and it should not.');
}

test.each(answers)('%s is called what it is, at every call', async (_, answer, reason, says) => {
	await using harness = await SignInHarness.open();
	const {center, place} = harness;
	const question = {...place, accessToken: fakeSecrets.accessToken};
	const tries = {
		register: async () => failureOf(harness.signIn()),
		accounts: async () => failureOf(listAccounts(question).next()),
		roles: async () => failureOf(listRoles(question, '111122223333')),
	} as const;
	for (const call of ['register', 'accounts', 'roles'] as const) {
		center.fail(call, answer, answer, answer);

		const error = await tries[call]();
		expect(error.reason, call).toBe(reason);
		expect(error.message).toContain(says);
		expect(error.hint).toMatch(/try again|HTTPS_PROXY/v);
		expect(`${error.message}${error.hint}`).not.toMatch(/JSON|hidden field|Unknown|<html/v);
	}
});

test.each(answers)(
	'%s while the person is waited for does not end the sign-in',
	async (_, answer, __, says) => {
		await using harness = await SignInHarness.open();
		// The SDK itself asks three times.
		harness.center.fail('token', answer, answer, answer, answer);
		const token = await harness.signIn();
		expect(token.accessToken).toBe(fakeSecrets.accessToken);
		expect(harness.events).toContainEqual(
			expect.objectContaining({
				type: 'waiting',
				trouble: expect.stringContaining(says) as string,
			}),
		);
	},
);

test('a fault that lasts for a minute ends the sign-in', async () => {
	await using harness = await SignInHarness.open();
	harness.center.fail('token', ...Array.from({length: 60}, () => ({status: 500, page: ''})));
	const error = await harness.refused();
	expect(error).toMatchObject({
		reason: 'busy',
		message: fault,
		hint: 'Wait a moment and try again.',
	});
	expect(harness.clock.waits).toHaveLength(13);
});

test('a busy AWS behind the browser’s yes is asked again, and the yes is not lost', async () => {
	await using harness = await SignInHarness.open();
	const {center} = harness;
	center.fail('token', ...Array.from({length: 4}, () => ({status: 503, page: ''})));
	const token = await harness.signIn({
		flow: 'pkce',
		async openBrowser(url) {
			await fetch(url);
		},
	});
	expect(token.accessToken).toBe(fakeSecrets.accessToken);
	expect(harness.events).toContainEqual(expect.objectContaining({type: 'waiting', trouble: fault}));
});

test('an error that only the answer’s text names is known by it', async () => {
	await using harness = await SignInHarness.open();
	const json = (error: string) => ({
		status: 400,
		page: JSON.stringify({error}),
	});
	harness.center.fail('token', json('authorization_pending'), json('access_denied'));
	const error = await harness.refused();
	expect(error.reason).toBe('denied');
	harness.center.fail('register', {status: 400, page: '{}'});
	const other = await harness.refused();
	expect(other.message).toBe('AWS refused the sign-in (status 400).');
});
