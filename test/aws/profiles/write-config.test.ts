import fs from 'node:fs';
import files from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {afterEach, describe, expect, it, vi} from 'vitest';
import {writeConfig} from '../../../source/aws/profiles/write-config.js';
import {temporaryFolder} from '../../setups/temporary-folder.js';

async function problemOf(...input: Parameters<typeof writeConfig>) {
	const result = await writeConfig(...input);
	return result.ok ? undefined : result.problem;
}

const modeOf = (file: string) => fs.statSync(file).mode % 0o1000;

const isRoot = process.getuid?.() === 0;

afterEach(() => {
	vi.restoreAllMocks();
});

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
		expect(fs.readFileSync(`${file}.before-workato-aws`, 'utf8')).toBe('old\r\n');
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
		expect(fs.readFileSync(path.join(folder, 'dotfiles', 'aws'), 'utf8')).toBe('new');
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

	it.each([0o444, 0o400])('leaves a read-only file alone (%o)', async (mode) => {
		const folder = temporaryFolder();
		const file = path.join(folder, 'config');
		fs.writeFileSync(file, 'old', {mode});
		expect(await problemOf(file, 'new', 'old')).toBe(
			`${file} is read-only, so it is left alone. Make it writable for you, or have the lines added by whoever keeps it.`,
		);
		expect(fs.readFileSync(file, 'utf8')).toBe('old');
		expect(fs.readdirSync(folder)).toEqual(['config']);
	});

	it('writes a file with a second name in place, behind its copy', async () => {
		const folder = temporaryFolder();
		const file = path.join(folder, 'config');
		fs.writeFileSync(file, 'old and long');
		fs.linkSync(file, path.join(folder, 'second'));
		const result = await writeConfig(file, 'new', 'old and long');
		expect(result.ok).toBe(true);
		expect(fs.readFileSync(path.join(folder, 'second'), 'utf8')).toBe('new');
		expect(fs.readFileSync(`${file}.before-workato-aws`, 'utf8')).toBe('old and long');
		expect(fs.readdirSync(folder).toSorted()).toEqual([
			'config',
			'config.before-workato-aws',
			'second',
		]);
	});

	it('writes in place what cannot be replaced, such as a mount of one file', async () => {
		const folder = temporaryFolder();
		const file = path.join(folder, 'config');
		fs.writeFileSync(file, 'old');
		const {ino} = fs.statSync(file);
		const rename = files.rename.bind(files);
		vi.spyOn(files, 'rename').mockImplementation(async (from, to) => {
			if (to === file) {
				throw Object.assign(new Error('busy'), {code: 'EBUSY'});
			}

			return rename(from, to);
		});
		const result = await writeConfig(file, 'new', 'old');
		expect(result.ok).toBe(true);
		expect(fs.readFileSync(file, 'utf8')).toBe('new');
		expect(fs.statSync(file).ino).toBe(ino);
		expect(fs.readdirSync(folder).toSorted()).toEqual(['config', 'config.before-workato-aws']);
	});

	it('puts back what it could not write whole, and leaves nothing behind', async () => {
		const folder = temporaryFolder();
		const file = path.join(folder, 'config');
		fs.writeFileSync(file, 'old');
		fs.linkSync(file, path.join(folder, 'second'));
		const writeFile = files.writeFile.bind(files);
		vi.spyOn(files, 'writeFile').mockImplementationOnce(async (to) => {
			await writeFile(to, 'ne');
			throw Object.assign(new Error('full'), {code: 'ENOSPC'});
		});
		expect(await problemOf(file, 'new and longer', 'old')).toBe(
			`${file} could not be written (ENOSPC). It is as it was.`,
		);
		expect(fs.readFileSync(file, 'utf8')).toBe('old');
		expect(fs.readdirSync(folder).toSorted()).toEqual(['config', 'second']);
	});

	it('names the copy where a file can neither be written nor put back', async () => {
		const file = path.join(temporaryFolder(), 'config');
		fs.writeFileSync(file, 'old');
		fs.linkSync(file, `${file}.second`);
		vi.spyOn(files, 'writeFile').mockRejectedValue(
			Object.assign(new Error('broken disk'), {code: 'EIO'}),
		);
		expect(await problemOf(file, 'new', 'old')).toBe(
			`${file} could not be written whole (EIO), nor put back. What it was is in ${file}.before-workato-aws.`,
		);
		expect(fs.readFileSync(`${file}.before-workato-aws`, 'utf8')).toBe('old');
	});

	it.runIf(isRoot)('keeps the owner when the superuser writes', async () => {
		const file = path.join(temporaryFolder(), 'config');
		fs.writeFileSync(file, 'old', {mode: 0o640});
		fs.chownSync(file, 12_345, 12_346);
		const result = await writeConfig(file, 'new', 'old');
		expect(result.ok).toBe(true);
		for (const each of [file, `${file}.before-workato-aws`]) {
			expect(fs.statSync(each)).toMatchObject({uid: 12_345, gid: 12_346});
			expect(modeOf(each)).toBe(0o640);
		}
	});
});
