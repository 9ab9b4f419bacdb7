import {createHash} from 'node:crypto';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import {LogoutCommand} from '@aws-sdk/client-sso';
import {fromIni, fromSSO} from '@aws-sdk/credential-providers';
import {afterEach, expect, test, vi} from 'vitest';
import {failureOf} from '../harness.js';
import {openIdentityCenter, startUrl, type OpenIdentityCenter} from './harness.js';

afterEach(() => {
	vi.unstubAllEnvs();
});

const config = `[sso-session practice]
sso_start_url = ${startUrl}
sso_region = us-east-1
sso_registration_scopes = sso:account:access

[profile modern]
sso_session = practice
sso_account_id = 111122223333
sso_role_name = Administrator
region = eu-west-1

[profile legacy]
sso_start_url = ${startUrl}
sso_region = us-east-1
sso_account_id = 444455556666
sso_role_name = Administrator

[profile wrong-role]
sso_session = practice
sso_account_id = 444455556666
sso_role_name = ReadOnly
`;

const inSeconds = (seconds: number) =>
	new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/v, 'Z');

/** A home folder with profiles and the token of a sign-in, as the aws CLI keeps it. */
const makeHome = async ({signIn, world}: OpenIdentityCenter, {expiresIn = 3600} = {}) => {
	const home = mkdtempSync(path.join(tmpdir(), 'home-'));
	const cache = path.join(home, '.aws', 'sso', 'cache');
	mkdirSync(cache, {recursive: true, mode: 0o700});
	writeFileSync(path.join(home, '.aws', 'config'), config);
	const {accessToken, refreshToken, clientId, clientSecret} = await signIn();
	const tokenFile = (name: string) =>
		path.join(cache, `${createHash('sha1').update(name).digest('hex')}.json`);
	for (const name of ['practice', startUrl]) {
		writeFileSync(
			tokenFile(name),
			JSON.stringify({
				startUrl,
				region: 'us-east-1',
				accessToken,
				expiresAt: inSeconds(expiresIn),
				clientId,
				clientSecret,
				registrationExpiresAt: inSeconds(86_400),
				refreshToken,
			}),
			{mode: 0o600},
		);
	}

	vi.stubEnv('HOME', home);
	vi.stubEnv('AWS_ENDPOINT_URL', world.sandbox.url);
	for (const name of ['AWS_PROFILE', 'AWS_CONFIG_FILE', 'AWS_ACCESS_KEY_ID']) {
		vi.stubEnv(name, undefined);
	}

	return {
		accessToken,
		tokenFile,
		[Symbol.dispose]() {
			rmSync(home, {recursive: true});
		},
	};
};

const whoIs = async (credentials: ReturnType<typeof fromIni>) => {
	const sts = new STSClient({region: 'us-east-1', credentials});
	const {Arn} = await sts.send(new GetCallerIdentityCommand({}));
	return Arn;
};

test.each([
	['fromIni', 'modern', '111122223333'],
	['fromSSO', 'modern', '111122223333'],
	['fromIni', 'legacy', '444455556666'],
	['fromSSO', 'legacy', '444455556666'],
])('%s signs in with the %s profile', async (provider, profile, account) => {
	await using center = await openIdentityCenter();
	using _home = await makeHome(center);
	const options = {profile, ignoreCache: true};
	const credentials = provider === 'fromIni' ? fromIni(options) : fromSSO(options);
	expect(await whoIs(credentials)).toMatch(
		new RegExp(
			`^arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Administrator_[0-9a-f]{16}/person$`,
			'v',
		),
	);
});

test('the SDK refreshes an expired token and writes the new one', async () => {
	await using center = await openIdentityCenter();
	using home = await makeHome(center, {expiresIn: -60});
	await expect(whoIs(fromIni({profile: 'modern', ignoreCache: true}))).resolves.toContain(
		'/person',
	);
	const file = readFileSync(home.tokenFile('practice'), 'utf8');
	expect(file).not.toContain(home.accessToken);
	expect(JSON.parse(file)).toHaveProperty('refreshToken');
});

test('after signing out the SDK says that the session is not there any more', async () => {
	await using center = await openIdentityCenter();
	using home = await makeHome(center);
	await center.sso.send(new LogoutCommand({accessToken: home.accessToken}));
	const failure = await failureOf(fromIni({profile: 'modern', ignoreCache: true})());
	expect(failure.name).toBe('CredentialsProviderError');
	expect(failure.message).toContain('UnauthorizedException');
});

test('a role that is not assigned is forbidden', async () => {
	await using center = await openIdentityCenter();
	using _home = await makeHome(center);
	const failure = await failureOf(fromIni({profile: 'wrong-role', ignoreCache: true})());
	expect(failure.message).toContain('ForbiddenException');
});
