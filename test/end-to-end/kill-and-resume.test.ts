import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {ageJournal} from './age-journal.js';
import {endOnScreens} from './end-on-screens.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram, runProgram} from './run-program.js';
import {goOnTo} from './secrets-way.js';
import {screenOf, waitForWords, walk} from './walk.js';

vi.setConfig({testTimeout: 60_000});

const resume = {args: ['ekm', '--sandbox']};

test('killed on the way, it opens there again and ends with one key', async () => {
	await using home = await freshHome();
	const names = ['policy', 'new key', 'applied', 'checklist'];
	await endOnScreens(home, names, async (terminal) => {
		terminal.kill('SIGKILL');
		await terminal.waitForExit();
	});
	await using terminal = openProgram(home, resume);
	await terminal.waitFor(screenOf('checklist').sign);
	await using aws = await homeSandbox(home);
	expect(await aws.keys()).toHaveLength(1);
});

test('killed with the statement just pasted, it stands there again', async () => {
	await using home = await freshHome();
	{
		await using terminal = openProgram(home);
		await walk(terminal, 'policy');
		await terminal.paste('{"Sid": "Half a stat');
		await terminal.waitFor('Half a stat');
		await terminal.press('ctrl+u', 'ctrl+p');
		await terminal.waitFor('Lets the role');
		terminal.kill('SIGKILL');
	}

	await using terminal = openProgram(home, resume);
	await terminal.waitFor('Lets the role');
	await terminal.press('ctrl+d');
	await terminal.waitFor('1. Make a new key');
});

test('killed with both IDs just taken, they stand there again', async () => {
	await using home = await freshHome();
	const start = {args: ['secrets', '--sandbox']};
	{
		await using terminal = openProgram(home, start);
		await goOnTo(terminal, 'both IDs');
		terminal.kill('SIGKILL');
		await terminal.waitForExit();
	}

	await using terminal = openProgram(home, start);
	const opened = await goOnTo(terminal, 'role');
	expect(opened.name).toBe('both IDs');
});

test('killed while it applies, at every call, it ends with one key', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const start = {args: ['ekm'], env: aws.env};
	{
		await using terminal = openProgram(home, start);
		await walk(terminal, 'review', 'name');
	}

	const hang = (operation: string) => ({operation, kind: 'hang', times: 99});
	const deaths = [
		// Before the key is made.
		{offered: '3 changes to make', faults: [hang('CreateKey')]},
		// The key is made, but the answer is lost, and so is the look for the key.
		{
			offered: '3 changes to make',
			faults: [{operation: 'CreateKey', kind: 'reset-after'}, hang('ListResourceTags')],
			until: 'ListResourceTags',
		},
		{offered: '2 changes to make', faults: [hang('CreateAlias')]},
		// The alias is there, but the program never hears of it.
		{
			offered: '2 changes to make',
			faults: [{operation: 'CreateAlias', kind: 'reset-after'}, hang('DescribeKey')],
			until: 'DescribeKey',
		},
		{offered: '1 change to make', faults: [hang('EnableKeyRotation')]},
	];
	for (const [index, {offered, faults, until = faults[0]?.operation}] of deaths.entries()) {
		if (index === 1) {
			await using terminal = openProgram(home, start);
			await terminal.waitFor('does not show one yet');
			await ageJournal(home);
		}

		await using terminal = openProgram(home, start);
		await waitForWords(terminal, offered);
		await aws.control('DELETE', '/_sandbox/calls');
		await aws.control('POST', '/_sandbox/faults', faults);
		await terminal.type('a');
		await vi.waitFor(
			async () => {
				const seen = await aws.operations();
				expect(seen.filter((each) => each === until)).not.toHaveLength(0);
			},
			{timeout: 20_000},
		);
		terminal.kill('SIGKILL');
		await terminal.waitForExit();
		await aws.control('POST', '/_sandbox/faults', []);
	}

	await using terminal = openProgram(home, start);
	await terminal.waitFor('1 change to make');
	await terminal.type('a');
	await terminal.waitFor('All changes are made');
	const keys = await aws.keys();
	expect(keys).toHaveLength(1);
	await terminal.press('enter');
	await terminal.waitFor(keys[0] ?? '');
	const {code, stdout} = await runProgram(home, ['check', '--json'], {
		env: aws.env,
	});
	expect(JSON.parse(stdout)).toMatchObject({summary: {fail: 0, warn: 0}});
	expect(code).toBe(0);
});
