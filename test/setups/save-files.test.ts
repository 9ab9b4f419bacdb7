import fs, {type PathLike} from 'node:fs';
import disk from 'node:fs/promises';
import path from 'node:path';
import {afterEach, expect, test, vi} from 'vitest';
import {saveFiles, saveFolder, type ExistingFile} from '../../source/setups/save-files.js';
import {temporaryFolder} from './temporary-folder.js';

afterEach(() => {
	vi.restoreAllMocks();
});

const never = async (there: readonly ExistingFile[]) => {
	throw new Error(`asked for ${there.map(({file}) => file).join(', ')}`);
};

const agreed = async () => undefined;
const reading = (file: string) => fs.readFileSync(file, 'utf8');
const failure = (message: string) => ({
	code: 'export-not-written',
	message: expect.stringContaining(message) as unknown,
});

/** From its second time on, the system refuses this for want of room. */
function fillDisk(operation: 'rename' | 'writeFile') {
	const real = disk[operation].bind(disk) as (...args: unknown[]) => Promise<void>;
	let count = 0;
	vi.spyOn(disk, operation).mockImplementation(async (...args: unknown[]) => {
		count++;
		if (count > 1) {
			throw Object.assign(new Error('full'), {code: 'ENOSPC'});
		}

		return real(...args);
	});
}

test('a path that was named is written through its link, to what is there and to what is not there yet', async () => {
	const folder = temporaryFolder();
	const at = (name: string) => path.join(folder, name);
	fs.mkdirSync(at('far'));
	fs.writeFileSync(at('far/old.tf'), 'mine', {mode: 0o640});
	for (const [link, target] of [
		['old.tf', 'far/old.tf'],
		['new.tf', 'far/new.tf'],
		['twice.tf', 'new.tf'],
	] as const) {
		fs.symlinkSync(target, at(link));
	}

	await expect(saveFiles([{file: at('old.tf'), text: 'x'}], never)).rejects.toThrow('asked for');
	await saveFiles([{file: at('old.tf'), text: 'one'}], agreed);
	await saveFiles([{file: at('new.tf'), text: 'two'}], never);
	expect([reading(at('far/old.tf')), reading(at('far/new.tf'))]).toEqual(['one', 'two']);
	expect(fs.statSync(at('far/old.tf')).mode % 0o1000).toBe(0o640);
	await saveFiles([{file: at('twice.tf'), text: 'three'}], agreed);
	expect(reading(at('far/new.tf'))).toBe('three');
	for (const link of ['old.tf', 'new.tf', 'twice.tf']) {
		expect(fs.lstatSync(at(link)).isSymbolicLink()).toBe(true);
	}

	expect(fs.readdirSync(at('far')).toSorted()).toEqual(['new.tf', 'old.tf']);
});

test('a link that stands where a file of ours belongs is asked about and replaced, wherever it leads', async () => {
	const folder = temporaryFolder();
	const at = (name: string) => path.join(folder, name);
	fs.symlinkSync('elsewhere', at('t-2.yaml'));
	const files = [
		{file: at('t.yaml'), text: 'one'},
		{file: at('t-2.yaml'), text: 'two', isBeside: true},
	];
	await expect(saveFiles(files, never)).rejects.toThrow(`asked for ${at('t-2.yaml')}`);
	expect(fs.readdirSync(folder)).toEqual(['t-2.yaml']);
	await saveFiles(files, agreed);
	expect(fs.readdirSync(folder).toSorted()).toEqual(['t-2.yaml', 't.yaml']);
	expect(fs.lstatSync(at('t-2.yaml')).isFile()).toBe(true);
});

test.each([
	['a link to a folder that is not there', 'lost', 'the folder that it would be in is not there'],
	['a link to itself', 'loop', 'a link in the path leads back to itself'],
	['a link to a folder', 'to-folder', 'it is a folder, and a file belongs there'],
	['a file in the way', 'file/x', 'a part of the path is a file'],
	['a name that is too long', 'n'.repeat(300), 'the path is too long'],
])('%s is refused with the reason, and nothing is written', async (_what, name, reason) => {
	const folder = temporaryFolder();
	const at = (each: string) => path.join(folder, each);
	fs.symlinkSync('none/x', at('lost'));
	fs.symlinkSync('loop', at('loop'));
	fs.symlinkSync('.', at('to-folder'));
	fs.writeFileSync(at('file'), '');
	const before = fs.readdirSync(folder);
	await expect(
		saveFiles(
			[
				{file: at('a.yaml'), text: ''},
				{file: at(name), text: ''},
			],
			never,
		),
	).rejects.toMatchObject(failure(`${reason}. Nothing was written.`));
	expect(fs.readdirSync(folder)).toEqual(before);
});

test('a name as long as the disk takes is written', async () => {
	const file = path.join(temporaryFolder(), 'n'.repeat(255));
	await saveFiles([{file, text: 'x'}], never);
	expect(reading(file)).toBe('x');
});

test('a disk that is full half-way leaves what was there, no drafts, and no half of the files', async () => {
	const folder = temporaryFolder();
	const at = (name: string) => path.join(folder, name);
	const pair = [
		{name: 'one', text: 'new'},
		{name: 'two', text: 'new'},
	];
	const files = pair.map(({name, text}) => ({file: at(name), text}));
	for (const operation of ['writeFile', 'rename'] as const) {
		fillDisk(operation);
		await expect(saveFiles(files, never)).rejects.toMatchObject(
			failure('the disk is full. Nothing was written.'),
		);
		vi.restoreAllMocks();
		fillDisk(operation);
		await expect(saveFolder(at('fresh'), pair, never)).rejects.toMatchObject(
			failure('the disk is full. Nothing was written.'),
		);
		vi.restoreAllMocks();
		expect(fs.readdirSync(folder)).toEqual([]);
	}

	fs.symlinkSync('far', at('one'));
	fillDisk('rename');
	await expect(saveFiles(files, never)).rejects.toMatchObject(failure('the disk is full'));
	vi.restoreAllMocks();
	expect(fs.readdirSync(folder)).toEqual(['one']);
	expect(fs.lstatSync(at('one')).isSymbolicLink()).toBe(true);
	fs.rmSync(at('one'));

	fs.writeFileSync(at('one'), 'old');
	fillDisk('writeFile');
	await expect(saveFolder(folder, pair, agreed)).rejects.toMatchObject(
		failure('Nothing was written.'),
	);
	vi.restoreAllMocks();
	expect([fs.readdirSync(folder), reading(at('one'))]).toEqual([['one'], 'old']);
	fillDisk('rename');
	// What took its place already is said.
	await expect(saveFolder(folder, pair, agreed)).rejects.toMatchObject(
		failure('Only this was: one.'),
	);
	vi.restoreAllMocks();
	expect([fs.readdirSync(folder), reading(at('one'))]).toEqual([['one'], 'new']);
});

test('what others put into a new folder meanwhile stays, though it could not be written', async () => {
	const folder = path.join(temporaryFolder(), 'fresh');
	const real = disk.rename.bind(disk);
	vi.spyOn(disk, 'rename').mockImplementation(async (from: PathLike, to: PathLike) => {
		fs.writeFileSync(path.join(folder, 'theirs'), 'theirs');
		if (String(to).endsWith('two')) {
			throw Object.assign(new Error('refused'), {code: 'EACCES'});
		}

		return real(from, to);
	});
	await expect(
		saveFolder(
			folder,
			[
				{name: 'one', text: ''},
				{name: 'two', text: ''},
			],
			never,
		),
	).rejects.toMatchObject(failure('permission was refused. Nothing was written.'));
	expect(fs.readdirSync(folder)).toEqual(['theirs']);
});
