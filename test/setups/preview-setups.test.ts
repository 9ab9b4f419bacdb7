import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {summariesOf} from '../../source/app/use-saved-setups.js';
import {appGuides} from '../../source/app/run-assistant.js';
import {previewSetups} from '../../source/setups/preview-setups.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {fileOf, realProjects, realSetup} from './real-setup.js';
import {temporaryFolder} from './temporary-folder.js';

/** A folder with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
	const folder = temporaryFolder();
	for (const [file, content] of Object.entries(files)) {
		fs.writeFileSync(path.join(folder, file), content);
	}

	return folder;
}

const noLook = () => undefined;

const named = (name: string) => fileOf({...realSetup, setup: {...realSetup.setup, name}});

test('a first look shows what a close one does', () => {
	const folder = folderWith({
		'production.json': fileOf(realSetup),
		[`${realProjects.setup.name.toLowerCase()}-2.json`]: fileOf({
			...realProjects,
			updatedAt: '2026-11-23T10:00:00.000Z',
			setup: {...realProjects.setup, name: `${realProjects.setup.name}-2`},
		}),
		'cut-off.json': fileOf({
			...realSetup,
			updatedAt: '2026-11-24T10:00:00.000Z',
			unfinished: {of: 3, left: {'create-alias': 'create-alias'}},
			setup: {...realSetup.setup, name: 'cut-off'},
		}),
		'new.json': fileOf({
			version: 1,
			runId: 'run-number-1',
			createdAt: realSetup.createdAt,
			updatedAt: realSetup.updatedAt,
			setup: {guide: 'ekm', name: 'new'},
			journal: [],
		}),
		'notes.txt': 'no setup',
	});
	const close = summariesOf(openSetupStore(folder).list(), appGuides(), noLook);
	expect(close).toHaveLength(4);
	expect(summariesOf(previewSetups(folder) ?? [], appGuides(), noLook)).toEqual(close);
});

test('a folder that is not there has no setups', () => {
	expect(previewSetups(path.join(temporaryFolder(), 'none'))).toEqual([]);
});

const whole = fileOf(realSetup);

test.each([
	['cut off', whole.slice(0, -20)],
	['no JSON', 'setup'],
	['a list', '[]'],
	['of a newer version', whole.replace('"version": 1', '"version": 2')],
	['of another name', named('other')],
	['without a guide', whole.replace('"guide"', '"guise"')],
	['with a time that is none', whole.replaceAll('2026-11-22T', '2026-99-22T')],
	['with a journal that is none', whole.replace('"journal": [', '"journal": 1, "x": [')],
	['with an entry of no state', whole.replace('"intent"', '"intend"')],
])('a file that is %s has to be looked at closely', (_, content) => {
	const folder = folderWith({
		'production.json': content,
		'whole.json': named('whole'),
	});
	expect(previewSetups(folder)).toBeUndefined();
});

test('a damaged setup keeps its place in the list', () => {
	const folder = folderWith({
		'production.json': fileOf({
			...realSetup,
			updatedAt: '2026-11-23T10:00:00.000Z',
		}),
		'whole.json': named('whole'),
	});
	const names = () =>
		summariesOf(openSetupStore(folder).list(), appGuides(), noLook).map(({name}) => name);
	const before = names();
	const file = path.join(folder, 'production.json');
	const text = fs.readFileSync(file, 'utf8');
	fs.writeFileSync(file, text.replace('"source"', '"sauce"'));
	expect(openSetupStore(folder).damage('production')?.recovered).toBeDefined();
	expect(names()).toEqual(before);
});
