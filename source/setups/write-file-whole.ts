import {randomUUID} from 'node:crypto';
import fs from 'node:fs';

/**
Writes a text file for its owner only (0600), whole or not at all: beside it first, to the disk, then in its place. Throws
as the file system does; what stood there is then untouched. `conf` would write with one call, which a disk that is
nearly full cuts short without an error.
*/
export function writeFileWhole(file: string, text: string): void {
	const temporary = `${file}.${randomUUID()}.tmp`;
	try {
		const handle = fs.openSync(temporary, 'wx', 0o600);
		try {
			fs.writeFileSync(handle, text);
			fs.fsyncSync(handle);
		} finally {
			fs.closeSync(handle);
		}

		fs.renameSync(temporary, file);
	} catch (error) {
		removeIfThere(temporary);
		throw error;
	}
}

// What is wrong was said by the first error.
function removeIfThere(file: string): void {
	try {
		fs.rmSync(file, {force: true});
	} catch {}
}
