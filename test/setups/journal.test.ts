import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {journalFile} from '../../source/setups/journal-file.js';
import {type JournalEntry} from '../../source/resources/call.js';
import {migrateSavedSetup} from '../../source/setups/saved-setup.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {temporaryFolder} from './temporary-folder.js';

const entry = (
	change: string,
	state: JournalEntry['state'],
	more: Partial<JournalEntry> = {},
): JournalEntry => ({
	change,
	state,
	at: '2026-11-22T10:00:00.000Z',
	call: {service: 'kms', operation: 'CreateKey', input: {Description: 'Größe 😀'}},
	...more,
});

/** A saved setup with a few entries that stand beside it, as a run leaves it that was killed. */
function killedRun(entries = [entry('key', 'intent'), entry('key', 'done')]) {
	const folder = temporaryFolder();
	const store = openSetupStore(folder);
	store.create({guide: 'ekm', name: 'Production'}, {step: 'review'});
	for (const each of entries) {
		store.append('production', each);
	}

	return {
		folder,
		store,
		entries,
		file: path.join(folder, 'production.json'),
		beside: journalFile(folder, 'production'),
		reread: () => openSetupStore(folder).read('production'),
	};
}

test('an appended entry is on disk when the call returns, for its owner only, and what it says is done is left no more', () => {
	const {store, reread, beside} = killedRun([]);
	store.update('production', (saved) => ({
		...saved,
		unfinished: {of: 2, left: {key: 'key', alias: 'alias'}},
	}));
	const wanted = [
		entry('key', 'intent', {before: {a: null}}),
		entry('key', 'failed', {error: {code: 'X', message: 'no', hint: 'wait'}}),
		entry('alias', 'done'),
	];
	for (const [index, each] of wanted.entries()) {
		const latest = store.append('production', each);
		expect(reread().journal).toEqual(wanted.slice(0, index + 1));
		expect(latest()).toEqual(reread());
	}

	expect(reread().unfinished).toEqual({of: 2, left: {key: 'key'}});
	if (process.platform !== 'win32') {
		expect(fs.statSync(beside).mode % 0o1000).toBe(0o600);
	}
});

test('the saved file is not written again for an entry, and a program of an earlier version refuses it meanwhile', () => {
	const {store, file} = killedRun();
	const before = fs.readFileSync(file, 'utf8');
	const inode = fs.statSync(file).ino;
	store.append('production', entry('alias', 'intent'));
	expect(fs.statSync(file).ino).toBe(inode);
	expect(fs.readFileSync(file, 'utf8')).toBe(before);
	expect(migrateSavedSetup(z.record(z.string(), z.json()).parse(JSON.parse(before)))).toEqual({
		state: 'newer',
		version: 2,
	});
});

test('when the run lets go, everything stands in the saved file, as one of version 1', () => {
	const {folder, store, file, reread} = killedRun([]);
	const release = store.claim('production');
	store.append('production', entry('key', 'intent'));
	const latest = store.append('production', entry('key', 'done'));
	release();
	expect(fs.readdirSync(folder)).toEqual(['production.json']);
	expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual(latest());
	expect(reread()).toEqual(latest());
});

test('a killed run is read whole, folded by the next change, and removed with the setup', () => {
	const {folder, store, file, entries} = killedRun();
	const other = openSetupStore(folder);
	expect(other.read('production')).toMatchObject({version: 1, step: 'review', journal: entries});
	other.update('production', (saved) => ({...saved, step: 'arn'}));
	expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({
		version: 1,
		step: 'arn',
		journal: entries,
	});
	store.append('production', entry('alias', 'intent'));
	expect(other.read('production')).toMatchObject({
		step: 'arn',
		journal: [...entries, entry('alias', 'intent')],
	});
	other.remove('production');
	expect(fs.readdirSync(folder)).toEqual([]);
	expect(() => store.append('production', entry('alias', 'done'))).toThrow('no saved setup');
	expect(fs.readdirSync(folder)).toEqual([]);
});

test('killed within any write, the entries before it stay and the next one follows them', () => {
	fc.assert(
		fc.property(
			fc.integer({min: 0, max: 5}),
			fc.double({min: 0, max: 1, noNaN: true}),
			(count, share) => {
				const {store, reread, beside, entries} = killedRun(
					Array.from({length: count + 1}, (_unused, n) => entry(`change ${n}`, 'intent')),
				);
				const bytes = fs.readFileSync(beside);
				const last = bytes.lastIndexOf('\n', -2) + 1;
				// Without its end of line, the last one was cut off, wherever that was.
				fs.truncateSync(beside, last + Math.floor(share * (bytes.length - 1 - last)));
				expect(reread().journal).toEqual(entries.slice(0, -1));
				const next = entry('next', 'intent');
				openSetupStore(path.dirname(beside)).append('production', next);
				expect(reread().journal).toEqual([...entries.slice(0, -1), next]);
				expect(() => store.append('production', entry('after', 'done'))).not.toThrow();
				expect(
					reread()
						.journal.map(({change}) => change)
						.slice(-2),
				).toEqual(['next', 'after']);
			},
		),
		{numRuns: 25},
	);
});

test.each([
	['a line that is damaged', (text: string) => text.replace('"state"', '"stat'), 'is damaged', 1],
	[
		'a field that has no place',
		(text: string) => text.replace('"state"', '"token":"x","state"'),
		'is damaged',
		1,
	],
	['another one', (text: string) => text.replace('"journal":"', '"journal":"x'), 'another one', 0],
	['nothing', () => undefined, 'is not there', 0],
])(
	'where the end of the journal holds %s, the setup is damaged, and what is whole is used',
	(_name, damage, why, left) => {
		const {folder, store, beside} = killedRun();
		const text = damage(fs.readFileSync(beside, 'utf8'));
		if (text === undefined) {
			fs.rmSync(beside);
		} else {
			fs.writeFileSync(beside, text);
		}

		expect(store.damage('production')?.broken).toContain(why);
		expect(store.read('production')).toMatchObject({isJournalLost: true, step: 'review'});
		expect(store.read('production').journal).toHaveLength(left);
		const {saved} = store.repair('production') ?? {};
		expect(store.read('production')).toEqual(saved);
		expect(store.damage('production')).toBeUndefined();
		const kept = fs.readdirSync(folder).filter((name) => name.includes('.broken-'));
		expect(kept.map((name) => path.extname(name)).toSorted()).toEqual(
			text === undefined ? ['.json'] : ['.journal', '.json'],
		);
	},
);

test('a damaged file is used with the end of its journal, and a further entry moves it aside', () => {
	const {folder, file, entries, reread} = killedRun();
	fs.writeFileSync(file, fs.readFileSync(file, 'utf8').slice(0, -3));
	expect(reread()).toMatchObject({isJournalLost: true, journal: entries});
	openSetupStore(folder).append('production', entry('alias', 'done'));
	expect(reread().journal).toEqual([...entries, entry('alias', 'done')]);
	expect(fs.readdirSync(folder).filter((name) => name.includes('.broken-'))).toHaveLength(2);
});

test('what an earlier run left beside is not read where the saved file does not name it', () => {
	const {folder, store, beside, file} = killedRun();
	const stray = fs.readFileSync(beside);
	store.update('production', (saved) => saved);
	fs.writeFileSync(beside, stray);
	expect(store.read('production').journal).toHaveLength(2);
	store.append('production', entry('alias', 'intent'));
	expect(store.read('production').journal).toHaveLength(3);
	store.remove('production');
	fs.writeFileSync(beside, stray);
	store.create({guide: 'ekm', name: 'Production'});
	expect(store.read('production').journal).toEqual([]);
	expect(fs.readdirSync(folder)).toEqual([path.basename(file)]);
});

test('killed at any moment, each entry that was written is there', async () => {
	const {folder, reread} = killedRun([]);
	const atSource = (name: string) => new URL(`../../source/${name}`, import.meta.url).href;
	const program = String.raw`
		import fs from 'node:fs';
		import {openSetupStore} from ${JSON.stringify(atSource('setups/setup-store.ts'))};
		const store = openSetupStore(${JSON.stringify(folder)});
		const entry = ${JSON.stringify(entry('key', 'intent'))};
		for (let n = 0; ; n++) {
			const release = n % 10 === 0 ? store.claim('production') : () => {};
			store.append('production', {...entry, change: String(n)});
			fs.writeSync(1, n + '\n');
			release();
		}
	`;
	for (const wait of [1, 40, 200]) {
		const before = reread().journal.length;
		const child = spawn(
			process.execPath,
			['--import', atSource('packaging/run-typescript.js'), '--input-type=module', '-e', program],
			{stdio: ['ignore', 'pipe', 'inherit']},
		);
		let printed = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			printed += text;
			if (printed.split('\n').length > wait) {
				child.kill('SIGKILL');
			}
		});
		await once(child, 'close');
		const written = printed.split('\n').length - 1;
		const changes = reread()
			.journal.slice(before)
			.map(({change}) => Number(change));
		expect(changes).toEqual(changes.map((_change, n) => n));
		expect([written, written + 1]).toContain(changes.length);
	}
});
