import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test, vi} from 'vitest';
import {readToken, tokenFile} from '../../source/aws/sso/token-cache.js';
import {older, openCompanyHome, startUrl} from './company-home.js';
import {containing, matching, openHome, setEnvironment} from './run-tool.js';

vi.setConfig({testTimeout: 30_000});

test('the address and the code are on stdout, the waiting on stderr; then the time it holds', async () => {
	const {run, env, answering, person} = await openCompanyHome();
	const {code, stdout, stderr} = await run(['login', '--profile', 'dev'], {
		env,
		listen: answering('approve'),
	});
	expect(code).toBe(0);
	expect(stdout.split('\n')).toEqual([
		`Signing in to ${startUrl} (Identity Center in us-east-1) for profile dev.`,
		`Calls go to ${env.AWS_ENDPOINT_URL}, not to AWS.`,
		'',
		'Open this page in a browser, here or on another device:',
		'',
		matching(/^ {2}http:\/\/127\.0\.0\.1:\d+\/device\?user_code=[\-A-Z]{9}$/v),
		'',
		'Allow the request only if the page shows this code:',
		'',
		matching(/^ {2}[A-Z]{4}-[A-Z]{4}$/v),
		'',
		'No browser was opened here: open the page by hand.',
		'Signed in for 7 h 59 min. The aws CLI and every SDK share this sign-in.',
		'',
	]);
	expect(stderr).toBe('Waiting for you in the browser: 10 minutes left.\n');
	const file = tokenFile(person, {session: 'corp'});
	expect((fs.statSync(file).mode % 0o1000).toString(8)).toBe('600');
});

test('where a browser here can answer, its answer is taken; --no-browser only prints the address', async () => {
	const {run, env} = await openCompanyHome();
	// This may be a container.
	const exists = vi.spyOn(fs, 'existsSync').mockReturnValue(false);
	onTestFinished(() => {
		exists.mockRestore();
	});
	const {code, stdout} = await run(['login', '--profile', 'dev', '--no-browser'], {
		env: {...env, DISPLAY: ':0'},
		listen(text) {
			void allowPage(text);
		},
	});
	expect(code).toBe(0);
	expect(stdout).toContain('Open this page in a browser on this computer, and allow the request:');
	expect(stdout).not.toMatch(/code:\n|No browser|asked to open/v);
	expect(stdout).toContain('Signed in for 7 h 59 min.');
});

test('--json: words on stderr, version 1 on stdout, and no token in either', async () => {
	const {run, env, answering, person} = await openCompanyHome();
	let heard = '';
	const hear = answering('approve');
	const {code, stdout, stderr, json} = await run(
		['login', '--profile', 'dev', '--device-code', '--no-browser', '--json'],
		{
			env,
			listenErrors(text) {
				heard += text;
				hear(text);
			},
		},
	);
	expect(code).toBe(0);
	expect(heard).toBe(stderr);
	expect(stderr).toContain('user_code=');
	// Nothing was to be opened, so nothing is said of it.
	expect(stderr).not.toContain('No browser');
	const cached = await readToken(person, {session: 'corp'});
	const token = cached.state === 'found' ? cached.token : undefined;
	expect(json).toEqual({
		version: 1,
		profile: 'dev',
		startUrl,
		expiresAt: new Date(token?.expiresAt ?? 0).toISOString(),
	});
	for (const secret of [token?.accessToken, token?.refreshToken, token?.clientSecret]) {
		expect(secret).toMatch(/.{20}/v);
		expect(stdout + stderr).not.toContain(secret);
	}
});

test('a sign-in that holds is left alone, for every profile that shares it', async () => {
	const {run, env, signIn, control} = await openCompanyHome();
	await signIn();
	await control('DELETE', '/_sandbox/calls');
	const {code, stdout, stderr} = await run(['login'], {
		env: {...env, AWS_PROFILE: 'read'},
	});
	expect({code, stdout, stderr}).toEqual({
		code: 0,
		stdout: 'Profile read is signed in already, for 7 h 59 min more.\n',
		stderr: '',
	});
	expect(await control('GET', '/_sandbox/calls')).toMatchObject([{operation: 'ListAccounts'}]);
	// The two profiles share one sign-in, so none has to be named.
	expect(await run(['login', '--json'], {env})).toMatchObject({
		code: 0,
		json: {version: 1, profile: 'dev', startUrl},
	});
});

test('a sign-in that is over renews itself where it can', async () => {
	const {run, env, signIn, control} = await openCompanyHome();
	await control('POST', '/_sandbox/identity-center', {tokenSeconds: 0});
	await signIn();
	await control('POST', '/_sandbox/identity-center', {tokenSeconds: 3600});
	const {code, stdout} = await run(['login'], {env});
	expect(code).toBe(0);
	expect(stdout).toMatch(/^Profile dev is signed in already, for 59 min \d\d s more\.\n$/v);
});

test('a sign-in that was ended elsewhere is made again', async () => {
	const {run, env, signIn, services, corp, answering, person} = await openCompanyHome();
	await signIn();
	const file = tokenFile(person, {session: 'corp'});
	const kept = fs.readFileSync(file);
	await services.signOut(corp);
	fs.writeFileSync(file, kept);
	const {code, stdout} = await run(['login'], {
		env,
		listen: answering('approve'),
	});
	expect(code).toBe(0);
	expect(stdout).toContain('Signed in for');
	expect(fs.readFileSync(file)).not.toEqual(kept);
});

test('a no in the browser ends with 3, Ctrl+C with 130; nobody is signed in', async () => {
	const {run, env, answering, person} = await openCompanyHome();
	expect(await run(['login', '--json'], {env, listenErrors: answering('deny')})).toMatchObject({
		code: 3,
		json: {
			version: 1,
			error: {
				code: 'sign-in-denied',
				message: 'The request was not allowed in the browser.',
				hint: containing('sign in again'),
			},
		},
	});
	const stop = new AbortController();
	const stopped = await run(['login'], {
		env,
		signal: stop.signal,
		listen(text) {
			if (text.includes('user_code')) {
				stop.abort();
			}
		},
	});
	expect(stopped).toMatchObject({
		code: 130,
		stderr: containing('The sign-in was stopped.'),
	});
	expect(await readToken(person, {session: 'corp'})).toEqual({
		state: 'absent',
	});
});

test('a start URL that is not there, and an Identity Center out of reach, end with 3 and their own words', async () => {
	const {run, env} = await openCompanyHome(
		older
			.replace('profile older', 'profile wrong')
			.replace(startUrl, 'https://nobody.awsapps.com/start'),
	);
	expect(await run(['login', '--profile', 'wrong'], {env})).toMatchObject({
		code: 3,
		stderr:
			'AWS did not find this start URL in this region.\nCheck the region of Identity Center first (it need not be the one you work in), then the start URL.\n',
	});
	expect(
		await run(['login', '--profile', 'dev'], {
			env: {...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9'},
		}),
	).toMatchObject({
		code: 3,
		stderr: matching(/^The connection to AWS was refused or lost\.\n/v),
	});
});

const base = {
	keys: '[profile keys]\naws_access_key_id = AKIAEXAMPLEEXAMP1234\naws_secret_access_key = HIDDEN\n',
	console: '[profile web]\nlogin_session = arn:aws:iam::111122223333:user/bob\n',
	program: '[profile helper]\ncredential_process = /opt/helper --secret HIDDEN\n',
	role: '[profile role]\nrole_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = keys\n',
	broken: '[profile broken]\nsso_session = crop\nsso_account_id = 1\nsso_role_name = A\n',
};

test.each([
	[
		['--profile', 'dve'],
		'profile-not-found',
		/There is no profile dve in .*\/\.aws\/config\. Did you mean dev\?/v,
		/make one on screen: workato-aws,/v,
	],
	[
		['--profile', 'keys'],
		'profile-not-sso',
		/^Profile keys is not a company sign-in \(SSO\): Saved access key AKIA\.{3}1234\.$/v,
		/^It needs no sign-in/v,
	],
	[
		['--profile', 'web'],
		'profile-not-sso',
		/AWS console sign-in \(bob\)\.$/v,
		/^Sign in with: aws login --profile web$/v,
	],
	[
		['--profile', 'helper'],
		'profile-not-sso',
		/External program: helper\.$/v,
		/^Its program signs in by itself/v,
	],
	[
		['--profile', 'role'],
		'profile-not-sso',
		/Role Deploy, via keys\.$/v,
		/needs no sign-in of its own/v,
	],
	[
		['--profile', 'broken'],
		'profile-broken',
		/^Profile broken cannot be used: There is no section \[sso-session crop\]\. Did you mean corp\? \(.*config, line 38\)$/v,
		/^Mend the file/v,
	],
	[
		[],
		'profile-missing',
		/^There are several profiles with a company sign-in \(SSO\): dev, read, older\.$/v,
		/--profile/v,
	],
])('login and logout with %j stop with 2 and say %s', async (args, code, message, hint) => {
	const {run, env} = await openCompanyHome(older + Object.values(base).join('\n'));
	for (const command of ['login', 'logout']) {
		const result = await run([command, ...args, '--json'], {env});
		expect(result).toMatchObject({
			code: 2,
			stderr: '',
			json: {
				error: {code, message: matching(message), hint: matching(hint)},
			},
		});
		expect(result.stdout).not.toContain('HIDDEN');
	}
});

test('no profile at all, a file that cannot be read, and a proxy that is none stop with 2', async () => {
	const {run, folder} = openHome();
	const env = {HOME: folder, AWS_CONFIG_FILE: path.join(folder, 'config')};
	setEnvironment(env);
	expect(await run(['login'], {env: {HOME: folder}})).toMatchObject({
		code: 2,
		stderr: matching(
			/^There is no profile with a company sign-in \(SSO\) in .*\/\.aws\/config\.\nMake one on screen: workato-aws, then/v,
		),
	});
	fs.mkdirSync(env.AWS_CONFIG_FILE);
	expect(await run(['login'], {env})).toMatchObject({
		code: 2,
		stderr: containing('The config file cannot be read: a folder stands in'),
	});
	expect(await run(['login'], {env: {...env, HTTPS_PROXY: 'socks5://proxy:1'}})).toMatchObject({
		code: 2,
		stderr: containing('HTTPS_PROXY names a socks5 proxy'),
	});
});

test('logout ends one sign-in and leaves the other; having none is no failure', async () => {
	const {run, env, signIn, person} = await openCompanyHome(older);
	const legacy = {key: {startUrl}, startUrl, region: 'us-east-1'};
	await signIn();
	await signIn(legacy);
	expect(await run(['logout', '--profile', 'older'], {env})).toMatchObject({
		code: 0,
		stdout: `Signed out of ${startUrl} (profile older). Every other sign-in stays.\n`,
	});
	expect(fs.existsSync(tokenFile(person, legacy.key))).toBe(false);
	expect(fs.existsSync(tokenFile(person, {session: 'corp'}))).toBe(true);
	expect(await run(['logout', '--profile', 'dev', '--json'], {env})).toMatchObject({
		code: 0,
		json: {version: 1, profile: 'dev', signedOut: true},
	});
	expect(await run(['logout', '--profile', 'dev', '--json'], {env})).toMatchObject({
		code: 0,
		json: {version: 1, profile: 'dev', signedOut: false},
	});
	expect(await run(['logout', '--profile', 'dev'], {env})).toMatchObject({
		stdout: 'Profile dev was not signed in. Nothing was changed.\n',
	});
});

test('signing out works when AWS cannot be told, and says so', async () => {
	const {run, env, signIn, person} = await openCompanyHome();
	await signIn();
	const away = {...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9'};
	const {code, stdout} = await run(['logout'], {env: away});
	expect(code).toBe(0);
	expect(stdout).toContain('Signed out of');
	expect(stdout).toContain('AWS could not be told');
	expect(fs.existsSync(tokenFile(person, {session: 'corp'}))).toBe(false);
});

test('in the sandbox a sign-in is one of the practice home, and the person’s own stay as they are', async () => {
	const {run, env, home, person} = await openCompanyHome();
	const aws = path.join(home, 'sandbox', 'home', '.aws');
	// A fresh one has the profile that the help speaks of, in its own home.
	const fresh = await run(['login', '--sandbox', '--profile', 'security', '--device-code'], {
		env,
		listen(text) {
			answerAtAddress(text);
		},
	});
	expect(fresh).toMatchObject({
		code: 0,
		stdout: containing('for profile security.'),
	});
	expect(await run(['logout', '--sandbox', '--json'], {env})).toMatchObject({
		json: {profile: 'security', signedOut: true},
	});
	fs.writeFileSync(path.join(aws, 'config'), '');
	expect(await run(['login', '--sandbox'], {env})).toMatchObject({
		code: 2,
		stderr: containing('Make one on screen: workato-aws --sandbox,'),
	});
	fs.writeFileSync(path.join(aws, 'config'), older.replace('profile older', 'profile practised'));
	const {code, stdout} = await run(['login', '--sandbox'], {
		env,
		listen(text) {
			answerAtAddress(text);
		},
	});
	expect({code, stdout}).toMatchObject({
		code: 0,
		stdout: containing('for profile practised.'),
	});
	const listed = fs.readdirSync(path.join(aws, 'sso', 'cache'));
	expect(listed).toHaveLength(1);
	expect(fs.existsSync(path.join(person, '.aws', 'sso'))).toBe(false);
	expect(process.env.HOME).toBe(person);
	expect(await run(['check', '--sandbox', '--profile', 'practised'], {env})).toMatchObject({
		code: 2,
		stderr: containing('no saved setups'),
	});
	expect(await run(['logout', '--sandbox', '--json'], {env})).toMatchObject({
		json: {signedOut: true},
	});
});

// A browser: allows the request, and goes where it is sent.
async function allowPage(text: string): Promise<void> {
	const address = /http:\S+\/authorize\?\S+/v.exec(text)?.[0];
	if (address === undefined) {
		return;
	}

	const url = new URL(address);
	const decided = await fetch(new URL(url.pathname, url), {
		method: 'POST',
		redirect: 'manual',
		body: new URLSearchParams([...url.searchParams, ['decision', 'allow']]),
	});
	await fetch(decided.headers.get('location') ?? '');
}

// The consent page of the sandbox that the command itself runs.
function answerAtAddress(text: string): void {
	const address = /http:\S+\/device\?user_code=\S+/v.exec(text)?.[0];
	if (address === undefined) {
		return;
	}

	const url = new URL(address);
	void fetch(new URL(url.pathname, url), {
		method: 'POST',
		body: new URLSearchParams([...url.searchParams, ['decision', 'allow']]),
	});
}
