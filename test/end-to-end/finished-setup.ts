import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'vitest';
import type {FreshHome} from '../support/fresh-home.js';
import {type HomeSandbox} from './home-sandbox.js';
import {runProgram} from './run-program.js';
import {workatoStatement} from './statements.js';

/** A setup file as a person would write it. */
export const setupFile = {
	guide: 'ekm',
	name: 'production',
	region: 'us-east-1',
	statement: workatoStatement,
	key: {create: {alias: 'workato-ekm'}},
};

/** Writes a setup file into the home, and returns its path. */
export async function writeSetupFile(
	home: FreshHome,
	fields: object,
	name = 'setup.yaml',
): Promise<string> {
	const file = path.join(home.home, name);
	await writeFile(file, JSON.stringify(fields, undefined, '\t'));
	return file;
}

/** Sets EKM up in the home's sandbox without a screen, up to Workato's yes. Returns the key's ARN. */
export async function finishSetup(home: FreshHome, aws: HomeSandbox): Promise<string> {
	const file = await writeSetupFile(home, setupFile);
	const {code, stderr} = await runProgram(home, ['apply', '--sandbox', '--yes', '-f', file]);
	expect(stderr).toBe('');
	expect(code).toBe(0);
	const [keyArn = ''] = await aws.keys();
	await clickUpdateKey(aws, keyArn);
	return keyArn;
}

/** “Update key” in the practice Workato, which has to say yes. */
export async function clickUpdateKey(
	aws: Pick<HomeSandbox, 'control'>,
	keyArn: string,
): Promise<void> {
	const reply = await aws.control('POST', '/_workato/update-key', {
		keyArn,
		principal: workatoStatement.Principal.AWS,
	});
	expect(reply).toMatchObject({accepted: true});
}
