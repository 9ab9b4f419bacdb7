import process from 'node:process';
import {expect, test, vi} from 'vitest';
import {runFixture} from './fixtures/run-fixture.js';
import {freshHome} from './fresh-home.js';
import {openTerminal} from './pseudo-terminal.js';
import {expectNoOverflow, expectNoStackedFrames} from './screen-assertions.js';

// Longer than what is waited for, so that a failure shows the screen.
vi.setConfig({testTimeout: 30_000});

test('keys arrive one by one, and the terminal answers queries', async () => {
	await using terminal = openTerminal(runFixture('echo-keys'));
	// The answer to "where is the cursor": second row, first column.
	await terminal.waitFor(String.raw`"\u001b[2;1R"`);
	await terminal.type('aé👍🏽');
	await terminal.press('enter', 'escape', 'up', 'shift+tab', 'alt+x');
	await terminal.waitFor(String.raw`"\u001bx"`);
	const chunks = terminal
		.lines()
		.slice(2)
		.filter((line) => line !== '');
	expect(chunks.slice(-5)).toEqual([
		String.raw`"\r"`,
		String.raw`"\u001b"`,
		String.raw`"\u001b[A"`,
		String.raw`"\u001b[Z"`,
		String.raw`"\u001bx"`,
	]);
	// Letters may come together, an Enter never.
	const letters = chunks.slice(0, -5).map((chunk) => String(JSON.parse(chunk)));
	expect(letters.join('')).toBe('aé👍🏽');
	await terminal.press('ctrl+c');
	expect(await terminal.waitForExit()).toEqual({
		exitCode: 130,
		signal: undefined,
	});
});

test('a paste arrives marked, a raw paste with carriage returns', async () => {
	await using terminal = openTerminal({
		...runFixture('echo-keys'),
		columns: 120,
	});
	await terminal.waitFor('R"');
	await terminal.paste('one\ntwo');
	await terminal.pasteRaw('three\r\nfour\n');
	await terminal.waitFor('four');
	expect(terminal.screen()).toContain(String.raw`"\u001b[200~one\ntwo\u001b[201~"`);
	expect(terminal.screen()).toContain(String.raw`"three\rfour\r"`);
});

test('a long paste arrives whole', async () => {
	await using terminal = openTerminal(runFixture('question'));
	await terminal.waitFor('Answer:');
	await terminal.paste('{"Sid": "é"}\n'.repeat(3000));
	await terminal.waitFor('Answer: <39000>');
});

test('a question is answered, resized and cleaned up after', async () => {
	await using terminal = openTerminal(runFixture('question'));
	await terminal.waitFor(/^│Answer:/mv);
	expect(terminal.isAlternateScreen).toBe(true);
	await terminal.type('halloo');
	await terminal.press('backspace');
	for (const [columns, rows] of [
		[40, 10],
		[100, 30],
		[30, 6],
	] as const) {
		await terminal.resize([columns, rows]);

		await terminal.waitFor(`${columns}x${rows}`);
		expectNoOverflow(terminal);
		expectNoStackedFrames(terminal, /Question/v);
	}

	await terminal.press('enter');
	expect(await terminal.waitForExit()).toEqual({
		exitCode: 0,
		signal: undefined,
	});
	expect(terminal.isAlternateScreen).toBe(false);
	expect(terminal.screen()).toBe('You said hallo.');
});

test('Enter right after a text is never swallowed', async () => {
	await using terminal = openTerminal(runFixture('question'));
	await terminal.waitFor('Answer:');
	// Not awaited: the terminal keeps order and distance by itself.
	void terminal.type('abc');
	void terminal.press('enter');
	await terminal.waitFor('You said abc.');
});

test('a text that never comes: the error shows the screen', async () => {
	await using terminal = openTerminal(runFixture('echo-keys'));
	await terminal.waitFor('R"');
	await expect(terminal.waitFor('Godot', 50)).rejects.toThrow(
		/show Godot\. The program still runs.*│ ready/sv,
	);
	await expect(terminal.waitForExit(50)).rejects.toThrow(/program to end/v);
});

test('a program that ended: no more waiting, and the error says how it ended', async () => {
	await using terminal = openTerminal({
		command: '/bin/sh',
		args: ['-c', 'echo broken; exit 3'],
		env: {HOME: '/nowhere'},
	});
	await expect(terminal.waitFor('Godot')).rejects.toThrow(/ended with exit code 3.*│ broken/sv);
	await terminal.type('ignored');
});

test('a killed program ends with its signal', async () => {
	await using terminal = openTerminal(runFixture('echo-keys'));
	await terminal.waitFor('ready');
	terminal.kill('SIGKILL');
	const exit = await terminal.waitForExit();
	expect(exit.signal).toBe('SIGKILL');
});

test('nothing runs on after the block, even when the test fails in it', async () => {
	let pid = 0;
	const failing = async () => {
		await using terminal = openTerminal(runFixture('echo-keys'));
		pid = terminal.pid;
		await terminal.waitFor('ready');
		throw new Error('test failed');
	};

	await expect(failing()).rejects.toThrow('test failed');
	expect(() => process.kill(pid, 0)).toThrow(/ESRCH/v);
});

test("the program sees its own home and nothing of the developer's AWS", async () => {
	vi.stubEnv('AWS_PROFILE', 'developer');
	vi.stubEnv('FORCE_COLOR', '3');
	await using home = await freshHome();
	await using terminal = openTerminal({
		command: 'env',
		env: home.env,
		columns: 200,
		rows: 5,
	});
	await terminal.waitForExit();
	const lines = terminal.scrollback().split('\n');
	expect(lines).toEqual(
		expect.arrayContaining([
			`HOME=${home.home}`,
			`WORKATO_AWS_HOME=${home.setups}`,
			'TERM=xterm-256color',
		]),
	);
	expect(lines.filter((line) => /^(?:AWS_|FORCE_COLOR)/v.test(line))).toEqual([
		'AWS_EC2_METADATA_DISABLED=true',
	]);
	vi.unstubAllEnvs();
});

test('long lines are whole in the scrollback', async () => {
	const line = '0123456789'.repeat(5);
	await using terminal = openTerminal({
		command: '/bin/sh',
		args: ['-c', `echo; echo ${line}; seq 30`],
		env: {HOME: '/nowhere'},
		columns: 20,
		rows: 5,
	});
	await terminal.waitForExit();
	expect(terminal.scrollback().split('\n').slice(0, 3)).toEqual(['', line, '1']);
	expect(terminal.lines()).toEqual(['27', '28', '29', '30', '']);
});
