import {expect, test, vi} from 'vitest';
import {identityServices} from '../../source/aws/identity-services.js';
import {freshHome} from '../support/fresh-home.js';
import {expectNoOverflow} from '../support/screen-assertions.js';
import {
	answerCode,
	codeOn,
	companyEnv,
	guardedConfig,
	knowGuarded,
	setCompany,
	signInBeside,
	startUrl,
	writeConfig,
} from './company.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram} from './run-program.js';
import {choose, screenOf, waitForWords, walk} from './walk.js';

vi.setConfig({testTimeout: 90_000});

test('a sign-in that ends in the middle of applying: sign in, come back to the same step, finish with one key', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	await signInBeside(home, aws);
	const env = companyEnv(aws);
	await using terminal = openProgram(home, {
		args: ['--profile', 'dev'],
		env,
	});
	await walk(terminal, 'review');
	await identityServices({...home.env, ...env}).signOut({
		key: {session: 'corp'},
		startUrl,
		region: 'us-east-1',
	});
	await aws.control('POST', '/_sandbox/faults', [
		{service: 'kms', operation: 'CreateAlias', kind: 'expired-token'},
	]);
	await terminal.type('a');
	await waitForWords(terminal, 'What is done stays done');
	await waitForWords(terminal, 'AWS does not know you now. Ctrl+S signs in and comes back here.');
	expectNoOverflow(terminal);
	expect(await aws.keys()).toHaveLength(1);

	await terminal.press('ctrl+s');
	await terminal.waitFor(/❯ dev: needs sign-in/v);
	await terminal.press('enter');
	await choose(terminal, 'Sign in');
	await answerCode(aws, await codeOn(terminal));
	await terminal.waitFor(screenOf('review').title);
	await waitForWords(terminal, '2 changes to make');
	await terminal.type('a');
	await terminal.waitFor(screenOf('applied').sign);
	await terminal.press('enter');
	const [key = '', ...more] = await aws.keys();
	expect(more).toEqual([]);
	await terminal.waitFor(key);
});

test('an expired sign-in on the way does not stop the answers, and is asked for on any screen', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home);
	await setCompany(aws);
	await using terminal = openProgram(home, {
		args: ['--profile', 'dev'],
		env: companyEnv(aws),
	});
	await choose(terminal, 'Start: Enterprise');
	await terminal.waitFor(screenOf('name').sign);
	await terminal.press('enter');
	await waitForWords(terminal, 'nothing can be applied until you sign in');
	expectNoOverflow(terminal);
	await walk(terminal, 'policy', 'before');
	await terminal.press('ctrl+s');
	await terminal.waitFor(/❯ dev: needs sign-in/v);
	await terminal.press('enter');
	await choose(terminal, 'Sign in');
	await answerCode(aws, await codeOn(terminal));
	await terminal.waitFor(screenOf('policy').sign);
	await waitForWords(terminal, 'us-east-1 · Administrator');
	await walk(terminal, 'applied', 'policy');
});

test('a role that wants an MFA code asks for it, and takes nothing else', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await writeConfig(home, guardedConfig);
	await knowGuarded(aws.control);
	await using terminal = openProgram(home, {
		args: ['--profile', 'guarded'],
		env: companyEnv(aws),
	});
	await terminal.waitFor('Code from your MFA device');
	await waitForWords(terminal, 'arn:aws:iam::111122223333:mfa/bob');
	expectNoOverflow(terminal);
	await terminal.type('12345\n');
	await waitForWords(terminal, 'The code has six digits.');
	await terminal.type('6\n');
	await waitForWords(terminal, 'Deploy · profile');
});
