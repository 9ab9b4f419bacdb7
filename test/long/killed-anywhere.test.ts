import {expect, test, vi} from 'vitest';
import {ageJournal} from '../end-to-end/age-journal.js';
import {practiceAws} from '../end-to-end/practice-aws.js';
import {openProgram, runProgram} from '../end-to-end/run-program.js';
import {walk} from '../end-to-end/walk.js';
import {freshHome} from '../support/fresh-home.js';

vi.setConfig({testTimeout: 120_000});

// An undisturbed apply makes fewer calls than this.
const calls = Array.from({length: 16}, (_, index) => index + 1);

test.each(calls)(
	'killed when call %i of an apply arrives, it ends with one key all the same',
	async (number) => {
		await using home = await freshHome();
		await using aws = await practiceAws(home);
		const start = {args: ['ekm'], env: aws.env};
		{
			await using terminal = openProgram(home, start);
			await walk(terminal, 'review', 'name');
			await aws.control('DELETE', '/_sandbox/calls');
			await aws.control('POST', '/_sandbox/delay', {milliseconds: 40});
			await terminal.type('a');
			await vi.waitFor(
				async () => {
					const seen = await aws.operations();
					const isDone = terminal.screen().includes('All changes are made');
					expect(seen.length >= number || isDone).toBe(true);
				},
				{timeout: 60_000, interval: 5},
			);
			terminal.kill('SIGKILL');
			await terminal.waitForExit();
		}

		await aws.control('POST', '/_sandbox/delay', {milliseconds: 0});
		{
			await using terminal = openProgram(home, start);
			await terminal.waitFor(
				/has been changed yet|nothing to change|does not show one yet/v,
			);
			terminal.kill('SIGKILL');
			await terminal.waitForExit();
		}

		// A call of a moment ago that may have made a key blocks for five minutes.
		await ageJournal(home);
		await using terminal = openProgram(home, start);
		await terminal.waitFor(/has been changed yet|nothing to change/v);
		if (terminal.screen().includes('has been changed yet')) {
			await terminal.type('a');
			await terminal.waitFor('All changes are made');
		}

		expect(await aws.keys()).toHaveLength(1);
		const {code, stdout} = await runProgram(home, ['check', '--json'], {
			env: aws.env,
		});
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({summary: {fail: 0, warn: 0}});
	},
);
