import fs from 'node:fs';
import path from 'node:path';
import {notWritten} from './setup-file-on-disk.js';

/**
Keeps an unreadable file as `name.broken-<time>.json`, too, never over another file, then writes in its place. When that
fails, everything is as before. Returns the file kept.
*/
export function replaceBroken(
	file: string,
	at: Date,
	write: () => void,
): string {
	const kept = keepBeside(file, at);
	try {
		write();
	} catch (error) {
		fs.rmSync(kept, {force: true});
		throw error;
	}

	return kept;
}

function keepBeside(file: string, at: Date): string {
	const {dir, name} = path.parse(file);
	const time = at.toISOString().replaceAll(/[.:]/gv, '-');
	for (let attempt = 1; ; attempt++) {
		const kept = path.join(
			dir,
			`${name}.broken-${time}${attempt === 1 ? '' : `-${attempt}`}.json`,
		);
		try {
			secondName(file, kept);
			fs.chmodSync(kept, 0o600);
			return kept;
		} catch (error) {
			if (codeOf(error) !== 'EEXIST') {
				throw notWritten(dir, name, error);
			}
		}
	}
}

// A second name for the same file needs no room on a full disk; some file systems have none.
function secondName(file: string, kept: string): void {
	try {
		fs.linkSync(file, kept);
	} catch (error) {
		if (codeOf(error) === 'EEXIST') {
			throw error;
		}

		copy(file, kept);
	}
}

function copy(file: string, kept: string): void {
	try {
		fs.copyFileSync(file, kept, fs.constants.COPYFILE_EXCL);
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') {
			fs.rmSync(kept, {force: true});
		}

		throw error;
	}
}

function codeOf(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
