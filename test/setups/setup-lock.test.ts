import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test, vi} from 'vitest';
import {InputError} from '../../source/diagnostic.js';
import {processStart} from '../../source/setups/take-file.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {temporaryFolder} from './temporary-folder.js';

const at = new Date('2026-11-22T10:00:00Z');
const setup = {guide: 'ekm', name: 'Production'};

function openStore() {
	const folder = temporaryFolder();
	const store = openSetupStore(folder, {now: () => at});
	return {
		store,
		folder,
		lock: path.join(folder, 'production.lock'),
		writing: path.join(folder, 'production.writing'),
	};
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

/** A process that runs until the test ends. */
async function otherProcess(): Promise<number> {
	const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	await once(child, 'spawn');
	return child.pid ?? 0;
}

/** The number of a process that is gone. */
async function goneProcess(): Promise<number> {
	const child = spawn(process.execPath, ['-e', '']);
	await once(child, 'exit');
	return child.pid ?? 0;
}

const atSource = (file: string) => new URL(`../../source/${file}`, import.meta.url).href;
const runTypescript = atSource('packaging/run-typescript.js');
const setupStore = atSource('setups/setup-store.ts');

/** Runs a program in a process of its own; gives back its exit code. */
async function exitOf(program: string): Promise<number | null> {
	const child = spawn(
		process.execPath,
		['--import', runTypescript, '--input-type=module', '-e', program],
		{stdio: ['ignore', 'ignore', 'inherit']},
	);
	await once(child, 'exit');
	return child.exitCode;
}

const owner = (pid: number, more: object = {}) =>
	JSON.stringify({
		pid,
		host: os.hostname(),
		start: processStart(pid),
		since: at.toISOString(),
		...more,
	});

test('a claimed setup is refused to the next one, who is told by whom, and free afterwards', () => {
	const {store, folder, lock} = openStore();
	const release = store.claim('Production');
	const refusal = refusalOf(() => store.claim('PRODUCTION'));
	expect(refusal).toMatchObject({
		code: 'setup-in-use',
		exitCode: 2,
		message: `The setup "PRODUCTION" is being worked on by another workato-aws (process ${process.pid}, since 2026-11-22T10:00:00.000Z).`,
		hint: 'Wait until it has finished, then run this again. Nothing was changed.',
	});
	store.claim('staging')();
	release();
	expect(fs.existsSync(lock)).toBe(false);
	store.claim('Production')();
	expect(fs.readdirSync(folder)).toEqual([]);
});

test('answers may be saved while another process applies', async () => {
	const {store, lock} = openStore();
	store.create(setup);
	fs.writeFileSync(lock, owner(await otherProcess()));
	expect(store.update('production', (saved) => ({...saved, step: 'review'})).step).toBe('review');
});

test('a claim whose process is gone is taken over', async () => {
	const {store, lock, folder} = openStore();
	fs.writeFileSync(lock, owner(await goneProcess()));
	store.claim('production')();
	expect(fs.readdirSync(folder)).toEqual([]);
});

test('a claim whose process number now belongs to another process is taken over', async () => {
	const {store, lock} = openStore();
	const pid = await otherProcess();
	fs.writeFileSync(lock, owner(pid));
	expect(refusalOf(() => store.claim('production')).code).toBe('setup-in-use');
	fs.writeFileSync(lock, owner(pid, {start: 'another time'}));
	store.claim('production')();
});

test('a claim of another machine is left alone, and the way out is named', async () => {
	const {store, lock} = openStore();
	fs.writeFileSync(lock, owner(await goneProcess(), {host: 'other-host'}));
	const {message, hint} = refusalOf(() => store.claim('production'));
	expect(message).toMatch(/process \d+ on other-host, since/v);
	expect(hint).toContain(`remove ${lock} first`);
});

const ages = [0, Date.now() / 1000, 32_503_680_000];

test.each(ages)(
	'a claim that names nobody (a kill or a full disk in the wrong instant) is taken over at once, whatever its date (%d)',
	(date) => {
		const {store, folder, lock} = openStore();
		for (const text of ['', '{', 'null', '{"pid":"1"}']) {
			fs.writeFileSync(lock, text);
			// So was one that guarded the taking over of such a claim.
			fs.writeFileSync(`${lock}.taking`, '');
			fs.utimesSync(lock, date, date);
			fs.utimesSync(`${lock}.taking`, date, date);
			store.claim('production')();
			expect(fs.readdirSync(folder)).toEqual([]);
		}
	},
);

test('a claim is never without its owner: it is made whole', () => {
	const {store, lock} = openStore();
	const write = vi.spyOn(fs, 'writeFileSync').mockImplementation(() => {
		throw Object.assign(new Error('no room'), {code: 'ENOSPC'});
	});
	const {code, message} = refusalOf(() => store.claim('production'));
	write.mockRestore();
	expect({code, message}).toEqual({
		code: 'setup-not-saved',
		message: `The setup "production" could not be saved in ${path.dirname(lock)}: the disk is full.`,
	});
	expect(fs.readdirSync(path.dirname(lock))).toEqual([]);
	store.claim('production')();
});

test('where there are no second names for a file, a claim is made all the same', () => {
	const {store, lock} = openStore();
	const link = vi.spyOn(fs, 'linkSync').mockImplementation(() => {
		throw Object.assign(new Error('not here'), {code: 'EPERM'});
	});
	const release = store.claim('production');
	expect(refusalOf(() => store.claim('production')).code).toBe('setup-in-use');
	release();
	link.mockRestore();
	expect(fs.readdirSync(path.dirname(lock))).toEqual([]);
});

test('a write of another machine that never ends does not stand in the way for good', () => {
	const {store, writing, folder} = openStore();
	fs.writeFileSync(writing, owner(1, {host: 'other-host'}));
	const clock = vi.spyOn(Atomics, 'wait').mockReturnValue('timed-out');
	store.create(setup);
	expect(clock.mock.calls.length).toBeGreaterThan(200);
	clock.mockRestore();
	expect(fs.readdirSync(folder)).toEqual(['production.json']);
});

test('a write that another process began and never ended is taken over; a new setup, too', async () => {
	const {store, writing, folder} = openStore();
	fs.writeFileSync(writing, owner(await goneProcess()));
	store.create(setup);
	expect(fs.readdirSync(folder)).toEqual(['production.json']);
});

test('many processes that write at once lose nothing', async () => {
	const {store, folder} = openStore();
	store.create(setup);
	const program = `
		import {openSetupStore} from '${setupStore}';
		const store = openSetupStore(${JSON.stringify(folder)});
		for (let index = 0; index < 25; index++) {
			store.update('production', (saved) => ({
				...saved,
				setup: {...saved.setup, [process.pid + ' ' + index]: true},
			}));
		}
	`;
	const exits = await Promise.all(Array.from({length: 4}, async () => exitOf(program)));
	expect(exits).toEqual([0, 0, 0, 0]);
	expect(Object.keys(store.read('production').setup)).toHaveLength(2 + 100);
	expect(fs.readdirSync(folder)).toEqual(['production.json']);
}, 30_000);

test('of many processes that claim at once over a dead one, exactly one gets it each time', async () => {
	const {folder, lock} = openStore();
	const program = `
		import fs from 'node:fs';
		import {openSetupStore} from '${setupStore}';
		const store = openSetupStore(${JSON.stringify(folder)});
		const until = Date.now() + 1500;
		let got = 0;
		while (Date.now() < until) {
			try {
				const release = store.claim('production');
				fs.mkdirSync(${JSON.stringify(path.join(folder, 'inside'))});
				fs.rmdirSync(${JSON.stringify(path.join(folder, 'inside'))});
				got++;
				// Dies as often as it gives back.
				if (got % 2) release(); else fs.writeFileSync(${JSON.stringify(lock)}, fs.readFileSync(${JSON.stringify(lock)}, 'utf8').replace(/"start":"[^"]*"/, '"start":"gone"'));
			} catch (error) {
				if (error.code !== 'setup-in-use') throw error;
			}
		}
		process.exit(got > 0 ? 0 : 9);
	`;
	const exits = await Promise.all(Array.from({length: 3}, async () => exitOf(program)));
	expect(exits).toEqual([0, 0, 0]);
}, 30_000);
