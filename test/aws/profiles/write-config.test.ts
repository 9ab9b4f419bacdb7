import fs from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {writeConfig} from '../../../source/aws/profiles/write-config.js';
import {temporaryFolder} from '../../setups/temporary-folder.js';

async function problemOf(...input: Parameters<typeof writeConfig>) {
	const result = await writeConfig(...input);
	return result.ok ? undefined : result.problem;
}

const modeOf = (file: string) => fs.statSync(file).mode % 0o1000;

describe('writing the config file', () => {
	it('makes a private file in a private folder', async () => {
		const file = path.join(temporaryFolder(), '.aws', 'config');
		expect(await writeConfig(file, '[default]\n', undefined)).toEqual({
			ok: true,
		});
		expect(fs.readFileSync(file, 'utf8')).toBe('[default]\n');
		expect(modeOf(file)).toBe(0o600);
		expect(modeOf(path.dirname(file))).toBe(0o700);
		expect(fs.readdirSync(path.dirname(file))).toEqual(['config']);
	});

	it('keeps the mode and leaves a copy of the old file', async () => {
		const file = path.join(temporaryFolder(), 'config');
		fs.writeFileSync(file, 'old\r\n');
		fs.chmodSync(file, 0o640);
		expect(await writeConfig(file, 'new', 'old\r\n')).toEqual({
			ok: true,
			backup: `${file}.before-workato-aws`,
		});
		expect(fs.readFileSync(file, 'utf8')).toBe('new');
		expect(modeOf(file)).toBe(0o640);
		expect(fs.readFileSync(`${file}.before-workato-aws`, 'utf8')).toBe(
			'old\r\n',
		);
		expect(modeOf(`${file}.before-workato-aws`)).toBe(0o640);
	});

	it('goes through a link', async () => {
		const folder = temporaryFolder();
		const file = path.join(folder, 'config');
		fs.mkdirSync(path.join(folder, 'dotfiles'));
		fs.writeFileSync(path.join(folder, 'dotfiles', 'aws'), 'old');
		fs.symlinkSync(path.join('dotfiles', 'aws'), file);
		await writeConfig(file, 'new', 'old');
		expect(fs.lstatSync(file).isSymbolicLink()).toBe(true);
		expect(fs.readFileSync(path.join(folder, 'dotfiles', 'aws'), 'utf8')).toBe(
			'new',
		);
	});

	it('says so when a link leads nowhere', async () => {
		const file = path.join(temporaryFolder(), 'config');
		fs.symlinkSync('nowhere', file);
		expect(await problemOf(file, 'new', undefined)).toContain('link');
		expect(fs.lstatSync(file).isSymbolicLink()).toBe(true);
	});

	it.each([
		['changed', 'other', 'old'],
		['made', 'other', undefined],
		['removed', undefined, 'old'],
	])('leaves a file alone that was %s meanwhile', async (_, now, before) => {
		const folder = temporaryFolder();
		const file = path.join(folder, 'config');
		if (now !== undefined) {
			fs.writeFileSync(file, now);
		}

		expect(await problemOf(file, 'new', before)).toContain('changed meanwhile');
		expect(fs.readdirSync(folder)).toEqual(now === undefined ? [] : ['config']);
		if (now !== undefined) {
			expect(fs.readFileSync(file, 'utf8')).toBe(now);
		}
	});

	it('says in words that a place cannot be written', async () => {
		const folder = temporaryFolder();
		fs.writeFileSync(path.join(folder, 'file'), '');
		const file = path.join(folder, 'file', 'config');
		expect(await problemOf(file, 'new', undefined)).toContain('ENOTDIR');
	});
});
