import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import Conf from 'conf';
import {expect, onTestFinished, test, vi} from 'vitest';
import {
	homeFolder,
	makePrivateFolder,
	sandboxStateFile,
	setupsFolder,
} from '../../source/setups/home-folder.js';
import {temporaryFolder} from './temporary-folder.js';

const onLinux = {platform: 'linux', home: '/home/kim'} as const;

test('WORKATO_AWS_HOME decides, and the sandbox lies apart in it', () => {
	const env = {WORKATO_AWS_HOME: '/srv/setups'};
	expect(homeFolder(env, false)).toBe(path.resolve('/srv/setups'));
	expect(setupsFolder(env, false)).toBe(path.resolve('/srv/setups/setups'));
	expect(setupsFolder(env, true)).toBe(path.resolve('/srv/setups/sandbox/setups'));
	expect(sandboxStateFile(env)).toBe(path.resolve('/srv/setups/sandbox/state.json'));
});

test('an empty WORKATO_AWS_HOME counts as not set', () => {
	expect(homeFolder({WORKATO_AWS_HOME: ''}, false, onLinux)).toBe(
		'/home/kim/.config/workato-aws-nodejs',
	);
});

test.each([
	['linux', {}, '/home/kim/.config/workato-aws-nodejs'],
	['linux', {XDG_CONFIG_HOME: '/cfg'}, '/cfg/workato-aws-nodejs'],
	['darwin', {}, '/home/kim/Library/Preferences/workato-aws-nodejs'],
] as const)('on %s with %o it is %s', (platform, env, folder) => {
	expect(homeFolder(env, false, {platform, home: '/home/kim'})).toBe(folder);
});

test.each([
	[{}, String.raw`C:\Users\Kim\AppData\Roaming\workato-aws-nodejs\Config`],
	[{APPDATA: String.raw`D:\Roaming`}, String.raw`D:\Roaming\workato-aws-nodejs\Config`],
	[{WORKATO_AWS_HOME: 'C:/setups'}, String.raw`C:\setups`],
	[{WORKATO_AWS_HOME: String.raw`\\server\share\x`}, String.raw`\\server\share\x`],
])('on Windows with %o it is %s', (env, folder) => {
	const machine = {
		platform: 'win32',
		home: String.raw`C:\Users\Kim`,
	} as const;
	expect(homeFolder(env, false, machine)).toBe(folder);
	expect(homeFolder(env, true, machine)).toBe(String.raw`${folder}\sandbox`);
});

test.runIf(process.platform === 'linux')('it is the folder that conf itself would take', () => {
	vi.stubEnv('XDG_CONFIG_HOME', temporaryFolder());
	onTestFinished(() => {
		vi.unstubAllEnvs();
	});
	const {XDG_CONFIG_HOME} = process.env;
	const conf = new Conf({projectName: 'workato-aws'});
	expect(homeFolder({XDG_CONFIG_HOME}, false)).toBe(path.dirname(conf.path));
});

test.skipIf(process.platform === 'win32')('folders are made for their owner only', () => {
	const folder = path.join(temporaryFolder(), 'a', 'b');
	makePrivateFolder(folder);
	makePrivateFolder(folder);
	for (const made of [folder, path.dirname(folder)]) {
		expect(fs.statSync(made).mode % 0o1000).toBe(0o700);
	}
});
