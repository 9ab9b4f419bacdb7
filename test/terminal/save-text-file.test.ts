import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {saveTextFile} from '../../source/terminal/text-file.js';

test('a new file is written, one that is there is left alone', async () => {
	const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'save-'));
	const file = path.join(folder, 'roles.csv');
	expect(await saveTextFile(file, 'one')).toEqual({ok: true, path: file});
	expect(await saveTextFile(file, 'two')).toEqual({
		ok: false,
		reason: `“${file}” is there already, and is left as it is. Give another name.`,
	});
	expect(await fs.readFile(file, 'utf8')).toBe('one');
	await fs.rm(folder, {recursive: true});
});

test('what is in the way is said in words', async () => {
	expect(await saveTextFile('/no/such/folder/roles.csv', '')).toEqual({
		ok: false,
		reason: 'There is no folder for “/no/such/folder/roles.csv”.',
	});
});

test('of a file that finds no room nothing stays that would stand in the way', async () => {
	const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'save-'));
	const file = path.join(folder, 'roles.csv');
	const real = fs.open.bind(fs);
	vi.spyOn(fs, 'open').mockImplementation(async (...args) => {
		const handle = await real(...args);
		vi.spyOn(handle, 'writeFile').mockRejectedValue(
			Object.assign(new Error('full'), {code: 'ENOSPC'}),
		);
		return handle;
	});
	expect(await saveTextFile(file, 'one')).toEqual({
		ok: false,
		reason: `There is no room left for “${file}”.`,
	});
	vi.restoreAllMocks();
	expect(await fs.readdir(folder)).toEqual([]);
	await fs.rm(folder, {recursive: true});
});
