import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {readTextFile} from '../../source/terminal/read-text-file.js';

async function folder(): Promise<string> {
	const made = await mkdtemp(path.join(os.tmpdir(), 'read-'));
	onTestFinished(async () => rm(made, {recursive: true}));
	return made;
}

test('a file is read', async () => {
	const file = path.join(await folder(), 'statement.json');
	await writeFile(file, '{}');
	expect(await readTextFile(file)).toEqual({ok: true, text: '{}'});
});

test('what cannot be read is named in words', async () => {
	const here = await folder();
	const file = path.join(here, 'statement.json');
	await writeFile(file, '{}');
	const reasonOf = async (name: string) => {
		const read = await readTextFile(name);
		return read.ok ? '' : read.reason;
	};

	expect(await reasonOf(here)).toContain('is a folder');
	expect(await reasonOf(`${file}x`)).toContain('There is no file');
	expect(await reasonOf(`${file}/inner`)).toContain('is not a folder');
	expect(await reasonOf(`${here}/${'x'.repeat(5000)}`)).toContain('too long');
	await writeFile(file, 'x'.repeat(1024 * 1024 + 1));
	expect(await reasonOf(file)).toContain('larger than 1 MB');
});
