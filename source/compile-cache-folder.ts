import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Where Node keeps this program compiled: in the person's own cache folder, where nobody else may put other code. */
export function compileCacheFolder(
	env: Readonly<Record<string, string | undefined>>,
	platform: NodeJS.Platform,
	home: string,
): string {
	const paths = platform === 'win32' ? path.win32 : path.posix;
	return paths.join(cacheFolder(env, platform, home), 'workato-aws-nodejs');
}

/**
Makes that folder for its owner only, whatever the umask; false where it is not, or would not be, this person's own. What
is in it is run as it stands, so one that was open to others is emptied first. Windows keeps people apart by itself.
*/
export function makeOwnFolder(
	folder: string,
	user: number | undefined = process.getuid?.(),
): boolean {
	if (user === undefined) {
		return true;
	}

	try {
		const there = fs.lstatSync(folder, {throwIfNoEntry: false});
		if (there ? !isOwn(there, user) : !isPlaceOf(path.dirname(folder), user)) {
			return false;
		}

		if (there && there.mode % 0o1000 !== 0o700) {
			fs.rmSync(folder, {recursive: true});
		}

		fs.mkdirSync(folder, {recursive: true, mode: 0o700});
		fs.chmodSync(folder, 0o700);
		return isOwn(fs.lstatSync(folder), user);
	} catch {
		return false;
	}
}

function isOwn(stats: fs.Stats, user: number): boolean {
	return stats.isDirectory() && stats.uid === user;
}

/** Whether a person may make a folder there without leaving it in somebody else's home, as root with sudo would. */
function isPlaceOf(folder: string, user: number): boolean {
	const stats = fs.statSync(folder, {throwIfNoEntry: false});
	return stats ? stats.uid === user || stats.uid === 0 : isPlaceOf(path.dirname(folder), user);
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
		return path.win32.isAbsolute(local) ? local : path.win32.join(home, 'AppData', 'Local');
	}

	// A value that is not an absolute path does not count (the XDG base directory specification).
	const {XDG_CACHE_HOME: cache = ''} = env;
	return path.posix.isAbsolute(cache) ? cache : path.posix.join(home, '.cache');
}
