import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {onTestFinished} from 'vitest';

/** A fresh folder that is deleted when the running test ends. */
export function temporaryFolder(): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workato-aws-test-'));
	onTestFinished(() => {
		fs.rmSync(folder, {recursive: true, force: true});
	});
	return folder;
}
