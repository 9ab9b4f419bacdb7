import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {freshHome, type FreshHome} from '../support/fresh-home.js';
import type {Terminal} from '../support/pseudo-terminal.js';
import {sendToSandbox} from '../support/sandbox-control.js';
import {
	answerCode,
	codeIn,
	companyEnv,
	setCompany,
	signInBeside,
	startUrl,
	tokenOf,
	writeConfig,
} from './company.js';
import {setupFile, writeSetupFile} from './finished-setup.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram, runProgram} from './run-program.js';

vi.setConfig({testTimeout: 60_000});

/** Waits until a command has printed a code, and returns it. */
async function printedCode(terminal: Terminal): Promise<string> {
	await terminal.waitUntil(() => codeIn(terminal.scrollback()) !== undefined, 'a code');
	return codeIn(terminal.scrollback()) ?? '';
}

const sandboxSchema = z.object({
	sandbox: z.object({
		url: z.string(),
		environment: z.record(z.string(), z.string()),
	}),
});

/** `workato-aws sandbox` as a program of its own, and what it says about itself. */
async function openSandboxProgram(home: FreshHome) {
	const terminal = openProgram(home, {
		args: ['sandbox', '--json'],
		columns: 1000,
	});
	await terminal.waitFor('AWS_DEFAULT_REGION');
	return {terminal, ...sandboxSchema.parse(JSON.parse(terminal.screen()))};
}

test('against a sandbox of its own: sign in, apply, expire half-way, sign in, finish with one key, sign out', async () => {
	await using home = await freshHome();
	await writeConfig(home);
	const {terminal: aws, sandbox} = await openSandboxProgram(home);
	await using _ = aws;
	const control = async (target: string, body: unknown) =>
		sendToSandbox(sandbox.url, 'POST', `/_sandbox/${target}`, body);
	await control('identity-center', {interval: 1});
	const env = {AWS_ENDPOINT_URL: sandbox.url, BROWSER: 'none'};
	const signIn = async () => {
		await using terminal = openProgram(home, {
			args: ['login', '--profile', 'dev'],
			env,
		});
		const userCode = await printedCode(terminal);
		await terminal.waitFor('Waiting for you in the browser: 10 minutes left.');
		await control('identity-center/approve', {userCode});
		expect(await terminal.waitForExit()).toMatchObject({exitCode: 0});
		expect(terminal.scrollback()).toContain('Signed in for 7 h 59 min.');
	};

	const file = await writeSetupFile(home, setupFile);
	const apply = ['apply', '--yes', '--json', '-f', file, '--profile', 'dev'];
	const none = await runProgram(home, apply, {env});
	expect(none.code).toBe(3);
	expect(none.stdout).toContain('workato-aws login --profile dev');

	await signIn();
	await control('faults', [{service: 'kms', operation: 'CreateAlias', kind: 'expired-token'}]);
	const half = await runProgram(home, apply, {env});
	expect(half.code).toBe(3);
	expect(JSON.parse(half.stdout)).toMatchObject({
		changes: [
			{status: 'done'},
			{
				status: 'failed',
				error: {
					hint: 'Nothing is lost. Sign in, then run the same command again: workato-aws login --profile dev',
				},
			},
			{status: 'skipped'},
		],
	});
	const out = await runProgram(home, ['logout', '--profile', 'dev', '--json'], {
		env,
	});
	expect(JSON.parse(out.stdout)).toEqual({
		version: 1,
		profile: 'dev',
		signedOut: true,
	});

	await signIn();
	const rest = await runProgram(home, apply, {env});
	expect(rest.code).toBe(0);
	expect(JSON.parse(rest.stdout)).toMatchObject({
		changes: [{status: 'done'}, {status: 'done'}],
	});
	const checked = await runProgram(home, ['check', '--profile', 'dev', '--json'], {env});
	expect(checked.code).toBe(0);
	expect(JSON.parse(checked.stdout)).toMatchObject({
		summary: {fail: 0},
	});
});

test('Ctrl+C while it waits ends with 130 and leaves nobody signed in', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	await using terminal = openProgram(home, {
		args: ['login', '--profile', 'dev', '--device-code'],
		env: companyEnv(aws),
	});
	await printedCode(terminal);
	await terminal.press('ctrl+c');
	expect(await terminal.waitForExit()).toEqual({
		exitCode: 130,
		signal: undefined,
	});
	expect(terminal.scrollback()).toContain('The sign-in was stopped.');
	expect(await tokenOf(home)).toEqual({state: 'absent'});
});

test('denied and run out end with 3, each in its own words; the JSON too', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	const env = companyEnv(aws);
	{
		await using terminal = openProgram(home, {
			args: ['login', '--profile', 'dev'],
			env,
		});
		await answerCode(aws, await printedCode(terminal), 'deny');
		expect(await terminal.waitForExit()).toMatchObject({exitCode: 3});
		expect(terminal.scrollback()).toContain('The request was not allowed in the browser.');
	}

	await setCompany(aws, {codeSeconds: 1});
	const late = await runProgram(home, ['login', '--profile', 'dev', '--json'], {
		env,
	});
	expect(late.code).toBe(3);
	expect(JSON.parse(late.stdout)).toMatchObject({
		error: {
			code: 'sign-in-expired',
			message: 'The time for this sign-in ran out.',
		},
	});
});

test('the older form, and a sign-in that is there already', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	await signInBeside(home, aws, {startUrl});
	const {code, stdout, stderr} = await runProgram(home, ['login', '--json'], {
		env: {...companyEnv(aws), AWS_PROFILE: 'older'},
	});
	expect(code).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({
		version: 1,
		profile: 'older',
		startUrl,
	});
	expect(stderr).toMatch(/^Profile older is signed in already, for 7 h/v);
});
