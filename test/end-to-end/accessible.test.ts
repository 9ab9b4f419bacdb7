import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {answerCode, companyEnv, setCompany, writeConfig} from './company.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram, runProgram} from './run-program.js';
import {workatoStatement, workatoText} from './statements.js';
import {expectInOrder, expectPlain, talkWith} from './talk.js';

vi.setConfig({testTimeout: 60_000});

// More than Workato’s document grants.
const unusual = JSON.stringify({
	...workatoStatement,
	Action: [...workatoStatement.Action, 'kms:DescribeKey'],
});

test('a first EKM setup in plain lines, to a green checklist', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home, {
		args: ['--sandbox=fresh', '--accessible'],
		columns: 60,
	});
	const talk = talkWith(terminal);
	await talk.choose('Start: Enterprise Key Management');
	await talk.answer('');
	await talk.hear(/All is ready/v);
	await talk.answer('help');
	await talk.hear(/Help: Before you start/v);
	await talk.answer('back');
	await talk.choose('All is ready');
	// The list is searched by typing.
	await talk.answer('europe');
	await talk.choose('Europe (eu)');
	await talk.choose('Paste it here');
	await talk.hear(/only: end/v);
	await talk.paste(`${workatoText}\nend`);
	await talk.choose('Make a new key');
	await talk.answer('workato-europe');
	await talk.answer('-');
	await talk.answer('');
	await talk.answer('');
	await talk.choose('Rotate every 365 days');
	await talk.choose('Apply all 3');
	await talk.hear(/All changes are made/v);
	await talk.choose('Continue');
	await talk.choose('Continue');
	await talk.choose('Click “Update key”');
	await talk.choose('Workato accepted the key');
	await talk.hear(/All 16 checks pass/v);
	await talk.answer('quit');
	const {exitCode} = await terminal.waitForExit();
	// Nothing is left to do in it.
	expect(exitCode).toBe(0);
	expectPlain(terminal);
	expectInOrder(terminal.output(), [
		'Connect AWS to Workato',
		'Sandbox: a practice AWS',
		'Name of the environment (now “production”',
		'Before you start EKM “production”, screen 1 of 8',
		'How to answer',
		'Help: Before you start',
		'Before you start EKM “production”, screen 1 of 8',
		'1 found for “europe”',
		'Retrieve the key policy',
		'app.eu.workato.com: Settings > Key management',
		'OK: Lets the role Workato_EKM of account 999988887777',
		'Alias (the display name)',
		'Review and apply',
		'Nothing has been changed yet. 3 changes to make',
		'1. Create the key (kms:CreateKey)',
		'Added:',
		'role Workato_EKM of 999988887777: Encrypt, Decrypt',
		'2. Name it alias/workato-europe',
		'Done: Create the key',
		'All changes are made',
		'arn:aws:kms:us-east-1:111122223333:key/',
		'Workato (practice): Your key is in use now.',
		'Checklist',
		'All 16 checks pass',
		'Saved as “production”',
	]);
	const checked = await runProgram(home, ['check', '--sandbox', '--json']);
	expect(checked.code).toBe(0);
});

test('three projects in plain lines; left and resumed on the way', async () => {
	await using home = await freshHome();
	{
		await using terminal = openProgram(home, {
			args: ['secrets', '--sandbox=fresh', '--accessible'],
		});
		const talk = talkWith(terminal);
		await talk.answer('');
		await talk.choose('All is ready');
		await talk.choose('United States (us)');
		await talk.choose('Each project has its own role');
		await talk.choose('I understand');
		await talk.choose('List from');
		await talk.choose('Done');
		await talk.hear(/Nothing is ticked yet/v);
		await talk.answer('4');
		await talk.answer('5');
		await talk.choose('Continue with these 3 projects');
		await talk.choose('Practice value');
		await talk.choose('Continue with 999988887777');
		await talk.choose('Take them from the practice Workato');
		await talk.hear(/All 3 projects have their external ID/v);
		await terminal.press('ctrl+c');
		const {exitCode} = await terminal.waitForExit();
		expect(exitCode).toBe(130);
		expect(terminal.output()).toMatch(/Saved as “production”/v);
		expectPlain(terminal);
	}

	await using terminal = openProgram(home, {
		args: ['--sandbox', '--accessible'],
	});
	const talk = talkWith(terminal);
	await talk.choose('Resume “production”');
	await talk.choose('Continue');
	await talk.choose('A new role for each project');
	await talk.choose('By a prefix');
	await talk.answer('workato/');
	// One prefix for three projects is agreed to before it is saved, and again before it is applied.
	await talk.hear(/have the same prefix, workato\//v);
	await talk.choose('Yes, I agree');
	await talk.hear(/3 projects would read secrets that are for others/v);
	await talk.choose('Continue to the review');
	await talk.choose('Apply all 6 changes');
	await talk.choose('Yes, I agree');
	await talk.hear(/All changes are made. 3 of 3 projects done/v);
	await talk.choose('Continue');
	const arns = await talk.hear(/Number/v);
	expect(arns).toMatch(/Orders/v);
	await talk.answer('quit');
	await terminal.waitForExit();
	expectPlain(terminal);
});

test('a failed change and its retry, the hand-over, and what has to be agreed to', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await using terminal = openProgram(home, {
		args: ['ekm'],
		env: {...aws.env, ACCESSIBLE: '1'},
		columns: 200,
	});
	const talk = talkWith(terminal);
	await talk.answer('');
	await talk.choose('All is ready');
	await talk.choose('United States (us)');
	await talk.choose('Paste it here');
	await talk.hear(/only: end/v);
	await talk.paste('not a policy\nend');
	await talk.hear(/Problem: /v);
	await talk.choose('Paste it here');
	await talk.hear(/only: end/v);
	await talk.paste(`${unusual}\nend`);
	await talk.hear(/Warning: .*Is this what you want/v);
	await talk.choose('Yes, I agree');
	await talk.choose('Make a new key');
	for (const line of ['', '', '', '']) {
		await talk.answer(line);
	}

	await talk.choose('Rotate every 365 days');
	await talk.hear(/To agree to: |You agreed to this: /v);
	// What a text on the screen calls a key is a word here.
	await talk.answer('h');
	await talk.choose('The IAM policy that');
	const written = await talk.hear(/"Version": "2012-10-17"/v);
	expect(written).toMatch(/kms:CreateKey/v);
	await talk.answer('back');
	await talk.answer('back');
	await aws.control('POST', '/_sandbox/faults', [{operation: 'CreateAlias', kind: 'denied'}]);
	await talk.choose('Apply all 3');
	const failed = await talk.hear(/Failed: Name it/v);
	expectInOrder(failed, ['Done: Create the key', 'Failed: Name it', 'Problem']);
	await talk.choose('Look again');
	await talk.hear(/2 changes to make/v);
	await talk.choose('Apply all 2');
	await talk.hear(/All changes are made/v);
	expectPlain(terminal);
});

test('signing in with a code, told in plain lines', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	await using terminal = openProgram(home, {
		args: ['--accessible'],
		env: companyEnv(aws),
		columns: 200,
	});
	const talk = talkWith(terminal);
	await talk.choose('Sign in to AWS');
	await talk.answer('dev');
	await talk.choose('dev');
	await talk.choose('Sign in');
	const said = await talk.hear(/Waiting for you in the browser/v);
	const code = /(?:[A-Z] ){4}- (?:[A-Z] ){3}[A-Z]/v.exec(said)?.[0] ?? '';
	await answerCode(aws, code.replaceAll(' ', ''));
	await talk.hear(/111122223333, us-east-1, Administrator/v);
	// The time that runs down is no line each second.
	const waits = terminal.output().match(/Waiting for you/gv) ?? [];
	expect(waits.length).toBeLessThanOrEqual(2);
	expectPlain(terminal);
});
