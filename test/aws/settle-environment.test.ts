import fs from 'node:fs';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {configuredEndpoints} from '../../source/aws/endpoints.js';
import {whoAmI, openSession} from '../../source/aws/session.js';
import {identityServices} from '../../source/aws/identity-services.js';
import {readLoginState} from '../../source/aws/profiles/read-identities.js';
import {normalizeEnvironment} from '../../source/aws/profiles/config-file.js';
import {setEnvironment} from '../cli/run-tool.js';
import {
	account,
	accessKey,
	openWorld,
	startUrl,
	user,
	writeLogin,
	type World,
} from './credential-world.js';

const keys = `aws_access_key_id = ${accessKey}\naws_secret_access_key = practice-only\n`;
const sso = `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\n[profile it]\nsso_session = corp\nsso_account_id = ${account}\nsso_role_name = Administrator\n`;

/** Who the SDK is in an environment, as the program makes it before it does anything. */
async function arnIn(given: NodeJS.ProcessEnv, profile?: string) {
	const env = {...given};
	normalizeEnvironment(env);
	setEnvironment(env);
	const session = openSession({
		region: 'us-east-1',
		env,
		...(profile !== undefined && {who: {profile}}),
	});
	onTestFinished(() => {
		session.close();
	});
	const {arn} = await whoAmI(session);
	return arn;
}

test('every variable of AWS that is set but empty counts as not set, for us and for the SDK', async () => {
	const world = await openWorld();
	world.write('.aws/config', `[default]\n${keys}`);
	await world.know();
	const empty = Object.fromEntries(
		[
			'PROFILE',
			'DEFAULT_PROFILE',
			'REGION',
			'CONFIG_FILE',
			'SHARED_CREDENTIALS_FILE',
			'ACCESS_KEY_ID',
			'SECRET_ACCESS_KEY',
			'SESSION_TOKEN',
			'ROLE_ARN',
			'WEB_IDENTITY_TOKEN_FILE',
			'CONTAINER_CREDENTIALS_FULL_URI',
			'CONTAINER_CREDENTIALS_RELATIVE_URI',
			'LOGIN_CACHE_DIRECTORY',
			'CA_BUNDLE',
			'MAX_ATTEMPTS',
			'RETRY_MODE',
			'DEFAULTS_MODE',
			'USE_FIPS_ENDPOINT',
			'IGNORE_CONFIGURED_ENDPOINT_URLS',
			'ENDPOINT_URL_KMS',
		].map((name) => [`AWS_${name}`, '']),
	);
	expect(await arnIn({...world.env, ...empty})).toBe(user);
});

test('each place that reads one takes an empty one for none, too', async () => {
	const world = await openWorld();
	const url = 'https://default.example';
	world.write('.aws/config', `[default]\nendpoint_url = ${url}\n${keys}`);
	writeLogin(world, 600);
	const env = {
		HOME: world.home,
		AWS_PROFILE: '',
		AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: '',
		AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '',
		AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/keys',
		AWS_LOGIN_CACHE_DIRECTORY: '',
	};
	expect(configuredEndpoints(env)('kms')?.origin).toBe(url);
	const {choices, preselect} = await identityServices(env).list();
	expect(choices.map(({id}) => id)).toEqual(['profile:default', 'container']);
	expect(preselect).toBe('profile:default');
	expect(await readLoginState(env, user, Date.now())).toMatchObject({
		state: 'valid',
	});
});

test.each([
	['~/aws/there', (_: World) => ({})],
	['$HOME/aws/there', () => ({})],
	['${PLACE}/there', ({home}: World) => ({PLACE: path.join(home, 'aws')})],
])(
	'a config file named as %s is one file for the list, the sign-in and the calls',
	async (name, more) => {
		const world = await openWorld();
		world.write('aws/there', sso);
		await world.signIn(3600);
		const env = {...world.env, ...more(world), AWS_CONFIG_FILE: name};
		expect(await arnIn(env, 'it')).toContain('assumed-role');
		const {choices} = await identityServices(env).list();
		expect(choices).toMatchObject([{profile: 'it', state: {type: 'ready'}}]);
	},
);

test('AWS_DEFAULT_PROFILE, which only the aws CLI follows, is named where nobody is somebody', async () => {
	const world = await openWorld();
	world.write('.aws/config', `[profile one]\n${keys}[profile two]\n${keys}`);
	const env = {HOME: world.home, AWS_DEFAULT_PROFILE: 'two'};
	const {choices, preselect} = await identityServices(env).list();
	expect(preselect).toBeUndefined();
	expect(choices.map(({profile}) => profile)).toEqual(['two', 'one']);
	expect(choices[0]?.warnings.at(-1)?.message).toContain('AWS_DEFAULT_PROFILE');
	fs.appendFileSync(path.join(world.home, '.aws', 'config'), `[default]\n${keys}`);
	const there = await identityServices(env).list();
	expect(there.choices[0]?.profile).toBe('default');
});
