import {spawnSync} from 'node:child_process';
import {openSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {childEnvironment} from '../support/child-environment.js';
import {freshHome} from '../support/fresh-home.js';
import {program, runProgram} from './run-program.js';

test.skipIf(process.platform !== 'linux')(
	'a full disk that the output goes to is called one, in one sentence',
	async () => {
		await using home = await freshHome();
		const {status, stderr} = spawnSync(process.execPath, [program, 'list'], {
			env: childEnvironment(home.env),
			stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
			encoding: 'utf8',
		});
		expect({status, stderr}).toEqual({
			status: 1,
			stderr: 'What was printed is not whole: it could not be written, the disk is full.\n',
		});
	},
);

test('a home that cannot be written or read is named, with the way out', async () => {
	await using home = await freshHome();
	const file = path.join(home.home, 'file');
	writeFileSync(file, '');
	const env = {WORKATO_AWS_HOME: path.join(file, 'home')};
	for (const args of [['list'], ['check'], ['check', '--sandbox']]) {
		const {code, stderr} = await runProgram(home, args, {env});
		expect({args, code}).toEqual({args, code: 2});
		expect(stderr).toContain(`${env.WORKATO_AWS_HOME}${path.sep}`);
		expect(stderr).toContain('a part of the path is a file');
		expect(stderr).toContain('WORKATO_AWS_HOME');
		expect(stderr).not.toContain('should not');
	}
});
