import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import {describe, expect, it} from 'vitest';
import {recoverSavedSetup} from '../../source/setups/recover-saved-setup.js';
import {type SavedSetup} from '../../source/setups/saved-setup.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {fileOf, realProjects, realSetup} from './real-setup.js';
import {temporaryFolder} from './temporary-folder.js';

const now = () => new Date('2026-11-22T11:00:00Z');

function damage(content: string | Uint8Array) {
	const folder = temporaryFolder();
	const file = path.join(folder, 'production.json');
	fs.writeFileSync(file, content);
	return {folder, file, store: openSetupStore(folder, {now})};
}

/** Whether a value is the real one, or a list of some of its elements. */
function isPartOf(value: unknown, real: unknown): boolean {
	return (
		isDeepStrictEqual(value, real) ||
		(Array.isArray(value) &&
			Array.isArray(real) &&
			value.every((item) => real.some((one) => isDeepStrictEqual(item, one))))
	);
}

/** Names what a recovered setup holds that the real one does not. */
function foreign(recovered: SavedSetup, real: SavedSetup): string[] {
	const {setup, journal, runId, step, isJournalLost, ...rest} = recovered;
	const {createdAt, updatedAt, version, ...plain} = rest;
	const realFields: Record<string, unknown> = real;
	return [
		...(isJournalLost === true && version === 1 ? [] : ['head']),
		...(runId === real.runId || runId.startsWith('rescued-') ? [] : ['runId']),
		...(step === undefined || step === real.step ? [] : ['step']),
		...([createdAt, updatedAt].every((time) =>
			[real.createdAt, new Date(0).toISOString()].includes(time),
		)
			? []
			: ['times']),
		...Object.entries(plain).flatMap(([field, value]) =>
			isPartOf(value, realFields[field]) ? [] : [field],
		),
		...Object.entries(setup).flatMap(([field, value]) =>
			isPartOf(value, real.setup[field]) || field === 'name' ? [] : [field],
		),
		...(isPartOf(journal, real.journal) ? [] : ['journal']),
	];
}

describe.each([
	['a key', realSetup],
	['projects', realProjects],
])('a saved setup for %s', (_, real) => {
	const whole = Buffer.from(fileOf(real));
	const guideAt = whole.indexOf('\n', whole.indexOf('"guide"'));

	it('cut at any byte gives its whole answers and journal entries, and nothing else', () => {
		for (let length = 0; length < whole.length; length++) {
			const text = whole.toString('utf8', 0, length);
			const recovered = recoverSavedSetup(text, 'production');
			expect([length, recovered !== undefined]).toEqual([length, length >= guideAt - 1]);
			expect([length, recovered ? foreign(recovered, real) : []]).toEqual([length, []]);
		}
	});

	it('loses only what a wrong byte stands in', () => {
		for (let place = 0; place < whole.length; place++) {
			for (const byte of [0, 0x0a, 0x20, 0x22, 0x7d, 0xff]) {
				const text = Buffer.from(whole);
				text[place] = byte;
				const recovered = recoverSavedSetup(text.toString('utf8'), 'production');
				// A wrong letter inside a text is that text from then on: nothing tells it from the real one.
				const odd = recovered ? foreign(recovered, real) : [];
				expect([place, byte, odd.length <= 1]).toEqual([place, byte, true]);
				if (byte === 0 || byte === 0xff) {
					expect([place, byte, odd]).toEqual([place, byte, []]);
				}
			}
		}
	});
});

it('whatever is wrong with the file: it is read, listed and asked about, and stays as it is', () => {
	const whole = Buffer.from(fileOf(realSetup));
	const {store, file} = damage('');
	for (let length = 0; length < whole.length; length += 37) {
		const cut = whole.subarray(0, length);
		fs.writeFileSync(file, cut);
		const [listed] = store.list();
		expect(listed).toMatchObject({name: 'production', file});
		expect(store.damage('production')).toEqual(listed);
		if (listed && 'recovered' in listed) {
			expect(store.read('production')).toEqual(listed.recovered);
		} else {
			expect(() => store.read('production')).toThrow(/cannot be read/v);
		}

		expect(fs.readFileSync(file)).toEqual(cut);
	}
});

it('is repaired by saving what can be read, and the damaged file is kept beside it', () => {
	const cut = fileOf(realSetup).slice(0, -400);
	const {store, file, folder} = damage(cut);
	const repaired = store.repair('PRODUCTION');
	expect(repaired?.saved).toMatchObject({
		runId: realSetup.runId,
		isJournalLost: true,
		setup: realSetup.setup,
		journal: realSetup.journal.slice(0, 1),
	});
	expect(repaired?.keptAs).toBe(
		path.join(folder, 'production.broken-2026-11-22T11-00-00-000Z.json'),
	);
	expect(fs.readFileSync(repaired?.keptAs ?? '', 'utf8')).toBe(cut);
	expect(store.read('production')).toEqual(repaired?.saved);
	expect(store.damage('production')).toBeUndefined();
	expect(store.repair('production')).toBeUndefined();
	expect(fs.readdirSync(folder)).toHaveLength(2);
	expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual(repaired?.saved);
});

it('an answer given to a damaged setup keeps the damaged file, too', () => {
	const cut = fileOf(realSetup).slice(0, -400);
	const {store, folder} = damage(cut);
	store.update('production', (saved) => ({...saved, step: 'policy'}));
	const kept = fs.readdirSync(folder).find((file) => file.includes('broken'));
	expect(fs.readFileSync(path.join(folder, kept ?? ''), 'utf8')).toBe(cut);
});

it('a new start over a file of which nothing is left keeps it and its mark', () => {
	const cut = fileOf(realSetup).slice(0, 80);
	const {store} = damage(cut);
	const {saved, movedAside = ''} = store.create(realSetup.setup);
	expect(saved).toMatchObject({runId: realSetup.runId, isJournalLost: true});
	expect(fs.readFileSync(movedAside, 'utf8')).toBe(cut);
	expect(store.list()).toEqual([saved]);
});

it('bytes that are no text are said, and never become an answer', () => {
	const text = fileOf(realSetup);
	const bytes = Buffer.from(text);
	bytes[text.indexOf('workato-ekm', text.indexOf('"key"'))] = 0xff;
	const {store} = damage(bytes);
	expect(store.damage('production')?.broken).toBe('it holds bytes that are no text');
	expect(store.read('production').setup).toEqual({
		...realSetup.setup,
		key: undefined,
	});
});

/** The answers that are left of a damaged file, by the text in it that is made unreadable. */
function answersWithout(setup: SavedSetup['setup'], damaged: string): unknown {
	const text = fileOf({...realSetup, setup});
	expect(text).toContain(damaged);
	const recovered = recoverSavedSetup(text.replace(damaged, '\u{FFFD}'), 'production');
	return recovered?.setup;
}

it('keeps the whole groups of a damaged list, whatever a guide calls them, and never a part of anything else', () => {
	const setup = {guide: 'events', name: 'production'};
	const topics = [{name: 'Orders'}, {name: 'Stock'}, {name: 'Damaged'}];
	expect(answersWithout({...setup, topics}, 'Damaged')).toEqual({
		...setup,
		topics: topics.slice(0, 2),
	});
	// Half of it could grant more than the whole: a Deny may be what is lost.
	const statement = [{Sid: 'Allow'}, {Sid: 'Damaged'}];
	expect(answersWithout({...setup, statement}, 'Damaged')).toEqual(setup);
	const role = {create: {name: 'Workato-A'}, tags: 'Damaged'};
	expect(answersWithout({...setup, role}, 'Damaged')).toEqual(setup);
	const secrets = ['one', 'Damaged'];
	expect(answersWithout({...setup, secrets}, 'Damaged')).toEqual(setup);
});
