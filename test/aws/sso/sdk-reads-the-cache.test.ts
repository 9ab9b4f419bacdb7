import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fromIni, fromSSO} from '@aws-sdk/credential-providers';
import {afterEach, expect, test, vi} from 'vitest';
import {readToken, tokenFile, writeToken} from '../../../source/aws/sso/token-cache.js';
import {fakeSecrets} from './fake-identity-center.js';
import {SignInHarness, startUrl} from './sign-in-harness.js';

// Waits are over at once, while the clock is the SDK’s own.
async function noTime(): Promise<void> {
	await Promise.resolve();
}

afterEach(() => {
	vi.unstubAllEnvs();
});

const config = [
	'[sso-session corp]',
	`sso_start_url = ${startUrl}`,
	'sso_region = us-east-1',
	'[profile dev]',
	'sso_session = corp',
	'sso_account_id = 111122223333',
	'sso_role_name = Admin',
	'[profile old]',
	`sso_start_url = ${startUrl}`,
	'sso_region = us-east-1',
	'sso_account_id = 111122223333',
	'sso_role_name = Admin',
].join('\n');

/** Points the SDK itself at the harness's home and Identity Center. */
async function pointSdkAt({home, center}: SignInHarness, text = config): Promise<void> {
	const file = path.join(home, 'config');
	await writeFile(file, text);
	vi.stubEnv('HOME', home);
	vi.stubEnv('AWS_CONFIG_FILE', file);
	vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', path.join(home, 'credentials'));
	vi.stubEnv('AWS_PROFILE', undefined);
	for (const [name, value] of Object.entries(center.env)) {
		vi.stubEnv(name, value);
	}
}

test.each([
	['device', 'dev', {session: 'corp'}],
	['device', 'old', {startUrl}],
] as const)(
	'after a %s sign-in the SDK finds the credentials of %s',
	async (flow, profile, key) => {
		await using harness = await SignInHarness.open();
		await harness.signIn({flow, key, now: Date.now, wait: noTime});
		await pointSdkAt(harness);
		const providers = [fromIni, fromSSO];
		for (const provider of providers) {
			const credentials = await provider({profile, ignoreCache: true})();
			expect(credentials.accessKeyId).toBe('AKIAFAKE');
		}

		const asked = harness.center.requests.find(({call}) => call === 'credentials');
		expect(asked?.query.get('role_name')).toBe('Admin');
		expect(asked?.headers['x-amz-sso_bearer_token']).toBe(fakeSecrets.accessToken);
	},
);

test('the SDK renews what we wrote, and we read what it writes', async () => {
	await using harness = await SignInHarness.open();
	// The SDK renews a session once in 30 seconds, whichever test asked: this one has a name of its own.
	const key = {session: 'renewed-by-the-sdk'};
	const token = await harness.signIn({key, now: Date.now, wait: noTime});
	await writeToken(harness.home, key, {
		...token,
		expiresAt: Date.now() - 1000,
		accessToken: 'over',
	});
	await pointSdkAt(harness, config.split('corp').join(key.session));
	const credentials = await fromIni({profile: 'dev', ignoreCache: true})();
	expect(credentials.accessKeyId).toBe('AKIAFAKE');
	expect(harness.center.sent('token').at(-1)).toMatchObject({
		grantType: 'refresh_token',
		refreshToken: fakeSecrets.refreshToken,
	});
	const text = await readFile(tokenFile(harness.home, key), 'utf8');
	expect(text).toContain(fakeSecrets.accessToken);
	expect(await readToken(harness.home, key)).toMatchObject({
		state: 'found',
		token: {accessToken: fakeSecrets.accessToken},
	});
});
