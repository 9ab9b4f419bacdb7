import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {expectNoOverflow, expectNoStackedFrames} from '../support/screen-assertions.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram, runProgram} from './run-program.js';
import {way} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('a first setup, with a new key: to Workato’s yes and a green checklist', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home, {args: ['--sandbox=fresh']});
	for (const {name, sign, title, leave} of way) {
		await terminal.waitFor(sign);
		expectNoOverflow(terminal);
		expectNoStackedFrames(terminal, title);
		// A practice ground must never be taken for AWS.
		expect(terminal.lines()[0]).toMatch(/Sandbox: a practice AWS/v);
		if (name === 'before') {
			// Where the way leads, from the document's first step to its troubleshooting.
			await terminal.waitFor(/^Nothing is written before the review\.$/mv);
		}

		await leave(terminal);
	}

	await terminal.waitFor('Check “production”');
	expect(terminal.screen()).toMatch(/everything passed just now · 111122223333/v);
	await terminal.press('ctrl+c');
	await terminal.waitForExit();

	const {code, stdout, stderr} = await runProgram(home, ['check', '--sandbox', '--json']);
	expect(stderr).toBe('');
	expect(code).toBe(0);
	const report: unknown = JSON.parse(stdout);
	expect(report).toMatchObject({
		version: 1,
		setups: [
			{
				name: 'production',
				guide: 'ekm',
				account: '111122223333',
				region: 'us-east-1',
			},
		],
		summary: {pass: 16, warn: 0, fail: 0, unknown: 0, waiting: 0},
	});
	await using aws = await homeSandbox(home);
	const keys = await aws.keys();
	expect(keys).toHaveLength(1);
	expect(stdout).toContain(keys[0]);
});
