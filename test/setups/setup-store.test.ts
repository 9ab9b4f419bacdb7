import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {InputError} from '../../source/diagnostic.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {temporaryFolder} from './temporary-folder.js';

const at = new Date('2026-11-22T10:00:00Z');

function openStore(folder = path.join(temporaryFolder(), 'setups')) {
	let runs = 0;
	const store = openSetupStore(folder, {
		now: () => at,
		newRunId: () => `run-number-${++runs}`,
	});
	return {folder, store, fileOf: (name: string) => path.join(folder, name)};
}

function refusalOf(action: () => unknown): InputError {
	try {
		action();
	} catch (error) {
		if (error instanceof InputError) {
			return error;
		}

		throw error;
	}

	throw new Error('Nothing was refused.');
}

/** A saved file with something added at its top. */
function savedFile(added: string): string {
	return `{${added}"version":1,"runId":"r","createdAt":"2026-11-22T10:00:00Z","updatedAt":"2026-11-22T10:00:00Z","setup":{"guide":"ekm","name":"x"},"journal":[]}`;
}

const setup = {guide: 'ekm', name: 'Production', region: 'us-east-1'};

test('nothing is saved yet: the list is empty and no folder is made', () => {
	const {store, folder} = openStore();
	expect(store.list()).toEqual([]);
	expect(store.has('production')).toBe(false);
	expect(fs.existsSync(folder)).toBe(false);
});

test('a new setup is there afterwards, for its owner only', () => {
	const {store, folder, fileOf} = openStore();
	const {saved, movedAside} = store.create(setup, {
		account: '111122223333',
		step: 'policy',
	});
	expect(movedAside).toBeUndefined();
	expect(saved).toEqual({
		version: 1,
		runId: 'run-number-1',
		account: '111122223333',
		step: 'policy',
		createdAt: at.toISOString(),
		updatedAt: at.toISOString(),
		setup,
		journal: [],
	});
	expect(openSetupStore(folder).read('production')).toEqual(saved);
	expect(store.list()).toEqual([saved]);
	if (process.platform === 'win32') {
		return;
	}

	expect(fs.statSync(fileOf('production.json')).mode % 0o1000).toBe(0o600);
	expect(fs.statSync(folder).mode % 0o1000).toBe(0o700);
});

test('names are unique whatever their case', () => {
	const {store} = openStore();
	store.create(setup);
	const refusal = refusalOf(() => store.create({...setup, name: 'PRODUCTION'}));
	expect(refusal.code).toBe('setup-exists');
	expect(refusal.message).toContain('"Production"');
	expect(store.has('pRODUCTION')).toBe(true);
});

test.each(['../escape', 'CON', ''])('the name %j reaches no file', (name) => {
	const {store, folder} = openStore();
	for (const action of [
		() => store.create({guide: 'ekm', name}),
		() => store.read(name),
		() => store.update(name, (saved) => saved),
		() => {
			store.remove(name);
		},
	]) {
		expect(refusalOf(action).code).toBe('setup-name');
	}

	expect(store.has(name)).toBe(false);
	expect(fs.existsSync(folder)).toBe(false);
});

test('an update keeps what another process saved in between', () => {
	const {store, folder} = openStore();
	store.create(setup);
	const other = openSetupStore(folder);
	other.update('production', (saved) => ({...saved, account: '111122223333'}));
	store.update('production', (saved) => ({...saved, step: 'review'}));
	expect(other.read('production')).toMatchObject({
		account: '111122223333',
		step: 'review',
	});
	expect(fs.readdirSync(folder)).toEqual(['production.json']);
});

test('answers keep dots, nulls and odd names', () => {
	const {store, folder} = openStore();
	const answers = {
		...setup,
		'a.b': {'x.y': null, list: [1, 'two', true, {__internal__: 1}]},
	};
	store.create(answers);
	expect(openSetupStore(folder).read('production').setup).toEqual(answers);
});

test('a change that would break the file is not written', () => {
	const {store} = openStore();
	const {saved} = store.create(setup);
	expect(() => store.update('production', () => ({...saved, runId: ''}))).toThrow();
	expect(() =>
		store.update('production', () => ({
			...saved,
			setup: {...setup, name: 'other'},
		})),
	).toThrow();
	expect(store.read('production')).toEqual(saved);
});

test('what is not there is said plainly', () => {
	const {store} = openStore();
	expect(refusalOf(() => store.read('staging')).message).toBe(
		'There is no saved setup named "staging".',
	);
	expect(refusalOf(() => store.update('staging', (saved) => saved)).code).toBe('setup-not-found');
	store.remove('staging');
});

test('a removed setup is gone', () => {
	const {store} = openStore();
	store.create(setup);
	store.remove('PRODUCTION');
	expect(store.list()).toEqual([]);
});

test('files moved aside in the same moment never overwrite each other', () => {
	const {store, fileOf} = openStore();
	store.create(setup);
	const kept = ['first', 'second', 'third'].map((text) => {
		fs.writeFileSync(fileOf('production.json'), text);
		const {movedAside = ''} = store.create(setup);
		return {text, file: movedAside};
	});
	const files = new Set(kept.map(({file}) => file));
	expect(files.size).toBe(3);
	for (const {text, file} of kept) {
		expect(path.basename(file)).toMatch(
			/^production\.broken-2026-11-22T10-00-00-000Z(?:-\d)?\.json$/v,
		);
		expect(fs.readFileSync(file, 'utf8')).toBe(text);
	}
});

test('a setup of a newer version is refused in words and not touched', () => {
	const {store, folder, fileOf} = openStore();
	store.create(setup);
	const newer = JSON.stringify({version: 2, future: true});
	fs.writeFileSync(fileOf('production.json'), newer);
	for (const action of [
		() => store.create(setup),
		() => store.read('production'),
		() => store.update('production', (saved) => saved),
	]) {
		const refusal = refusalOf(action);
		expect(refusal.message).toMatch(/newer version of workato-aws/v);
		expect(refusal.hint).toContain(fileOf('production.json'));
	}

	expect(fs.readFileSync(fileOf('production.json'), 'utf8')).toBe(newer);
	expect(fs.readdirSync(folder)).toEqual(['production.json']);
});

test.each([
	['[]', /version/v],
	['null', /version/v],
	['{"version":1}', /missing/v],
	[savedFile('"secretAccessKey":"x",'), /secretAccessKey: unknown field/v],
])('a file that holds %s is broken, with the reason', (content, reason) => {
	const {store, folder, fileOf} = openStore();
	fs.mkdirSync(folder);
	fs.writeFileSync(fileOf('x.json'), content);
	const [listed] = store.list();
	expect(listed && 'broken' in listed && listed.broken).toMatch(reason);
});

test('a copied file that holds another setup is not taken for it', () => {
	const {store, fileOf} = openStore();
	store.create(setup);
	fs.copyFileSync(fileOf('production.json'), fileOf('staging.json'));
	expect(refusalOf(() => store.read('staging')).message).toContain('holds the setup "Production"');
});

test('one broken file does not hide the others, and strangers in the folder are not setups', () => {
	const {store, fileOf} = openStore();
	store.create(setup);
	store.create({...setup, name: 'alpha'});
	fs.writeFileSync(fileOf('broken.json'), '{');
	fs.writeFileSync(fileOf('notes.txt'), 'hello');
	fs.mkdirSync(fileOf('folder.json'));
	expect(store.list().map((item) => ('setup' in item ? item.setup.name : `${item.name}!`))).toEqual(
		['alpha', 'broken!', 'folder!', 'Production'],
	);
});

test('a folder that cannot be made is said in words', () => {
	const base = temporaryFolder();
	fs.writeFileSync(path.join(base, 'file'), '');
	const store = openSetupStore(path.join(base, 'file', 'setups'));
	const refusal = refusalOf(() => store.create(setup));
	expect(refusal).toMatchObject({code: 'setup-not-saved', exitCode: 2});
	expect(refusal.message).toMatch(/a part of the path is a file/v);
});
