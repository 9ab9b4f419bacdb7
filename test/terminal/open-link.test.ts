import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test, vi} from 'vitest';
import {openLink, type OpenDeps} from '../../source/terminal/open-link.js';
import {temporaryFolder} from '../setups/temporary-folder.js';

const url = 'https://app.eu.workato.com/';

/** A program that ends with this code at once; without one it stays. */
function program(code?: number) {
	return {
		once(_: 'exit', listener: (code: number) => void) {
			if (code !== undefined) {
				listener(code);
			}
		},
	};
}

async function open(env: Record<string, string>, deps: OpenDeps = {}, address = url) {
	const started: unknown[] = [];
	const outcome = await openLink(address, env, {
		platform: 'linux',
		giveUpAfter: 1,
		async openDefault(target) {
			started.push(target);
			return program();
		},
		async launch(command, args) {
			started.push([command, ...args]);
			return program();
		},
		...deps,
	});
	return {...outcome, started};
}

test('the default browser opens the link', async () => {
	expect(await open({DISPLAY: ':0'})).toEqual({opened: true, started: [url]});
	expect(await open({}, {platform: 'darwin'})).toEqual({
		opened: true,
		started: [url],
	});
});

test.each([
	['firefox', [['firefox', url]]],
	['firefox --new-tab %s --x', [['firefox', '--new-tab', url, '--x']]],
	['"/opt/my browser" -u', [['/opt/my browser', '-u', url]]],
])('BROWSER=%s is honoured, display or not', async (browser, started) => {
	expect(await open({BROWSER: browser})).toEqual({opened: true, started});
});

test.each([
	['', [url]],
	['firefox', [['firefox', url]]],
	[
		String.raw`"C:\Program Files\Mozilla Firefox\firefox.exe" -new-tab %s`,
		[[String.raw`C:\Program Files\Mozilla Firefox\firefox.exe`, '-new-tab', url]],
	],
	[String.raw`C:\Apps\chrome.exe`, [[String.raw`C:\Apps\chrome.exe`, url]]],
])(
	'on Windows BROWSER=%s needs no display, and its colon is of a drive',
	async (browser, started) => {
		expect(await open({BROWSER: browser}, {platform: 'win32'})).toEqual({
			opened: true,
			started,
		});
	},
);

test('of several commands in BROWSER the first that starts is taken', async () => {
	const tried: string[] = [];
	const outcome = await open(
		{BROWSER: 'missing::there:never'},
		{
			async launch(command) {
				tried.push(command);
				if (command === 'missing') {
					throw new Error('ENOENT');
				}

				return program();
			},
		},
	);
	expect(outcome.opened).toBe(true);
	expect(tried).toEqual(['missing', 'there']);
});

test.each([
	['there is no display', {}, {}, /no display/v],
	[
		'the terminal is over SSH',
		{SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22'},
		{platform: 'darwin' as const},
		/over SSH the browser would open on the other computer/v,
	],
	['BROWSER=none', {BROWSER: 'none'}, {}, /none is wanted/v],
	[
		'nothing can be started',
		{DISPLAY: ':0'},
		{
			async openDefault() {
				throw new Error('ENOENT');
			},
		},
		/could be started/v,
	],
	[
		'no command in BROWSER can be started',
		{BROWSER: 'x'},
		{
			async launch() {
				throw new Error('ENOENT');
			},
		},
		/could be started/v,
	],
	[
		'the browser fails at once',
		{DISPLAY: ':0'},
		{openDefault: async () => program(3), patience: 5000},
		/ended with an error/v,
	],
])('%s: not opened, with the reason', async (_, env, deps, reason) => {
	const outcome = await open(env, deps);
	expect('reason' in outcome && outcome.reason).toMatch(reason);
});

test('a launcher that ends well has opened it', async () => {
	expect(
		await open({DISPLAY: ':0'}, {openDefault: async () => program(0), giveUpAfter: 5000}),
	).toMatchObject({opened: true});
});

test.each([
	'file:///etc/passwd',
	'mailto:kim@example.com',
	'-a',
	'',
	'https://kim:secret@example.com/',
	'ssh://host',
])('%j is not opened', async (address) => {
	expect(await open({DISPLAY: ':0', BROWSER: 'x'}, {}, address)).toEqual({
		opened: false,
		reason: 'this is not a web address',
		started: [],
	});
});

test('a link reaches the browser as one encoded word', async () => {
	const {started} = await open({DISPLAY: ':0'}, {}, 'https://example.com/a b"\n$(x)');
	expect(started).toEqual(['https://example.com/a%20b%22$(x)']);
});

test('the browser gets the environment that was given, not that of this process', async () => {
	const folder = temporaryFolder();
	const seen = path.join(folder, 'seen');
	const browser = path.join(folder, 'browser');
	fs.writeFileSync(browser, '#!/bin/sh\necho "$HOME" > "$SEEN.new"\nmv "$SEEN.new" "$SEEN"\n', {
		mode: 0o755,
	});
	vi.stubEnv('HOME', '/practice/home');
	onTestFinished(() => {
		vi.unstubAllEnvs();
	});
	const {PATH} = process.env;
	const outcome = await openLink('https://example.com', {
		BROWSER: browser,
		HOME: '/home/ana',
		SEEN: seen,
		PATH,
	});
	expect(outcome).toEqual({opened: true});
	await vi.waitUntil(() => fs.existsSync(seen));
	expect(fs.readFileSync(seen, 'utf8')).toBe('/home/ana\n');
});
