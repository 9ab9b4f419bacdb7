import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, onTestFinished, test} from 'vitest';
import {compileCacheFolder, makeOwnFolder} from '../source/compile-cache-folder.js';
import {temporaryFolder} from './setups/temporary-folder.js';

test.each([
	['linux', {}, '/home/kim', '/home/kim/.cache'],
	['linux', {XDG_CACHE_HOME: '/var/tmp/kim'}, '/home/kim', '/var/tmp/kim'],
	['linux', {XDG_CACHE_HOME: 'here'}, '/home/kim', '/home/kim/.cache'],
	['darwin', {}, '/Users/kim', '/Users/kim/Library/Caches'],
] as const)('on %s with %o', (platform, env, home, folder) => {
	expect(compileCacheFolder(env, platform, home)).toBe(`${folder}/workato-aws-nodejs`);
});

test.each([
	[{}, String.raw`C:\Users\Kim\AppData\Local`],
	[{LOCALAPPDATA: String.raw`D:\Local`}, String.raw`D:\Local`],
	[{LOCALAPPDATA: 'local'}, String.raw`C:\Users\Kim\AppData\Local`],
])('on Windows with %o', (env, folder) => {
	expect(compileCacheFolder(env, 'win32', String.raw`C:\Users\Kim`)).toBe(
		String.raw`${folder}\workato-aws-nodejs`,
	);
});

describe.skipIf(process.platform === 'win32')('the folder itself', () => {
	const modeOf = (folder: string) => fs.statSync(folder).mode % 0o1000;

	test.each([0, 0o022, 0o777])('is for its owner only with umask %i', (umask) => {
		const home = temporaryFolder();
		const folder = path.join(home, '.cache');
		const before = process.umask(umask);
		onTestFinished(() => {
			process.umask(before);
		});
		expect(makeOwnFolder(folder)).toBe(true);
		expect(modeOf(folder)).toBe(0o700);
		expect(makeOwnFolder(folder)).toBe(true);
	});

	test.each([0o777, 0o775, 0o755])('that was open to others (%i) is emptied', (mode) => {
		const folder = path.join(temporaryFolder(), 'cache');
		fs.mkdirSync(folder);
		fs.writeFileSync(path.join(folder, 'planted'), '');
		fs.chmodSync(folder, mode);
		expect(makeOwnFolder(folder)).toBe(true);
		expect(modeOf(folder)).toBe(0o700);
		expect(fs.readdirSync(folder)).toEqual([]);
	});

	test('keeps what is in it', () => {
		const folder = path.join(temporaryFolder(), 'cache');
		expect(makeOwnFolder(folder)).toBe(true);
		fs.writeFileSync(path.join(folder, 'compiled'), '');
		expect(makeOwnFolder(folder)).toBe(true);
		expect(fs.readdirSync(folder)).toEqual(['compiled']);
	});

	test('of somebody else, a link and a file are not used, nor touched', () => {
		const home = temporaryFolder();
		const own = (process.getuid?.() ?? 0) + 1;
		const there = path.join(home, 'there');
		fs.mkdirSync(there, {mode: 0o755});
		expect(makeOwnFolder(there, own)).toBe(false);
		expect(modeOf(there)).toBe(0o755);
		const link = path.join(home, 'link');
		fs.symlinkSync(there, link);
		expect(makeOwnFolder(link)).toBe(false);
		expect(modeOf(there)).toBe(0o755);
		const file = path.join(home, 'file');
		fs.writeFileSync(file, '');
		expect(makeOwnFolder(file)).toBe(false);
		expect(makeOwnFolder(path.join(file, 'inside'))).toBe(false);
	});

	test.runIf(process.getuid?.() === 0)('is not made by root in the home of somebody else', () => {
		const home = temporaryFolder();
		fs.chownSync(home, 1234, 1234);
		expect(makeOwnFolder(path.join(home, '.cache', 'ours'))).toBe(false);
		expect(fs.readdirSync(home)).toEqual([]);
	});
});
