import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {expectNoOverflow} from '../support/screen-assertions.js';
import {setupFile, writeSetupFile} from './finished-setup.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram, runProgram} from './run-program.js';
import {choose, screenOf, waitForWords, walk, wordsOn} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('no AWS identity: home says what was looked for, and offers the sign-in and the sandbox', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home, {args: []});
	await waitForWords(terminal, '✘ No AWS identity');
	expect(wordsOn(terminal)).toContain('Looked at keys in the environment, the default profile');
	expect(terminal.screen()).not.toContain('Sandbox:');
	expectNoOverflow(terminal);

	await choose(terminal, 'Sign in to AWS');
	await terminal.waitFor(/^Who are you in AWS\?/mv);
	await terminal.waitFor('company sign-in (SSO)');
	expectNoOverflow(terminal);
	await terminal.press('escape');
	await choose(terminal, 'Practise in the sandbox');
	await walk(terminal, 'name');
	expect(terminal.lines()[0]).toMatch(/Sandbox: a practice AWS/v);
	await terminal.press('ctrl+c');
	const {exitCode} = await terminal.waitForExit();
	expect(exitCode).toBe(130);
	expect(terminal.isAlternateScreen).toBe(false);
});

test('without an identity the answers can be prepared, and nothing can be applied', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home, {
		args: [],
		env: {AWS_REGION: 'eu-central-1'},
	});
	await choose(terminal, 'Start: Enterprise');
	await terminal.waitFor(screenOf('name').sign);
	await terminal.press('enter');
	await waitForWords(terminal, 'nothing can be applied until you sign in');
	await walk(terminal, 'rotation', 'before');
	await terminal.press('enter');
	await waitForWords(terminal, 'AWS did not say who you are');
	await terminal.type('a');
	await terminal.settled();
	expect(wordsOn(terminal)).toContain('Nothing was changed.');
});

test('a setup is refused in another account, on screen and without one', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const file = await writeSetupFile(home, setupFile);
	const first = await runProgram(home, ['apply', '--yes', '-f', file], {
		env: aws.env,
	});
	expect(first.code).toBe(0);
	await aws.control('POST', '/_sandbox/callers', {
		accessKeyId: 'AKIAOTHEREXAMPLE0001',
		arn: 'arn:aws:iam::444455556666:user/bob',
	});
	await aws.control('DELETE', '/_sandbox/calls');
	const env = {
		AWS_ENDPOINT_URL: aws.env.AWS_ENDPOINT_URL ?? '',
		AWS_REGION: 'us-east-1',
		AWS_ACCESS_KEY_ID: 'AKIAOTHEREXAMPLE0001',
		AWS_SECRET_ACCESS_KEY: 'practice-only',
	};

	await using terminal = openProgram(home, {args: ['ekm'], env});
	await waitForWords(
		terminal,
		'This setup belongs to account 111122223333, but you are signed in to 444455556666.',
	);
	expectNoOverflow(terminal);
	await terminal.press('escape');
	await terminal.waitFor(/Check “production”/v);

	const second = await runProgram(home, ['apply', '--yes', '-f', file], {env});
	expect(second.code).toBe(2);
	expect(second.stderr).toContain('belongs to account 111122223333');
	expect(await aws.writes()).toEqual([]);
});
