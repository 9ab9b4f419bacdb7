import {once} from 'node:events';
import fs from 'node:fs';
import {createServer} from 'node:http';
import path from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {openCompanyHome} from './company-home.js';
import {
	containing,
	matching,
	openEndpoint,
	openHome,
	setEnvironment,
	setupFields,
} from './run-tool.js';

vi.setConfig({testTimeout: 30_000});

const signInWords =
	'Nothing is lost. Sign in, then run the same command again: workato-aws login --profile dev';

test('apply and check without a sign-in stop with 3, lose nothing, and name the command that signs in', async () => {
	const {run, env, write, signIn, services, corp, savedFiles} = await openCompanyHome();
	const apply = ['apply', '-f', write(setupFields), '--yes'];
	expect(await run([...apply, '--profile', 'dev'], {env})).toEqual(
		expect.objectContaining({
			code: 3,
			stdout: '',
			stderr: `Profile dev is not signed in, or its sign-in is over.\n${signInWords}\n`,
		}),
	);
	expect(savedFiles(false)).toEqual([]);
	// With the sign-in it goes through, and without it again the checklist stops in the same way.
	await signIn();
	expect(await run([...apply, '--profile', 'dev'], {env})).toMatchObject({
		code: 0,
	});
	await services.signOut(corp);
	expect(await run(['check', '--json'], {env: {...env, AWS_PROFILE: 'dev'}})).toMatchObject({
		code: 3,
		json: {
			version: 1,
			error: {
				message: 'Profile dev is not signed in, or its sign-in is over.',
				hint: signInWords,
			},
		},
	});
});

test('a sign-in that ends between two changes: the failed change names the command, and a second run finishes', async () => {
	const {run, env, write, signIn, control} = await openCompanyHome();
	await signIn();
	await control('POST', '/_sandbox/faults', [
		{service: 'kms', operation: 'CreateAlias', kind: 'expired-token'},
	]);
	const apply = ['apply', '-f', write(setupFields), '--yes', '--profile', 'dev'];
	const first = await run([...apply, '--json'], {env});
	expect(first).toMatchObject({
		code: 3,
		json: {
			changes: [
				{status: 'done'},
				{
					status: 'failed',
					error: {code: 'ExpiredTokenException', hint: signInWords},
				},
				{status: 'skipped'},
			],
		},
	});
	const second = await run(apply, {env});
	expect(second.code).toBe(0);
	expect(second.stdout).toContain('2 changes to make');
});

test('a sign-in that ends while a plan is made, or a checklist', async () => {
	const {run, env, write, signIn, control} = await openCompanyHome();
	await signIn();
	const apply = ['apply', '-f', write(setupFields), '--yes', '--profile', 'dev'];
	const expire = async (operation: string) =>
		control('POST', '/_sandbox/faults', [
			{service: 'kms', operation, kind: 'expired-token', times: 9},
		]);
	await expire('*');
	expect(await run(apply, {env})).toMatchObject({
		code: 3,
		stderr: containing(signInWords),
	});
	await control('POST', '/_sandbox/faults', []);
	await run(apply, {env});
	await expire('GetKeyPolicy');
	const checked = await run(['check', '--profile', 'dev'], {env});
	expect(checked).toMatchObject({code: 3, stderr: `${signInWords}\n`});
	expect(checked.stdout).toContain('Cannot tell:');
});

test('an account or role that is not assigned is no matter of signing in', async () => {
	const {run, env, write, signIn, person} = await openCompanyHome();
	await signIn();
	const file = path.join(person, '.aws', 'config');
	fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('ReadOnly', 'Owner'));
	const {code, stderr} = await run(
		['apply', '-f', write(setupFields), '--yes', '--profile', 'read'],
		{env},
	);
	expect(code).toBe(3);
	expect(stderr).toMatch(
		/^AWS did not say who you are: The company sign-in gives no access to the account and role of this profile\.\nNothing was changed\. Choose another account or role/v,
	);
	expect(stderr).not.toContain('workato-aws login');
});

test('a busy portal is no matter of signing in either: apply, check and undo say what happened', async () => {
	const {run, env, write, signIn, control} = await openCompanyHome();
	await signIn();
	const profile = ['--profile', 'dev'];
	const apply = ['apply', '-f', write(setupFields), '--yes', ...profile];
	expect(await run(apply, {env})).toMatchObject({code: 0});
	await control('POST', '/_sandbox/faults', [
		{
			service: 'sso',
			operation: 'GetRoleCredentials',
			kind: 'throttle',
			times: 99,
		},
	]);
	for (const args of [apply, ['check', ...profile], ['undo', 'production', '--yes', ...profile]]) {
		expect(await run(args, {env})).toMatchObject({
			code: 3,
			stderr: matching(
				/^AWS did not say who you are: .*\nNothing was changed\. AWS asks for a slower pace\. Wait a moment/v,
			),
		});
	}

	await control('POST', '/_sandbox/faults', []);
	expect(await run(['check', ...profile], {env})).toMatchObject({code: 0});
});

test.each([
	[407, 'It wants a name and password: put them in HTTPS_PROXY, or ask'],
	[502, 'Ask your network team to let this host through, or name it in'],
])('a proxy that answers %i is told once, with what helps', async (status, hint) => {
	const proxy = createServer();
	proxy.on('connect', (_, socket) => {
		socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
	});
	proxy.listen(0, '127.0.0.1');
	await once(proxy, 'listening');
	onTestFinished(() => {
		proxy.close();
	});
	const address = proxy.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const {run, write, folder} = openHome();
	fs.mkdirSync(path.join(folder, '.aws'));
	fs.writeFileSync(
		path.join(folder, '.aws', 'config'),
		'[profile it]\naws_access_key_id = AKIAEXAMPLEEXAMP1234\naws_secret_access_key = practice-only\n',
	);
	const env = {HOME: folder, HTTPS_PROXY: `http://127.0.0.1:${port}`};
	setEnvironment(env);
	const {code, stderr} = await run(
		['apply', '-f', write(setupFields), '--yes', '--profile', 'it'],
		{env},
	);
	expect(code).toBe(3);
	expect(stderr).toContain(
		`AWS did not say who you are: The proxy 127.0.0.1:${port} refused the way to sts.us-east-1.amazonaws.com (it answered ${status}).\nNothing was changed. ${hint}`,
	);
	expect(stderr.match(/nothing was changed/giv)).toHaveLength(1);
});

test('with nothing at all it says what it looked for, and which profiles there are', async () => {
	const {run, write, folder} = openHome();
	const env = {HOME: folder};
	setEnvironment(env);
	const apply = ['apply', '-f', write(setupFields), '--yes'];
	expect(await run(apply, {env})).toMatchObject({
		code: 3,
		stderr:
			'AWS did not say who you are: there is no identity here. Looked for: keys in this shell (AWS_ACCESS_KEY_ID), the profile “default”, a web identity (AWS_WEB_IDENTITY_TOKEN_FILE), and a role of this container or server.\n' +
			'Sign in on screen with: workato-aws. To practise without an account, add --sandbox.\n',
	});
	expect(await run(apply, {env: {...env, AWS_DEFAULT_PROFILE: 'dev'}})).toMatchObject({
		code: 3,
		stderr: containing(
			'AWS_DEFAULT_PROFILE names the profile dev, and only the aws CLI follows it: give it with --profile dev',
		),
	});
	const {run: runThere, env: there, write: writeThere} = await openCompanyHome();
	expect(
		await runThere(['apply', '-f', writeThere(setupFields), '--yes'], {
			env: there,
		}),
	).toMatchObject({
		code: 3,
		stderr: containing('Name one of your profiles with --profile: dev, read.'),
	});
});

test.each([
	[
		'a default profile without a sign-in',
		'[default]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Administrator\n',
		[],
		/^Profile default is not signed in, or its sign-in is over\.\n.*workato-aws login --profile default/v,
	],
	[
		'a profile that is not there',
		'',
		['--profile', 'dve'],
		/^Profile dve cannot be used: There is no profile dve in .* Did you mean dev\?/v,
	],
	[
		'a profile whose session is not there',
		'[profile lost]\nsso_session = crop\nsso_account_id = 1\nsso_role_name = A\n',
		['--profile', 'lost'],
		/^Profile lost cannot be used: There is no section \[sso-session crop\]\. Did you mean corp\? \(.*config, line 17\)\n/v,
	],
	[
		'keys that AWS does not know',
		'[profile old]\naws_access_key_id = AKIAEXAMPLEEXAMP9999\naws_secret_access_key = HIDDEN\n',
		['--profile', 'old'],
		/^AWS did not take profile old: .*\nNothing is lost\. It needs no sign-in; check that it is still valid/v,
	],
	[
		'a role that wants a code, and starts from a sign-in that is not there',
		'[profile guarded]\nrole_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = dev\nmfa_serial = arn:aws:iam::111122223333:mfa/bob\n',
		['--profile', 'guarded'],
		/^Profile guarded is not signed in, or its sign-in is over\.\n.*workato-aws login --profile guarded/v,
	],
	[
		'a role that wants a code',
		'[profile base]\naws_access_key_id = AKIAEXAMPLEEXAMP9999\naws_secret_access_key = HIDDEN\n[profile guarded]\nrole_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/bob\n',
		['--profile', 'guarded'],
		/^AWS did not take profile guarded: .*\nNothing is lost\. The role wants a code from an MFA device, and the assistant asks for it, in a terminal: workato-aws --profile guarded\. Without a terminal, .*aws sts get-session-token.* Then run the same command again\./v,
	],
])('%s', async (_what, more, flags, words) => {
	const {run, env, write} = await openCompanyHome(more);
	const {code, stderr, stdout} = await run(['apply', '-f', write(setupFields), '--yes', ...flags], {
		env,
	});
	expect(code).toBe(3);
	expect(stderr).toMatch(words);
	expect(stderr + stdout).not.toContain('HIDDEN');
	expect(stderr).not.toContain('aws sso login');
});

test('apply warns where the aws CLI would be somebody else, before the plan', async () => {
	const {environment, control} = await openEndpoint();
	const {run, write, folder} = openHome();
	fs.mkdirSync(path.join(folder, '.aws'));
	fs.writeFileSync(
		path.join(folder, '.aws', 'config'),
		'[profile both]\naws_access_key_id = AKIAEXAMPLEEXAMP1234\naws_secret_access_key = practice-only\nsso_account_id = 111122223333\nsso_role_name = Administrator\nsso_start_url = https://practice.awsapps.com/start\nsso_region = us-east-1\n',
	);
	await control('POST', '/_sandbox/callers', {
		accessKeyId: 'AKIAEXAMPLEEXAMP1234',
		arn: 'arn:aws:iam::111122223333:user/bob',
	});
	const {AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, ...rest} = environment;
	const env = {...rest, HOME: folder};
	setEnvironment(env);
	const dryRun = ['apply', '-f', write(setupFields), '--dry-run'];
	const {code, stdout} = await run([...dryRun, '--profile', 'both'], {env});
	expect(code).toBe(0);
	expect(stdout).toMatch(
		/Region: +us-east-1\n. Warning: In profile both this program uses the saved access key, the aws CLI the company sign-in \(SSO\)\. Keep one of the two\.\n\n {2}Key .*\n\n3 changes to make:/sv,
	);
	const named = await run(dryRun, {env: {...env, AWS_PROFILE: 'both'}});
	expect(named.stdout).toMatch(/Warning: .*the aws CLI uses the keys from this shell/v);
	const plain = await run(dryRun, {env});
	expect(plain.stdout).not.toContain('Warning');
	const practised = await run([...dryRun, '--sandbox'], {
		env: {...env, AWS_PROFILE: 'both'},
	});
	expect(practised.code).toBe(0);
	expect(practised.stdout).not.toContain('Warning');
	expect(practised.stdout).toMatch(/From: +the sandbox/v);
});
