import {expect, test, vi} from 'vitest';
import {endOnScreens} from '../end-to-end/end-on-screens.js';
import {expectToLeave} from '../end-to-end/expect-left.js';
import {homeSandbox} from '../end-to-end/home-sandbox.js';
import {openProgram, runProgram} from '../end-to-end/run-program.js';
import {goOnTo, secretsWay} from '../end-to-end/secrets-way.js';
import {screenOf, way} from '../end-to-end/walk.js';
import {sandboxStateFile} from '../../source/setups/home-folder.js';
import {accountAsData} from '../disturbed/account-as-data.js';
import {freshHome} from '../support/fresh-home.js';

vi.setConfig({testTimeout: 240_000});

const names = way.map(({name}) => name);

test('killed on every screen, it opens there again and ends with one key', async () => {
	await using home = await freshHome();
	await endOnScreens(home, names.slice(2), async (terminal) => {
		terminal.kill('SIGKILL');
		await terminal.waitForExit();
	});
	await using terminal = openProgram(home, {args: ['ekm', '--sandbox']});
	await terminal.waitFor(screenOf('checklist').sign);
	await using aws = await homeSandbox(home);
	expect(await aws.keys()).toHaveLength(1);
});

test('Ctrl+C on every screen: the terminal is as before, and one line says what was saved', async () => {
	await using home = await freshHome();
	await endOnScreens(home, names.slice(1), expectToLeave);
});

test('the secrets guide, killed on every screen, opens at the same step again and ends with one role', async () => {
	await using home = await freshHome();
	const args = ['secrets', '--sandbox'];
	let killedAt = secretsWay[1]!;
	for (const screen of secretsWay.slice(1)) {
		await using terminal = openProgram(home, {args});
		const first = await goOnTo(terminal, screen.name);
		if (screen !== secretsWay[1]) {
			expect(first.title).toEqual(killedAt.title);
		}

		terminal.kill('SIGKILL');
		await terminal.waitForExit();
		killedAt = screen;
	}

	const {roles} = await accountAsData(sandboxStateFile(home.env));
	expect(roles.filter(({arn}) => arn.includes('role/Workato-'))).toHaveLength(1);
	const {code, stdout} = await runProgram(home, ['check', '--sandbox', '--json']);
	expect(JSON.parse(stdout)).toMatchObject({summary: {fail: 0}});
	expect(code).toBe(0);
});
