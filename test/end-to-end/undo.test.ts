import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {setupFile, writeSetupFile} from './finished-setup.js';
import {practiceAws} from './practice-aws.js';
import {openProgram, runProgram} from './run-program.js';

vi.setConfig({testTimeout: 60_000});

test('asked change by change in a terminal, and killed half-way, the next undo takes back what is left', async () => {
	await using home = await freshHome();
	await using aws = await practiceAws(home);
	const file = await writeSetupFile(home, setupFile);
	const applied = await runProgram(home, ['apply', '-f', file, '--yes'], {
		env: aws.env,
	});
	expect(applied.code).toBe(0);
	{
		await using terminal = openProgram(home, {
			args: ['undo', 'production'],
			env: aws.env,
		});
		await terminal.waitFor('1 of 2. Turn the rotation of the key off');
		await terminal.waitFor('Take this back?');
		await terminal.type('y');
		await terminal.press('enter');
		await terminal.waitFor('2 of 2. Take the alias alias/workato-ekm away');
		await aws.control('DELETE', '/_sandbox/calls');
		await aws.control('POST', '/_sandbox/faults', [
			{operation: 'DeleteAlias', kind: 'hang', times: 99},
		]);
		await terminal.type('y');
		await terminal.press('enter');
		await vi.waitFor(
			async () => {
				expect(await aws.operations()).toContain('DeleteAlias');
			},
			{timeout: 20_000},
		);
		terminal.kill('SIGKILL');
		await terminal.waitForExit();
		await aws.control('POST', '/_sandbox/faults', []);
	}

	const args = ['undo', 'production', '--yes', '--json'];
	const {code, stdout} = await runProgram(home, args, {env: aws.env});
	expect(code).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({
		changes: [{call: {operation: 'DeleteAlias'}, status: 'done'}],
		left: [{state: 'kept'}],
	});
	const again = await runProgram(home, args, {env: aws.env});
	expect(JSON.parse(again.stdout)).toMatchObject({changes: []});
});
