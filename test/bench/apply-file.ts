import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {runProgram} from '../end-to-end/run-program.js';
import type {FreshHome} from '../support/fresh-home.js';

/** Applies a setup file with the built program, without asking. Fails when that fails. */
export async function applyFile(
	home: FreshHome,
	fields: object,
	env: Readonly<Record<string, string>>,
): Promise<void> {
	const file = path.join(home.home, 'setup.json');
	await writeFile(file, JSON.stringify(fields));
	const {code, stderr, stdout} = await runProgram(home, ['apply', '-f', file, '--yes'], {env});
	if (code !== 0) {
		throw new Error(`apply ended with ${code}: ${stderr}${stdout}`);
	}
}
