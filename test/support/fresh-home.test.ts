import {existsSync} from 'node:fs';
import {readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {freshHome} from './fresh-home.js';

test('every home is new, empty and gone after the test', async () => {
	const one = await freshHome();
	const other = await freshHome();
	expect(one.home).not.toBe(other.home);
	expect(one.env).toMatchObject({
		HOME: one.home,
		WORKATO_AWS_HOME: path.join(one.home, 'setups'),
	});
	expect(existsSync(one.setups)).toBe(false);
	await writeFile(path.join(one.home, 'left-behind'), '');
	await one.cleanup();
	await other.cleanup();
	await other.cleanup();
	expect([one.home, other.home].filter((home) => existsSync(home))).toEqual([]);
});

test('a home in a block is cleaned up with the block', async () => {
	let folder = '';
	{
		await using home = await freshHome();
		folder = home.home;
		expect(await readdir(folder)).toEqual(['tmp']);
	}

	expect(existsSync(folder)).toBe(false);
});
