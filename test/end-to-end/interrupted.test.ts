import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {setupFile, writeSetupFile} from './finished-setup.js';
import {homeSandbox} from './home-sandbox.js';
import {runProgram} from './run-program.js';

vi.setConfig({testTimeout: 60_000});

/** Sends signals once, as soon as a sign was printed. */
function signalsAt(sign: string, signals: readonly NodeJS.Signals[]) {
	let left = [...signals];
	return ({stderr}: {readonly stderr: string}, kill: (signal: NodeJS.Signals) => void) => {
		if (!stderr.includes(sign)) {
			return;
		}

		const due = left;
		left = [];
		for (const signal of due) {
			kill(signal);
		}
	};
}

test('Ctrl+C, which npm passes on a second time: apply ends after the call under way, with the JSON of what was done; the next run goes on', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const {env} = aws;
	const file = await writeSetupFile(home, setupFile);
	const args = ['apply', '-f', file, '--yes', '--json'];
	// What AWS is asked for takes long enough for a signal to find it under way.
	await aws.control('POST', '/_sandbox/delay', {milliseconds: 150});
	const {code, stdout, stderr} = await runProgram(home, args, {
		env,
		listen: signalsAt('→ 1.', ['SIGINT', 'SIGINT']),
	});
	expect({code, json: JSON.parse(stdout) as unknown}).toMatchObject({
		code: 130,
		json: {
			changes: [{status: 'done'}, {status: 'skipped'}, {status: 'skipped'}],
		},
	});
	expect(stderr).toContain('1 change of 3 made. Run the same command again');
	const list = await runProgram(home, ['list'], {env});
	expect(list.stdout).toContain(' 1 of 3 applied ');
	const again = await runProgram(home, args, {env});
	expect(again.code).toBe(0);
	expect(await aws.keys()).toHaveLength(1);
});

test('asked to end by a closed terminal while AWS does not answer, apply says within seconds what is unclear', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const {env} = aws;
	const file = await writeSetupFile(home, setupFile);
	await aws.control('POST', '/_sandbox/faults', [
		{operation: 'CreateAlias', kind: 'hang', times: 99},
	]);
	const start = Date.now();
	let asked = start;
	const send = signalsAt('→ 2.', ['SIGHUP']);
	const {code, stdout} = await runProgram(home, ['apply', '-f', file, '--yes', '--json'], {
		env,
		listen(printed, kill) {
			send(printed, (signal) => {
				asked = Date.now();
				kill(signal);
			});
		},
	});
	// Who asks by SIGTERM kills ten seconds later.
	expect(Date.now() - asked).toBeLessThan(10_000);
	expect({code, json: JSON.parse(stdout) as unknown}).toMatchObject({
		code: 130,
		json: {
			changes: [
				{status: 'done'},
				{status: 'failed', error: {code: 'Interrupted'}},
				{status: 'skipped'},
			],
		},
	});
});
