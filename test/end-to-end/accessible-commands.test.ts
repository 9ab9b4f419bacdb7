import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {answerCode, codeIn, companyEnv, setCompany, writeConfig} from './company.js';
import {setupFile, writeSetupFile} from './finished-setup.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram} from './run-program.js';
import {expectInOrder, expectPlain, expectWords} from './talk.js';

vi.setConfig({testTimeout: 60_000});

test('apply, check and undo ask in plain lines, in order', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const file = await writeSetupFile(home, setupFile);
	const run = async (args: readonly string[], ...questions: string[]) => {
		await using terminal = openProgram(home, {
			args: [...args, '--accessible'],
			env: aws.env,
			columns: 200,
		});
		for (const question of questions) {
			await terminal.waitUntil(() => terminal.output().includes(question), question);
			await terminal.pasteRaw('y\n');
		}

		const {exitCode} = await terminal.waitForExit();
		expect(exitCode).toBe(0);
		expectPlain(terminal);
		expectWords(terminal);
		return terminal.output();
	};

	expectInOrder(await run(['apply', '-f', file], 'Apply 3 changes?'), [
		'Account: 111122223333',
		'1. Create the key',
		'Policy:',
		'Added:',
		'3. Rotate the key',
		'Apply 3 changes? [y/N] y',
		'1. Create the key',
		'OK: 1. Done',
		'OK: 3. Done',
		'Key ARN: ',
	]);
	expectInOrder(await run(['list']), ['production, ekm, 111122223333, us-east-1, ']);
	expectInOrder(await run(['check']), [
		'production',
		'Waiting: Proof',
		'14 pass',
		'14 pass, 1 cannot tell, 1 waiting',
	]);
	const undone = await run(
		['undo', 'production'],
		'1 of 2. Take the alias',
		'2 of 2. Take Workato’s statement out',
	);
	expectInOrder(undone, [
		'Left as it is:',
		'The rotation of the key',
		'It stays with the key.',
		'1 of 2. Take',
		'Take this back?',
		'2 of 2. Take',
		'Take this back?',
		'1. Take the alias',
		'OK: 1. Done',
		'OK: 2. Done',
		'Taken back: 2 changes',
	]);
});

test('login tells the page and the code in plain lines, and that it is done', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	await using terminal = openProgram(home, {
		args: ['login', '--profile', 'dev', '--device-code', '--accessible'],
		env: companyEnv(aws),
		columns: 200,
	});
	const code = () => codeIn(terminal.output().replaceAll('\r\n', '\n')) ?? '';
	await terminal.waitUntil(() => code() !== '', 'a code');
	await answerCode(aws, code());
	const {exitCode} = await terminal.waitForExit();
	expect(exitCode).toBe(0);
	expectPlain(terminal);
	expectInOrder(terminal.output(), [
		'Signing in to https://practice.awsapps.com/start',
		'Open this page in a browser, here or on another device: http',
		`Allow the request only if the page shows this code: ${code()}`,
		'Waiting for you in the browser: ',
		'Signed in for ',
	]);
	expect(terminal.output().match(/Waiting for you/gv)).toHaveLength(1);
});
