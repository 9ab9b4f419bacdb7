import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {clickUpdateKey, setupFile, writeSetupFile} from './finished-setup.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram, runProgram} from './run-program.js';

vi.setConfig({testTimeout: 60_000});

test('apply twice: the second run plans nothing and writes nothing', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const {env} = aws;
	const file = await writeSetupFile(home, setupFile);
	const apply = ['apply', '-f', file];

	const shown = await runProgram(home, [...apply, '--dry-run'], {env});
	expect(shown.code).toBe(0);
	expect(shown.stdout).toContain('CreateKey');
	expect(await aws.writes()).toEqual([]);
	await expect(readdir(home.setups)).resolves.not.toContain('setups');

	// Without a terminal nobody can agree.
	const unasked = await runProgram(home, apply, {env, stdin: 'y\n'});
	expect(unasked.code).toBe(2);
	expect(unasked.stderr).toContain('--yes');
	expect(await aws.writes()).toEqual([]);

	const first = await runProgram(home, [...apply, '--yes', '--json'], {env});
	expect(first.code).toBe(0);
	const [keyArn = ''] = await aws.keys();
	expect(JSON.parse(first.stdout)).toMatchObject({
		dryRun: false,
		changes: [{status: 'done'}, {status: 'done'}, {status: 'done'}],
		outputs: {keyArn},
	});
	expect(await aws.writes()).toEqual(['CreateKey', 'CreateAlias', 'EnableKeyRotation']);

	await aws.control('DELETE', '/_sandbox/calls');
	const saved = path.join(home.setups, 'setups', 'production.json');
	const before = await readFile(saved, 'utf8');
	const second = await runProgram(home, [...apply, '--yes', '--json'], {env});
	expect(second.code).toBe(0);
	expect(JSON.parse(second.stdout)).toMatchObject({
		changes: [],
		outputs: {keyArn},
	});
	expect(await aws.writes()).toEqual([]);
	expect(await readFile(saved, 'utf8')).toBe(before);

	const waiting = await runProgram(home, ['check', '--json'], {env});
	expect(waiting.code).toBe(0);
	expect(JSON.parse(waiting.stdout)).toMatchObject({
		summary: {fail: 0, waiting: 1},
	});
	await clickUpdateKey(aws, keyArn);
	const checked = await runProgram(home, ['check', 'production'], {env});
	expect(checked.code).toBe(0);
	const listed = await runProgram(home, ['list'], {env});
	expect(listed.stdout).toMatch(/production +ekm +111122223333 +us-east-1/v);
});

test('apply in a terminal asks first, and Ctrl+C there writes nothing', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const file = await writeSetupFile(home, setupFile);
	const start = {args: ['apply', '-f', file], env: aws.env};
	{
		await using terminal = openProgram(home, start);
		await terminal.waitFor('Apply 3 changes?');
		await terminal.press('ctrl+c');
		const {exitCode} = await terminal.waitForExit();
		expect(exitCode).toBe(130);
	}

	expect(await aws.writes()).toEqual([]);
	await using terminal = openProgram(home, start);
	await terminal.waitFor('Apply 3 changes?');
	await terminal.type('yes\n');
	const {exitCode} = await terminal.waitForExit();
	expect(exitCode).toBe(0);
	expect(await aws.keys()).toHaveLength(1);
	// Printed text stays in the scrollback; nothing was drawn over it.
	expect(terminal.scrollback()).toContain('Apply 3 changes?');
});

test('killed in the middle of apply, the next run ends with the same one key', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const file = await writeSetupFile(home, setupFile);
	await aws.control('POST', '/_sandbox/faults', [
		{operation: 'CreateKey', kind: 'reset-after'},
		// The look before the plan finds no key whose tags it could read; the one after the lost reply does.
		{operation: 'ListResourceTags', kind: 'hang', times: 99},
	]);
	{
		await using terminal = openProgram(home, {
			args: ['apply', '--yes', '-f', file],
			env: aws.env,
		});
		await vi.waitFor(
			async () => {
				expect(await aws.operations()).toContain('ListResourceTags');
			},
			{timeout: 20_000},
		);
		terminal.kill('SIGKILL');
	}

	await aws.control('POST', '/_sandbox/faults', []);
	const {code, stdout} = await runProgram(home, ['apply', '--yes', '-f', file], {env: aws.env});
	expect(code).toBe(0);
	expect(stdout).toContain('2 changes');
	expect(await aws.keys()).toHaveLength(1);
});

test('exit codes: a failing check, bad usage, bad input, no identity; and never a stack trace', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const {env} = aws;
	const unknownField = await writeSetupFile(home, {
		...setupFile,
		statemnt: setupFile.statement,
	});
	const elsewhere = await writeSetupFile(
		home,
		{...setupFile, key: {use: 'alias/nowhere'}},
		'elsewhere.yaml',
	);
	const runs: ReadonlyArray<readonly [string[], number, RegExp, boolean?]> = [
		[['appply'], 2, /apply/v],
		[['apply', '-f', 'nowhere.yaml'], 2, /nowhere\.yaml/v],
		[['apply', '-f', unknownField], 2, /statemnt.*statement/sv],
		[['apply', '--yes', '-f', elsewhere], 2, /alias\/nowhere/v],
		[['check', 'nowhere'], 2, /nowhere/v],
		[[], 2, /terminal/v],
		[['apply', '--yes', '-f', elsewhere, '--region', 'us-east-1'], 3, /identity/v, true],
	];
	await Promise.all(
		runs.map(async ([args, code, words, isAnonymous = false]) => {
			const printed = await runProgram(home, args, isAnonymous ? {} : {env});
			expect(printed.code, args.join(' ')).toBe(code);
			expect(printed.stderr, args.join(' ')).toMatch(words);
			expect(printed.stderr + printed.stdout).not.toMatch(/^ +at /mv);
		}),
	);
	expect(await aws.writes()).toEqual([]);
});
