import fs from 'node:fs';
import path from 'node:path';
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import {expect, onTestFinished, test} from 'vitest';
import {configuredEndpoints, showEndpoints} from '../../source/aws/endpoints.js';
import {lookUp} from '../../source/aws/errors.js';
import {whoAmI, openSession} from '../../source/aws/session.js';
import {containing, setEnvironment} from '../cli/run-tool.js';
import {temporaryFolder} from '../setups/temporary-folder.js';
import {identityServices} from '../../source/aws/identity-services.js';
import {ssoTarget} from '../../source/aws/profiles/identity-choice.js';
import {accessKey, account, knowRole, openWorld, role, startUrl} from './credential-world.js';

const config = `[default]
region = us-east-1
endpoint_url = https://default.example:1

[profile plain]
region = us-east-1

[profile local]
endpoint_url = https://me:hush@local.example:2/

[profile mixed]
services = mixed
endpoint_url = https://mixed.example:3

[services mixed]
kms =
  endpoint_url = https://kms.example:4
secrets_manager =
  endpoint_url = https://secrets.example:5

[profile off]
endpoint_url = https://off.example
ignore_configured_endpoint_urls = true

[profile broken]
endpoint_url = localhost:4566
`;

/** An environment whose files hold these profiles. */
function home(env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
	const folder = temporaryFolder();
	fs.mkdirSync(path.join(folder, '.aws'));
	fs.writeFileSync(path.join(folder, '.aws', 'config'), config);
	return {HOME: folder, ...env};
}

test.each([
	[undefined, 'https://default.example:1'],
	['plain', undefined],
	['local', 'https://local.example:2'],
	[
		'mixed',
		'https://kms.example:4 (KMS) and https://mixed.example:3 (IAM, STS, company sign-in) and https://secrets.example:5 (Secrets Manager)',
	],
	['off', undefined],
	['nobody', undefined],
])('profile %s: calls go to %s', (profile, endpoint) => {
	expect(showEndpoints(configuredEndpoints(home(), profile))).toBe(endpoint);
});

test.each([
	['the chosen profile', {AWS_PROFILE: 'local'}, 'https://local.example:2'],
	[
		'the environment before the files',
		{AWS_PROFILE: 'mixed', AWS_ENDPOINT_URL: 'https://all.example'},
		'https://all.example',
	],
	[
		'a company sign-in’s',
		{AWS_PROFILE: 'plain', AWS_ENDPOINT_URL_SSO_OIDC: 'https://oidc.example'},
		'https://oidc.example (company sign-in)',
	],
	[
		'all switched off',
		{AWS_PROFILE: 'local', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true'},
		undefined,
	],
])('%s', (_name, env, endpoint) => {
	expect(showEndpoints(configuredEndpoints(home(env)))).toBe(endpoint);
});

test.each([
	[{AWS_ENDPOINT_URL: 'localhost:4566'}, 'AWS_ENDPOINT_URL does not hold'],
	[{AWS_ENDPOINT_URL_STS: 'file:///x'}, 'AWS_ENDPOINT_URL_STS does not hold'],
	[{AWS_PROFILE: 'broken'}, 'endpoint_url of profile broken does not hold'],
])('%j: the setting is named', (env, message) => {
	expect(() => configuredEndpoints(home(env))).toThrow(message);
});

/** Where the STS client of a session would send its call. */
async function stsHost(env: NodeJS.ProcessEnv, profile?: string) {
	const session = openSession({
		region: 'us-east-1',
		env,
		...(profile && {who: {profile}}),
	});
	onTestFinished(() => {
		session.close();
	});
	let host = '';
	session.client(STSClient).config.credentials = async () => ({
		accessKeyId: 'ASIAPRACTICEEXAMPLE1',
		secretAccessKey: 'practice-only',
	});
	session.client(STSClient).middlewareStack.add(
		() =>
			async ({request}) => {
				host =
					typeof request === 'object' && request !== null
						? `${String(Reflect.get(request, 'hostname'))}:${String(Reflect.get(request, 'port'))}`
						: '';
				throw new Error('far enough');
			},
		{step: 'deserialize'},
	);
	await lookUp(async () => session.client(STSClient).send(new GetCallerIdentityCommand({})));
	return {host, endpoint: session.endpoint};
}

test('the client really goes where the banner says, by the profile that was asked for', async () => {
	const env = home();
	expect(await stsHost(env, 'local')).toEqual({
		host: 'local.example:2',
		endpoint: 'https://local.example:2',
	});
	expect(await stsHost(env, 'plain')).toEqual({
		host: 'sts.us-east-1.amazonaws.com:undefined',
		endpoint: undefined,
	});
});

test.each([
	['it', 'of the profile', (url: string) => `endpoint_url = ${url}`],
	[
		'it',
		'of its services',
		(url: string) => `services = local\n[services local]\nsts =\n  endpoint_url = ${url}`,
	],
])(
	'a role of profile %s is assumed at the endpoint %s, whatever AWS_PROFILE says',
	async (profile, _name, setting) => {
		const world = await openWorld();
		await knowRole(world);
		world.write(
			'.aws/config',
			`[profile other]
endpoint_url = http://127.0.0.1:9
[profile base]
aws_access_key_id = ${accessKey}
aws_secret_access_key = practice-only
[profile it]
role_arn = ${role}
source_profile = base
${setting(world.env.AWS_ENDPOINT_URL ?? '')}
`,
		);
		const env = {HOME: world.home, AWS_PROFILE: 'other'};
		setEnvironment(env);
		const session = openSession({
			region: 'us-east-1',
			env,
			who: {profile},
		});
		onTestFinished(() => {
			session.close();
		});
		expect(await lookUp(async () => whoAmI(session))).toMatchObject({
			state: 'found',
			value: {arn: containing('assumed-role/Deploy/')},
		});
	},
);

test.each([
	['fresh', 3600],
	['renewed on the way', 100],
])(
	'a company sign-in (%s) is used and ended at the endpoint of its profile, whatever AWS_PROFILE says',
	async (_name, seconds) => {
		const world = await openWorld();
		await world.signIn(seconds);
		world.write(
			'.aws/config',
			`[profile other]
endpoint_url = http://127.0.0.1:9
[sso-session corp]
sso_start_url = ${startUrl}
sso_region = us-east-1
[profile it]
sso_session = corp
sso_account_id = ${account}
sso_role_name = Administrator
endpoint_url = ${world.env.AWS_ENDPOINT_URL ?? ''}
`,
		);
		const env = {HOME: world.home, AWS_PROFILE: 'other'};
		setEnvironment(env);
		const session = openSession({
			region: 'us-east-1',
			env,
			who: {profile: 'it'},
		});
		onTestFinished(() => {
			session.close();
		});
		expect(await lookUp(async () => whoAmI(session))).toMatchObject({
			state: 'found',
			value: {arn: containing('AWSReservedSSO_Administrator')},
		});
		const services = identityServices(env);
		const {choices} = await services.list();
		const choice = choices.find(({profile}) => profile === 'it');
		const target = choice && ssoTarget(choice);
		expect(target && (await services.signOut(target))).toEqual({
			removed: true,
			aws: 'notified',
		});
	},
);

test('a session with an endpoint that cannot be used opens, and no identity is found', async () => {
	const session = openSession({
		region: 'us-east-1',
		env: home(),
		who: {profile: 'broken'},
	});
	onTestFinished(() => {
		session.close();
	});
	const found = await lookUp(async () =>
		session.client(STSClient).send(new GetCallerIdentityCommand({})),
	);
	expect(found.state === 'unknown' ? found.reason : found.state).toContain(
		'endpoint_url of profile broken',
	);
});
