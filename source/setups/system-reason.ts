/** The code of a file of which only a part could be written, although the system said nothing. */
export const cutShort = 'CUT_SHORT';

/** What the system said about a file or folder, in a few words. */
export function systemReason(error: unknown): string {
	const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
	const reasons: Record<string, string> = {
		EACCES: 'permission was refused',
		EPERM: 'permission was refused',
		ENOSPC: 'the disk is full',
		EDQUOT: 'there is no room left for you on the disk',
		[cutShort]: 'the disk took only a part of it',
		EFBIG: 'files may not grow that large here',
		EROFS: 'the disk is read-only',
		ENOTDIR: 'a part of the path is a file',
		EEXIST: 'a file stands where the folder belongs',
		ENOENT: 'a part of the path is not there',
		ENAMETOOLONG: 'the path is too long',
		ELOOP: 'a link in the path leads back to itself',
		EIO: 'the disk has a fault',
		EISDIR: 'a folder stands where the file belongs',
	};
	return reasons[code] ?? code;
}
