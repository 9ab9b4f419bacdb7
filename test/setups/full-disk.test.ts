import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it, test} from 'vitest';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {fileOf, realSetup} from './real-setup.js';
import {temporaryFolder} from './temporary-folder.js';

const atSource = (file: string) => new URL(`../../source/${file}`, import.meta.url).href;
const storeModule = atSource('setups/setup-store.ts');
const runTypescript = atSource('packaging/run-typescript.js');

/**
Runs a program in a shell of its own, after other lines of shell. `store` is there to use; what it prints last is the error
that it met, in words.
*/
async function runStore(folder: string, shell: string, program: string) {
	const script = `
		import {openSetupStore} from ${JSON.stringify(storeModule)};
		const store = openSetupStore(${JSON.stringify(folder)});
		try {
			${program}
			console.log('no error');
		} catch (error) {
			console.log(error.name + ': ' + error.message);
		}
	`;
	const child = spawn(
		'sh',
		[
			'-c',
			`${shell}\nexec "$0" --import "$1" --input-type=module -e "$2"`,
			process.execPath,
			runTypescript,
			script,
		],
		{stdio: ['ignore', 'pipe', 'inherit']},
	);
	let printed = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		printed += text;
	});
	await once(child, 'close');
	return printed.trim();
}

function savedSetup(content = fileOf(realSetup)) {
	const folder = temporaryFolder();
	const file = path.join(folder, 'production.json');
	fs.writeFileSync(file, content);
	return {folder, file, content};
}

// A limit on the size of files cuts a write short just as a full disk does, for every user.
const fewBytes = 'ulimit -f 1';
const grow =
	"store.update('production', (saved) => ({...saved, setup: {...saved.setup, more: 'x'.repeat(20000)}}));";

describe.skipIf(process.platform === 'win32')('a disk without room', () => {
	it('leaves the setup as it was, whole, and says so', async () => {
		const {folder, file, content} = savedSetup();
		expect(await runStore(folder, fewBytes, grow)).toBe(
			`InputError: The setup "Production" could not be saved in ${folder}: the disk took only a part of it.`,
		);
		expect(fs.readFileSync(file, 'utf8')).toBe(content);
		expect(fs.readdirSync(folder)).toEqual(['production.json']);
		expect(openSetupStore(folder).read('production')).toEqual(realSetup);
	});

	it('is why what conf wrote is read again: alone it puts the half of it in place and says nothing', async () => {
		const {folder, file} = savedSetup();
		const alone = `
			const {default: Conf} = await import(${JSON.stringify(import.meta.resolve('conf'))});
			new Conf({cwd: ${JSON.stringify(folder)}, configName: 'production'}).store = {more: 'x'.repeat(20000)};
		`;
		expect(await runStore(folder, fewBytes, alone)).toBe('no error');
		expect(fs.statSync(file).size).toBeLessThan(20_000);
	});

	it('keeps each entry of the journal that was written, and none that was not', async () => {
		const {folder} = savedSetup();
		const printed = await runStore(
			folder,
			'ulimit -f 16',
			`
				const {journal: [entry]} = store.read('production');
				for (let n = 0; ; n++) {
					store.append('production', {...entry, change: 'n'.repeat(300) + n});
					console.log(n);
				}
			`,
		);
		const [written, words] = printed.split('\n').slice(-2);
		expect(words).toMatch(/^InputError: .* could not be saved in .*: files may not grow/v);
		const {journal} = openSetupStore(folder).read('production');
		expect(journal.at(-1)?.change).toBe(`${'n'.repeat(300)}${written}`);
		expect(journal).toHaveLength(realSetup.journal.length + Number(written) + 1);
	});

	it('leaves a damaged file where it was', async () => {
		const {folder, file, content} = savedSetup(fileOf(realSetup).slice(0, -200));
		expect(await runStore(folder, fewBytes, "store.repair('production');")).toMatch(
			/could not be saved/v,
		);
		expect(fs.readFileSync(file, 'utf8')).toBe(content);
		expect(fs.readdirSync(folder)).toEqual(['production.json']);
	});

	it('leaves no claim', async () => {
		const {folder} = savedSetup();
		expect(await runStore(folder, 'ulimit -f 0', "store.claim('production');")).toBe(
			`InputError: The setup "production" could not be saved in ${folder}: files may not grow that large here.`,
		);
		expect(fs.readdirSync(folder)).toEqual(['production.json']);
	});

	it('saves no half of a new setup', async () => {
		const folder = path.join(temporaryFolder(), 'setups');
		const printed = await runStore(
			folder,
			fewBytes,
			"store.create({guide: 'ekm', name: 'production', more: 'x'.repeat(20000)});",
		);
		expect(printed).toMatch(/could not be saved/v);
		expect(fs.readdirSync(folder)).toEqual([]);
	});
});

const nobody = 65_534;

describe.skipIf(process.platform === 'win32')('a folder that may only be read', () => {
	it('is read, and a change is refused in words', async () => {
		const {folder, file, content} = savedSetup();
		const isRoot = process.getuid?.() === 0;
		if (isRoot) {
			// Modes hold nobody back who is root.
			fs.chownSync(file, nobody, nobody);
			fs.chownSync(folder, nobody, nobody);
		}

		fs.chmodSync(folder, 0o500);
		const asOther = isRoot ? `process.setuid(${nobody});` : '';
		const changes = [
			"store.update('production', (saved) => saved);",
			"store.claim('production');",
			"store.create({guide: 'ekm', name: 'other'});",
			"store.remove('production');",
		];
		const printed = await Promise.all(
			changes.map(async (change) =>
				runStore(folder, '', `${asOther} store.read('production'); store.list(); ${change}`),
			),
		);
		fs.chmodSync(folder, 0o700);
		for (const words of printed) {
			expect(words).toMatch(
				/^InputError: The setup "\w+" could not be saved in .*: permission was refused\.$/v,
			);
		}

		expect(fs.readFileSync(file, 'utf8')).toBe(content);
		expect(fs.readdirSync(folder)).toEqual(['production.json']);
	});
});

test('a folder that cannot be looked into is not one without setups', () => {
	const file = path.join(temporaryFolder(), 'file');
	fs.writeFileSync(file, '');
	const store = openSetupStore(path.join(file, 'setups'));
	for (const look of [() => store.list(), () => store.claim('production')]) {
		expect(look).toThrow(
			new RegExp(String.raw`${file}.setups.*: a part of the path is a file\.$`, 'v'),
		);
	}
});
