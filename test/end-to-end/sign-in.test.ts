import {readFile, stat} from 'node:fs/promises';
import {expect, test, vi} from 'vitest';
import {tokenFile} from '../../source/aws/sso/token-cache.js';
import {freshHome} from '../support/fresh-home.js';
import type {Terminal} from '../support/pseudo-terminal.js';
import {expectNoOverflow} from '../support/screen-assertions.js';
import {
	answerCode,
	answerPage,
	codeOn,
	companyEnv,
	setCompany,
	signInBeside,
	tokenOf,
	writeConfig,
} from './company.js';
import {homeSandbox} from './home-sandbox.js';
import {recordingBrowser} from './recording-browser.js';
import {openProgram} from './run-program.js';
import {choose, waitForWords, walk, wordsOn} from './walk.js';

vi.setConfig({testTimeout: 60_000});

/** From home to one profile's page. */
async function openProfile(terminal: Terminal, name: string): Promise<void> {
	await choose(terminal, 'Sign in to AWS');
	await terminal.waitFor(/^Who are you in AWS\?/mv);
	await terminal.waitFor('Make a profile');
	await terminal.type(name);
	await terminal.waitFor(new RegExp(`❯ ${name}`, 'v'));
	await terminal.press('enter');
	await terminal.waitFor(`Profile ${name}`);
}

test('device code: waits, slows down, and goes on once the person has allowed it', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	await aws.control('POST', '/_sandbox/faults', [
		{service: 'sso-oidc', operation: 'CreateToken', kind: 'throttle', after: 1},
	]);
	await using terminal = openProgram(home, {args: [], env: companyEnv(aws)});
	await openProfile(terminal, 'dev');
	expect(terminal.screen()).toMatch(/State +needs sign-in/v);
	await choose(terminal, 'Sign in');
	const code = await codeOn(terminal);
	expect(wordsOn(terminal)).toMatch(/Waiting for you in the browser: \d+ min/v);
	expect(terminal.screen()).toContain(`user_code=${code}`);
	expectNoOverflow(terminal);
	const polls = async () => {
		const all = await aws.operations();
		return all.filter((each) => each === 'CreateToken').length;
	};

	await vi.waitFor(
		async () => {
			expect(await polls()).toBe(2);
		},
		{timeout: 20_000},
	);
	await answerCode(aws, code);
	await waitForWords(terminal, '111122223333 · us-east-1 · Administrator');
	await waitForWords(terminal, 'profile dev: company');
	expect(await polls()).toBe(3);
	const file = tokenFile(home.home, {session: 'corp'});
	const {mode} = await stat(file);
	expect((mode % 0o1000).toString(8)).toBe('600');
	expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('registrationExpiresAt');
});

test('device code: denied, run out and stopped each have their own words', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	await using terminal = openProgram(home, {args: [], env: companyEnv(aws)});
	await openProfile(terminal, 'dev');
	await choose(terminal, 'Sign in');
	await answerCode(aws, await codeOn(terminal), 'deny');
	await waitForWords(terminal, 'not allowed in the browser');
	expectNoOverflow(terminal);

	await setCompany(aws, {codeSeconds: 2});
	await terminal.type('r');
	await codeOn(terminal);
	await waitForWords(terminal, 'The time for this sign-in ran out.');

	await setCompany(aws, {codeSeconds: 600});
	await terminal.type('r');
	await codeOn(terminal);
	await terminal.press('escape');
	await terminal.waitFor(/^Who are you in AWS\?/mv);
	await terminal.waitFor(/dev: needs sign-in/v);
	expect(await tokenOf(home)).toEqual({state: 'absent'});
});

test('PKCE: the browser here is opened, and its answer is taken', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	const browser = await recordingBrowser(home);
	await using terminal = openProgram(home, {
		args: [],
		env: {...companyEnv(aws), BROWSER: browser.program},
	});
	await openProfile(terminal, 'dev');
	await choose(terminal, 'Sign in');
	await codeOn(terminal);
	await terminal.type('b');
	await waitForWords(terminal, 'The browser has opened this page');
	const address = await browser.consentPage();
	expect(address).toContain('code_challenge_method=S256');
	await terminal.waitUntil(
		() => terminal.screen().replaceAll('\n', '').includes(address),
		'the address of the page',
	);
	expectNoOverflow(terminal);
	expect(await answerPage(address, 'deny')).toContain('Not signed in');
	await waitForWords(terminal, 'not allowed in the browser');

	await terminal.type('r');
	const second = await browser.consentPage();
	expect(second).not.toBe(address);
	await waitForWords(terminal, 'Waiting for you in the browser');
	expect(await answerPage(second, 'allow')).toContain('Back to the terminal');
	await waitForWords(terminal, 'profile dev: company');
	expect(await tokenOf(home)).toMatchObject({state: 'found'});
});

test('without a browser PKCE gives way to the code', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	await using terminal = openProgram(home, {args: [], env: companyEnv(aws)});
	await openProfile(terminal, 'dev');
	await choose(terminal, 'Sign in');
	const first = await codeOn(terminal);
	await terminal.type('b');
	await waitForWords(terminal, 'No browser could be opened here.');
	const code = await codeOn(terminal);
	expect(code).not.toBe(first);
	await answerCode(aws, code);
	await waitForWords(terminal, 'profile dev: company');
});

test('the list shows what is ready, what needs a sign-in, and what is broken with its line', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	await signInBeside(home, aws);
	await using terminal = openProgram(home, {args: [], env: companyEnv(aws)});
	await choose(terminal, 'Sign in to AWS');
	await terminal.waitFor(/dev: ready, 7 h \d+ min left/v);
	const screen = wordsOn(terminal);
	expect(screen).toContain('older: needs sign-in');
	expect(screen).toContain('keys: ready');
	expect(screen).toMatch(/lost: broken, line 21: There is no sect.*\[sso-session crop\]/v);
	expect(screen).not.toContain('NEVER-SHOWN');
	expectNoOverflow(terminal);
});

test('signing out ends one sign-in and leaves the other', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	const other = {
		startUrl: 'https://practice.awsapps.com/start',
	};
	await signInBeside(home, aws);
	await signInBeside(home, aws, other);
	await using terminal = openProgram(home, {
		args: ['--profile', 'older'],
		env: companyEnv(aws),
	});
	await waitForWords(terminal, 'Administrator · profile older');
	await choose(terminal, 'Change who you are in AWS');
	// The one in use stands first.
	await terminal.waitFor(/❯ older: ready/v);
	await terminal.press('enter');
	await choose(terminal, 'Sign out');
	await waitForWords(terminal, 'Every other sign-in stays.');
	expect(terminal.screen()).toMatch(/State +needs sign-in/v);
	expect(await tokenOf(home, other)).toEqual({state: 'absent'});
	expect(await tokenOf(home)).toMatchObject({state: 'found'});
	await terminal.press('escape');
	await terminal.waitFor(/older: needs sign-in/v);
	await terminal.waitFor(/dev: ready/v);
});

test('AWS_PROFILE and --profile stand first in the list', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	const starts = [
		{args: [], env: {AWS_PROFILE: 'older'}},
		{args: ['--profile', 'older'], env: {AWS_PROFILE: 'dev'}},
	];
	for (const {args, env} of starts) {
		await using terminal = openProgram(home, {
			args,
			env: {...companyEnv(aws), ...env},
		});
		await choose(terminal, 'Sign in to AWS');
		await terminal.waitFor(/❯ older: needs sign-in/v);
	}
});

test('before the first write the screen warns where the aws CLI would be somebody else', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	await signInBeside(home, aws);
	await using terminal = openProgram(home, {
		args: ['ekm'],
		env: {
			...companyEnv(aws),
			AWS_PROFILE: 'dev',
			AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMP1234',
			AWS_SECRET_ACCESS_KEY: 'HIDDEN',
		},
	});
	const warning =
		'This program uses the profile dev; the aws CLI uses the keys from this shell (AWS_ACCESS_KEY_ID).';
	await walk(terminal, 'before', 'name');
	await waitForWords(terminal, 'Credentials: profile dev: company sign-in (SSO)');
	await terminal.waitFor(/^! .*uses the profile dev/mv);
	expectNoOverflow(terminal);
	await walk(terminal, 'review', 'before');
	// The whole identity and its source, whatever row the ARN breaks in.
	expect(terminal.screen().replaceAll(/\s/gv, '')).toMatch(
		/AWSReservedSSO_Administrator_[\da-f]{16}\/person\(profiledev:companysign-in\(SSO\)\)\./v,
	);
	expect(terminal.screen().replaceAll('! ', '').replaceAll(/\s+/gv, ' ')).toContain(warning);
});

test('the sign-in screens bear a small window', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	await using terminal = openProgram(home, {
		args: [],
		env: companyEnv(aws),
		columns: 40,
		rows: 15,
	});
	await openProfile(terminal, 'dev');
	expectNoOverflow(terminal);
	await choose(terminal, 'Sign in');
	await codeOn(terminal);
	await waitForWords(terminal, 'Waiting for you in the browser');
	expectNoOverflow(terminal);
	expect(terminal.lines().slice(-2).join(' ')).toContain('Esc back');
	await terminal.resize([100, 30]);
	await codeOn(terminal);
	expectNoOverflow(terminal);
});
