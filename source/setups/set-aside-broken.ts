import fs from 'node:fs';
import path from 'node:path';
import {notWritten} from './setup-file-on-disk.js';

/** Where an unreadable file was kept, and the run's mark if it can still be made out. */
export type KeptBroken = {file: string; runId?: string};

/**
Moves an unreadable file aside to `name.broken-<time>.json`, never over another file. The run's mark is
looked for in what is left of the text: with it, a key that the lost setup made is found again instead of made twice.
*/
export function setAsideBroken(file: string, at: Date): KeptBroken {
	const {dir, name} = path.parse(file);
	const time = at.toISOString().replaceAll(/[.:]/gv, '-');
	for (let attempt = 1; ; attempt++) {
		const kept = path.join(
			dir,
			`${name}.broken-${time}${attempt === 1 ? '' : `-${attempt}`}.json`,
		);
		try {
			fs.copyFileSync(file, kept, fs.constants.COPYFILE_EXCL);
			fs.chmodSync(kept, 0o600);
			const runId = /"runId"\s*:\s*"(?<runId>[\w\-]{8,64})"/v.exec(
				fs.readFileSync(file, 'utf8'),
			)?.groups?.runId;
			fs.rmSync(file);
			return {file: kept, ...(runId !== undefined && {runId})};
		} catch (error) {
			if (!(
				error instanceof Error &&
				'code' in error &&
				error.code === 'EEXIST'
			)) {
				throw notWritten(dir, name, error);
			}
		}
	}
}
