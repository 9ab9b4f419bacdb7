import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {beforeAll, expect, onTestFinished, test, vi} from 'vitest';
import * as z from 'zod';
import {openEndpoint, openHome} from '../cli/run-tool.js';
import {childEnvironment} from '../support/child-environment.js';
import {freshHome} from '../support/fresh-home.js';
import {openTerminal} from '../support/pseudo-terminal.js';
import {bundleThirdGuide} from './bundle.js';
import {registerEvents} from './register.js';

vi.setConfig({testTimeout: 60_000});

const callsSchema = z.array(z.object({operation: z.string(), write: z.boolean()}));

let program: string;
beforeAll(async () => {
	program = await bundleThirdGuide();
});

/** An AWS that knows the third guide's service, and a home, for one test. */
async function open() {
	onTestFinished(registerEvents());
	const [aws, home] = await Promise.all([openEndpoint(), freshHome()]);
	onTestFinished(home.cleanup);
	const calls = async () => callsSchema.parse(await aws.control('GET', '/_sandbox/calls'));
	return {
		...aws,
		cwd: home.home,
		env: {...home.env, ...aws.environment, NODE_ENV: 'production'},
		async writes() {
			const made = await calls();
			return made.filter(({write}) => write).map(({operation}) => operation);
		},
		/** Waits until AWS has been asked for this. */
		async asked(operation: string) {
			await vi.waitFor(
				async () => {
					const seen = await calls();
					expect(seen.map((call) => call.operation)).toContain(operation);
				},
				{timeout: 20_000},
			);
		},
	};
}

test('the assistant leads through it, is killed while it applies, and goes on', async () => {
	const {cwd, env, control, writes, asked} = await open();
	const start = () =>
		openTerminal({
			command: process.execPath,
			args: [program, 'events'],
			env,
			cwd,
		});
	{
		await using terminal = start();
		await terminal.waitFor('Start: Events by SNS');
		await terminal.press('enter');
		await terminal.waitFor('Your policies allow all 5 calls');
		await terminal.press('enter');
		await terminal.waitFor('United States (us)');
		await terminal.press('enter');
		await terminal.waitFor('Workato’s account ID');
		await terminal.type('999988887777');
		await terminal.waitFor('Both have the right form');
		await terminal.press('enter', 'enter');
		await terminal.waitFor('Nothing has been changed yet');
		await control('POST', '/_sandbox/faults', [
			{operation: 'SetTopicAttributes', kind: 'hang', times: 9},
		]);
		await terminal.type('a');
		await asked('SetTopicAttributes');
		await terminal.waitFor('1 of 2 changes made');
		terminal.kill('SIGKILL');
		await terminal.waitForExit();
	}

	await control('POST', '/_sandbox/faults', []);
	await control('DELETE', '/_sandbox/calls');
	await using terminal = start();
	await terminal.waitFor('This setup has made changes before');
	await terminal.waitFor('1. Let Workato publish and subscribe');
	await terminal.type('a');
	await terminal.waitFor('All changes are made');
	await terminal.press('enter');
	await terminal.waitFor('arn:aws:sns:us-east-1:111122223333:workato-production');
	await terminal.press('enter');
	await terminal.waitFor('3 pass; 1 waiting');
	await terminal.type('?');
	await terminal.waitFor('Asks AWS whether the setup works');
	expect(await writes()).toEqual(['SetTopicAttributes']);
});

test('apply is killed with the reply on its way; the next one makes no second topic', async () => {
	const {cwd, env, control, writes, asked} = await open();
	const {write, run} = openHome();
	const file = write({
		guide: 'events',
		name: 'production',
		region: 'us-east-1',
		workatoAccountId: '999988887777',
		topic: 'workato-production',
	});
	await control('POST', '/_sandbox/faults', [
		{operation: 'CreateTopic', kind: 'reset-after'},
		{operation: 'GetTopicAttributes', kind: 'hang', after: 1, times: 99},
	]);
	const child = spawn(process.execPath, [program, 'apply', '-f', file, '--yes'], {
		cwd,
		env: childEnvironment(env),
		stdio: 'ignore',
	});
	const ended = once(child, 'close');
	await asked('CreateTopic');
	child.kill('SIGKILL');
	await ended;

	await control('POST', '/_sandbox/faults', []);
	const again = await run(['apply', '-f', file, '--yes'], {env});
	expect(again).toMatchObject({code: 0});
	expect(await writes()).toEqual(['CreateTopic', 'SetTopicAttributes']);
	const undone = await run(['undo', 'production', '--yes'], {env});
	expect(undone.code).toBe(0);
	expect(await writes()).toContain('DeleteTopic');
});
