import {CreateKeyCommand, PutKeyPolicyCommand} from '@aws-sdk/client-kms';
import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {setupFile, writeSetupFile} from './finished-setup.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram, runProgram} from './run-program.js';

vi.setConfig({testTimeout: 60_000});

test('asked change by change in a terminal, and killed half-way, the next undo takes back what is left', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const {KeyMetadata} = await aws.kms.send(new CreateKeyCommand({}));
	const use = KeyMetadata?.Arn;
	const file = await writeSetupFile(home, {...setupFile, key: {use}});
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
		// The policy without it fills the screen.
		await terminal.waitFor('role/Workato_EKM');
		await aws.control('DELETE', '/_sandbox/calls');
		await aws.control('POST', '/_sandbox/faults', [
			{operation: 'PutKeyPolicy', kind: 'hang', times: 99},
		]);
		await terminal.type('y');
		await terminal.press('enter');
		await vi.waitFor(
			async () => {
				expect(await aws.operations()).toContain('PutKeyPolicy');
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
		changes: [{call: {operation: 'PutKeyPolicy'}, status: 'done'}],
		left: [],
	});
	const again = await runProgram(home, args, {env: aws.env});
	expect(again.code).toBe(0);
	expect(JSON.parse(again.stdout)).toMatchObject({changes: [], left: []});

	// All was taken back, and somebody lets Workato in with a statement of their own.
	const owner = {
		Effect: 'Allow',
		Principal: {AWS: 'arn:aws:iam::111122223333:root'},
		Action: 'kms:*',
		Resource: '*',
	};
	await aws.kms.send(
		new PutKeyPolicyCommand({
			KeyId: use,
			Policy: JSON.stringify({
				Version: '2012-10-17',
				Statement: [owner, {...setupFile.statement, Sid: 'More'}],
			}),
		}),
	);
	const named = await runProgram(home, args, {env: aws.env});
	expect(named.code).toBe(1);
	expect(JSON.parse(named.stdout)).toMatchObject({
		changes: [],
		left: [{title: 'More for Workato in the key policy', state: 'kept'}],
	});
});
