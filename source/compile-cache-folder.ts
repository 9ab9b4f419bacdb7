import path from 'node:path';

/** Where Node keeps this program compiled: in the person's own cache folder, where nobody else may put other code. */
export function compileCacheFolder(
	env: Readonly<Record<string, string | undefined>>,
	platform: NodeJS.Platform,
	home: string,
): string {
	return path.join(cacheFolder(env, platform, home), 'workato-aws-nodejs');
}

function cacheFolder(
	env: Readonly<Record<string, string | undefined>>,
	platform: NodeJS.Platform,
	home: string,
): string {
	if (platform === 'darwin') {
		return path.join(home, 'Library', 'Caches');
	}

	return platform === 'win32'
		? setting(env.LOCALAPPDATA, path.join(home, 'AppData', 'Local'))
		: setting(env.XDG_CACHE_HOME, path.join(home, '.cache'));
}

/** A variable's value, if it is an absolute path (the XDG base directory specification ignores others). */
function setting(value: string | undefined, otherwise: string): string {
	return value !== undefined && path.isAbsolute(value) ? value : otherwise;
}
