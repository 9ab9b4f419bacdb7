import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import {ListRolesCommand, IAMClient} from '@aws-sdk/client-iam';
import {ListAliasesCommand, KMSClient} from '@aws-sdk/client-kms';
import {ListSecretsCommand, SecretsManagerClient} from '@aws-sdk/client-secrets-manager';
import {expect, onTestFinished, test} from 'vitest';
import {identityServices} from '../../source/aws/identity-services.js';
import {whoAmI, openSession} from '../../source/aws/session.js';
import {writeToken} from '../../source/aws/sso/token-cache.js';
import {setEnvironment} from '../cli/run-tool.js';
import {temporaryFolder} from '../setups/temporary-folder.js';
import {account, role, startUrl} from './credential-world.js';

const keys = 'aws_access_key_id = AKIAEXAMPLEEXAMP1234\naws_secret_access_key = practice-only\n';
const sso = `sso_session = corp\nsso_account_id = ${account}\nsso_role_name = Administrator\n`;
const assumed = `role_arn = ${role}\nsource_profile = base\n`;

const files = (setting: string, elsewhere: string) => `
[sso-session corp]
sso_start_url = ${startUrl}
sso_region = us-east-1

[default]
${elsewhere}
[profile base]
${keys}
[profile keys]
${keys}${setting}
[profile sso]
${sso}${setting}
[profile role]
${assumed}${setting}
`;

/** The hosts that everything asks which signs in with a profile or works with it. */
async function hostsOf(config: string, more: Record<string, string> = {}) {
	const home = temporaryFolder();
	fs.mkdirSync(path.join(home, '.aws'));
	fs.writeFileSync(path.join(home, '.aws', 'config'), config);
	const {proxy, asked} = await openProxy();
	const env = {HOME: home, HTTPS_PROXY: proxy, ...more};
	setEnvironment(env);
	await writeToken(
		home,
		{session: 'corp'},
		{
			startUrl,
			region: 'us-east-1',
			accessToken: 'token',
			expiresAt: Date.now() + 3_600_000,
		},
	);
	const open = (profile: string) => {
		const session = openSession({
			region: 'us-east-1',
			who: {profile},
			env,
		});
		onTestFinished(() => {
			session.close();
		});
		return session;
	};

	const session = open('keys');
	const target = {
		key: {session: 'corp'},
		startUrl,
		region: 'us-east-1',
		profile: 'sso',
	};
	const services = identityServices(env);
	const calls: Array<Promise<unknown>> = [
		session.client(KMSClient).send(new ListAliasesCommand({})),
		session.once(KMSClient).send(new ListAliasesCommand({})),
		session.client(IAMClient).send(new ListRolesCommand({})),
		session.once(IAMClient).send(new ListRolesCommand({})),
		session.client(SecretsManagerClient).send(new ListSecretsCommand({})),
		whoAmI(open('keys')),
		whoAmI(open('sso')),
		whoAmI(open('role')),
		services.accounts(target, new AbortController().signal).next(),
		services.signIn(target, {
			flow: 'device',
			signal: new AbortController().signal,
			onEvent: () => undefined,
		}),
	];
	// The proxy lets nothing through.
	for (const {status} of await Promise.allSettled(calls)) {
		expect(status).toBe('rejected');
	}

	return [...asked].toSorted();
}

/** A proxy that refuses every way, and remembers which. */
async function openProxy() {
	const asked = new Set<string>();
	const server = http.createServer();
	server.on('connect', ({url = ''}: http.IncomingMessage, socket) => {
		asked.add(url.replace(/:443$/v, ''));
		socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		server.close();
	});
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return {proxy: `http://127.0.0.1:${port}`, asked};
}

// As botocore builds them for the same profile.
const ordinary = [
	'iam.amazonaws.com',
	'kms.us-east-1.amazonaws.com',
	'oidc.us-east-1.amazonaws.com',
	'portal.sso.us-east-1.amazonaws.com',
	'secretsmanager.us-east-1.amazonaws.com',
	'sts.us-east-1.amazonaws.com',
];
const fips = [
	'iam-fips.amazonaws.com',
	'kms-fips.us-east-1.amazonaws.com',
	'oidc-fips.us-east-1.amazonaws.com',
	'portal.sso-fips.us-east-1.amazonaws.com',
	'secretsmanager-fips.us-east-1.amazonaws.com',
	'sts-fips.us-east-1.amazonaws.com',
];
const dualStack = [
	'iam.global.api.aws',
	'kms.us-east-1.api.aws',
	'oidc.us-east-1.api.aws',
	'portal.sso.us-east-1.api.aws',
	// Nothing else is known for it.
	'secretsmanager.us-east-1.amazonaws.com',
	'sts.us-east-1.api.aws',
];

test.each([
	['use_fips_endpoint = true', '', {}, fips],
	['use_fips_endpoint = TRUE', '', {}, fips],
	['', 'use_fips_endpoint = true', {}, ordinary],
	['use_fips_endpoint = false', 'use_fips_endpoint = true', {}, ordinary],
	['use_fips_endpoint = true', '', {AWS_USE_FIPS_ENDPOINT: 'False'}, ordinary],
	['use_fips_endpoint = true', '', {AWS_USE_FIPS_ENDPOINT: ''}, fips],
	['', '', {AWS_USE_FIPS_ENDPOINT: 'TRUE'}, fips],
	['', '', {AWS_PROFILE: 'keys'}, ordinary],
	['use_dualstack_endpoint = True', '', {}, dualStack],
	['', 'use_dualstack_endpoint = true', {}, ordinary],
	['', '', {AWS_USE_DUALSTACK_ENDPOINT: 'true'}, dualStack],
	// What would stop the SDK in any profile, for it stands in another.
	['', 'defaults_mode = nonsense\nretry_mode = nonsense', {}, ordinary],
])(
	'a profile with “%s”, beside [default] with “%s” and %o',
	async (setting, elsewhere, env, hosts) => {
		expect(await hostsOf(files(setting, elsewhere), env)).toEqual(hosts);
	},
);
