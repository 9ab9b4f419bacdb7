import fs from 'node:fs/promises';
import path from 'node:path';
import {quoteText} from './foreign-text.js';
import {homePath} from './home-path.js';

/**
Writes a new text file that the person named (`~/` is home), or says why it cannot be written. A file that is there is
left alone. Never throws. Gives the whole path.
*/
export async function saveTextFile(
	name: string,
	text: string,
): Promise<{ok: true; path: string} | {ok: false; reason: string}> {
	const file = path.resolve(homePath(name));
	try {
		await fs.writeFile(file, text, {flag: 'wx'});
		return {ok: true, path: file};
	} catch (error) {
		const code =
			error instanceof Error && 'code' in error ? String(error.code) : '';
		return {ok: false, reason: reasonOf(code, quoteText(file))};
	}
}

function reasonOf(code: string, file: string): string {
	const reasons: Readonly<Record<string, string>> = {
		EEXIST: `${file} is there already, and is left as it is. Give another name.`,
		ENOENT: `There is no folder for ${file}.`,
		EISDIR: `${file} is a folder. Give the name of a file in it.`,
		EACCES: `You may not write ${file}.`,
		EPERM: `You may not write ${file}.`,
		EROFS: `${file} is on a disk that cannot be written.`,
		ENOSPC: `There is no room left for ${file}.`,
	};
	return reasons[code] ?? `${file} cannot be written (${code}).`;
}
