import {Buffer} from 'node:buffer';
import {inspect} from 'node:util';
import {afterEach, expect, test, vi} from 'vitest';
import {describeSsoError} from '../../../source/aws/sso/sign-in-error.js';
import {fakeSecrets} from './fake-identity-center.js';
import {SignInHarness, endless, obedientBrowser} from './sign-in-harness.js';

// With this chance, the verifier is known beforehand.
const random = (bytes: number) => Buffer.alloc(bytes, 7);
const verifier = random(48).toString('base64url');
const secrets = [...Object.values(fakeSecrets), verifier];
const echo = secrets.join(' and ');

afterEach(() => {
	vi.restoreAllMocks();
});

/** Everything that could be shown or logged of something, hidden fields too. */
function everything(...values: unknown[]): string {
	return values
		.map((value) => inspect(value, {depth: 20, showHidden: true, maxStringLength: null}))
		.join('\n');
}

function expectNoSecret(text: string): void {
	for (const secret of secrets) {
		expect(text).not.toContain(secret);
	}
}

test.each(['device', 'pkce'] as const)(
	'a %s sign-in that works reports no secret and logs nothing',
	async (flow) => {
		const logs = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
			vi.spyOn(console, name),
		);
		await using harness = await SignInHarness.open();
		const browser = obedientBrowser();
		await harness.signIn({
			flow,
			random,
			wait: flow === 'pkce' ? endless : harness.clock.wait,
			...(flow === 'pkce' && {openBrowser: browser.open}),
		});
		await browser.done();
		expectNoSecret(everything(harness.events));
		for (const log of logs) {
			expect(log).not.toHaveBeenCalled();
		}
	},
);

// The service repeats what it was sent, in the text that a refusal carries.
test.each([
	['device', 'register'],
	['device', 'authorize'],
	['device', 'token'],
	['pkce', 'token'],
] as const)('a %s sign-in refused at %s with an echo shows none of it', async (flow, call) => {
	await using harness = await SignInHarness.open();
	const {center} = harness;
	for (const name of ['InvalidRequestException', 'SomethingNewException']) {
		center.fail(call, {
			name,
			body: {
				error: 'invalid_request',
				error_description: echoFor(flow, call),
			},
		});
		const error = await harness.refused({
			flow,
			random,
			wait: flow === 'pkce' ? endless : harness.clock.wait,
			...(flow === 'pkce' && {openBrowser: obedientBrowser().open}),
		});
		expectNoSecret(everything(error, error.stack, harness.events));
	}
});

/** Only what was sent by then can be repeated. */
function echoFor(flow: string, call: string): string {
	if (call === 'register') {
		return 'nothing yet';
	}

	const sent =
		flow === 'pkce'
			? [fakeSecrets.clientSecret, fakeSecrets.code, verifier]
			: [fakeSecrets.clientSecret, ...(call === 'token' ? [fakeSecrets.deviceCode] : [])];
	return sent.join(' and ');
}

class SomethingNewException extends Error {
	override readonly name = 'SomethingNewException';
}

test('AWS’s own text is shown without secrets and control characters', () => {
	const error = new SomethingNewException(`\u{1B}[31mBad ${echo}`);
	const {message} = describeSsoError(error, 'token', {
		secrets: ['', ...secrets],
	});
	expect(message).toBe(
		String.raw`AWS refused the sign-in (SomethingNewException): \u{1b}[31mBad ${secrets.map(() => '...').join(' and ')}`,
	);
});
