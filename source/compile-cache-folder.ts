import path from 'node:path';

/** Where Node keeps this program compiled: in the person's own cache folder, where nobody else may put other code. */
export function compileCacheFolder(
	env: Readonly<Record<string, string | undefined>>,
	platform: NodeJS.Platform,
	home: string,
): string {
	const paths = platform === 'win32' ? path.win32 : path.posix;
	return paths.join(cacheFolder(env, platform, home), 'workato-aws-nodejs');
}

function cacheFolder(
	env: Readonly<Record<string, string | undefined>>,
	platform: NodeJS.Platform,
	home: string,
): string {
	if (platform === 'darwin') {
		return path.posix.join(home, 'Library', 'Caches');
	}

	if (platform === 'win32') {
		const {LOCALAPPDATA: local = ''} = env;
		return path.win32.isAbsolute(local)
			? local
			: path.win32.join(home, 'AppData', 'Local');
	}

	// A value that is not an absolute path does not count (the XDG base directory specification).
	const {XDG_CACHE_HOME: cache = ''} = env;
	return path.posix.isAbsolute(cache) ? cache : path.posix.join(home, '.cache');
}
