import {expect, test} from 'vitest';
import {compileCacheFolder} from '../source/compile-cache-folder.js';

test.each([
	['linux', {}, '/home/kim', '/home/kim/.cache'],
	['linux', {XDG_CACHE_HOME: '/var/tmp/kim'}, '/home/kim', '/var/tmp/kim'],
	['linux', {XDG_CACHE_HOME: 'here'}, '/home/kim', '/home/kim/.cache'],
	['darwin', {}, '/Users/kim', '/Users/kim/Library/Caches'],
] as const)('on %s with %o', (platform, env, home, folder) => {
	expect(compileCacheFolder(env, platform, home)).toBe(
		`${folder}/workato-aws-nodejs`,
	);
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
