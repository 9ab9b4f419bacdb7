import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {expectNoOverflow} from '../support/screen-assertions.js';
import {answerCode, codeOn, companyEnv, setCompany, startUrl, writeConfig} from './company.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram, runProgram} from './run-program.js';
import {choose, screenOf, waitForWords, walk} from './walk.js';

vi.setConfig({testTimeout: 90_000});

const made = `[sso-session practice]
sso_start_url = ${startUrl}
sso_region = us-east-1
sso_registration_scopes = sso:account:access

[profile practice-administrator]
sso_session = practice
sso_account_id = 111122223333
sso_role_name = Administrator
region = us-east-1
`;

test('from nothing to a profile, and a setup that runs on it', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await setCompany(aws, {accounts: 3000});
	const env = {...companyEnv(aws), AWS_REGION: 'us-east-1'};
	const config = path.join(home.home, '.aws', 'config');
	await using terminal = openProgram(home, {args: [], env});
	await choose(terminal, 'Sign in to AWS');
	await terminal.waitFor(/❯ 1\. Make a profile/v);
	await terminal.press('enter');

	await terminal.waitFor('Start URL');
	await terminal.type('https://console.aws.amazon.com/\n');
	await waitForWords(terminal, 'This is the AWS console.');
	await terminal.press('ctrl+u');
	await terminal.type('https://nobody.awsapps.com/start\n');
	await waitForWords(terminal, 'In which region');
	expectNoOverflow(terminal);
	await terminal.type('us-east-1\n');
	await waitForWords(terminal, 'AWS did not find this start URL in this region.');
	await terminal.press('escape');
	await terminal.waitFor('Start URL');
	await terminal.press('ctrl+u');
	await terminal.type(`${startUrl}/#/\n`);
	await waitForWords(terminal, 'In which region');
	await terminal.type('us-east-1\n');
	await answerCode(aws, await codeOn(terminal));

	await terminal.waitFor(/3,?002/v);
	expectNoOverflow(terminal);
	await terminal.type('team-2999@');
	await terminal.waitFor(/❯ Team 2999 /v);
	await terminal.press('ctrl+u');
	await terminal.type('practice@');
	await terminal.waitFor(/❯ Practice /v);
	await terminal.press('enter');
	await terminal.waitFor('which role?');
	await terminal.type('admin');
	await terminal.waitFor(/❯ 1\. Administrator/v);
	await terminal.press('enter');
	await terminal.waitFor('Name of the profile');
	await terminal.waitFor('practice-administrator');
	await terminal.press('enter');
	await terminal.waitFor(/\+ \[profile practice-administrator\]/v);
	expectNoOverflow(terminal);
	await expect(stat(config)).rejects.toThrow('ENOENT');
	await waitForWords(terminal, 'which is not there yet');
	await terminal.type('w');
	await waitForWords(terminal, 'There was no such file before.');
	expectNoOverflow(terminal);
	await terminal.press('enter');

	await terminal.waitFor(screenOf('home').sign);
	await waitForWords(terminal, 'profile practice-adm');
	expect(await readFile(config, 'utf8')).toBe(made);
	const {mode} = await stat(config);
	expect((mode % 0o1000).toString(8)).toBe('600');

	await walk(terminal, 'applied');
	const keys = await aws.keys();
	expect(keys).toHaveLength(1);
	await terminal.press('ctrl+c');
	await terminal.waitForExit();
	// The profile is there for everything else, too.
	const {code, stdout} = await runProgram(home, ['check', '--profile', 'practice-administrator'], {
		env: companyEnv(aws),
	});
	expect(stdout).toContain('account 111122223333');
	expect(code).toBe(0);
});

test('a profile is added to a file that is kept by hand, and nothing else changes', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await setCompany(aws);
	const before =
		'# Mine.\r\n[profile other]\r\nregion = eu-west-1 # near\r\n\r\n[sso-session corp]\r\nsso_start_url = https://practice.awsapps.com/start\r\nsso_region = us-east-1\r\n';
	const config = await writeConfig(home, before);
	const env = {...companyEnv(aws), AWS_REGION: 'us-east-1'};
	await using terminal = openProgram(home, {args: [], env});
	await choose(terminal, 'Sign in to AWS');
	await terminal.waitFor(/❯ 1\. Make a profile/v);
	await terminal.press('enter');
	await terminal.waitFor('Start URL');
	await terminal.type(`${startUrl}\n`);
	await waitForWords(terminal, 'In which region');
	await terminal.type('us-east-1\n');
	await answerCode(aws, await codeOn(terminal));
	await terminal.waitFor(/❯ Practice /v);
	await terminal.press('enter');
	await terminal.waitFor(/❯ 1\. Administrator/v);
	await terminal.press('enter');
	await terminal.waitFor('Name of the profile');
	await terminal.press('ctrl+u');
	await terminal.type('other\n');
	await waitForWords(terminal, '✘');
	expect(await readFile(config, 'utf8')).toBe(before);
	await terminal.press('ctrl+u');
	await terminal.type('new\n');
	await terminal.waitFor(/\+ \[profile new\]/v);
	// The session that is there already is used.
	expect(terminal.screen()).not.toMatch(/\+ \[sso-session/v);
	await waitForWords(terminal, 'A copy of the old file is kept');
	await terminal.type('w');
	await waitForWords(terminal, '[profile new].');
	await terminal.waitFor('.before-workato-aws');
	await terminal.press('enter');
	await terminal.waitFor(screenOf('home').sign);
	await waitForWords(terminal, 'profile new');
	expect(await readFile(config, 'utf8')).toBe(
		`${before}\r\n[profile new]\r\nsso_session = corp\r\nsso_account_id = 111122223333\r\nsso_role_name = Administrator\r\nregion = us-east-1\r\n`,
	);
	expect(await readFile(`${config}.before-workato-aws`, 'utf8')).toBe(before);
});
