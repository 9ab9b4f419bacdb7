import fs from 'node:fs';
import path from 'node:path';
import Conf from 'conf';
import {expect, test} from 'vitest';
import {migrateSavedSetup, type Migrations} from '../../source/setups/saved-setup.js';
import {temporaryFolder} from './temporary-folder.js';

const steps: Migrations = {
	1: ({title, ...rest}) => ({...rest, name: title}),
	2: (old) => ({...old, tags: []}),
};

test('a file of the current version stays as it is', () => {
	const value = {version: 1, a: 'b'};
	expect(migrateSavedSetup(value)).toEqual({state: 'current', value});
});

test('an old file goes through every step in order, and the old value is not touched', () => {
	const old = {version: 1, title: 'production'};
	expect(migrateSavedSetup(old, steps, 3)).toEqual({
		state: 'current',
		value: {version: 3, name: 'production', tags: []},
	});
	expect(old).toEqual({version: 1, title: 'production'});
});

test('a newer file is left alone', () => {
	expect(migrateSavedSetup({version: 4}, steps, 3)).toEqual({
		state: 'newer',
		version: 4,
	});
});

test.each([{}, {version: '1'}, {version: 0}, {version: 1.5}, {version: NaN}])(
	'%o does not say its version',
	(value) => {
		expect(migrateSavedSetup(value)).toMatchObject({state: 'unreadable'});
	},
);

test('a version whose step is gone is unreadable', () => {
	expect(migrateSavedSetup({version: 1}, {}, 2)).toEqual({
		state: 'unreadable',
		reason: 'version 1 is no longer known',
	});
});

test('conf does not migrate them: it would write on reading, add a member of its own, and take a newer file for its own', () => {
	const file = path.join(temporaryFolder(), 'production.json');
	const open = (projectVersion: string) =>
		new Conf<Record<string, unknown>>({
			cwd: path.dirname(file),
			configName: 'production',
			projectVersion,
			migrations: {
				'2.0.0'(store) {
					store.set('version', 2);
				},
			},
		});
	fs.writeFileSync(file, '{"version": 1}');
	open('2.0.0');
	const written = fs.readFileSync(file, 'utf8');
	expect(JSON.parse(written)).toEqual({
		version: 2,
		['__internal__']: {migrations: {version: '2.0.0'}}, // eslint-disable-line no-useless-computed-key -- conf's own name
	});
	expect(open('1.0.0').store).toEqual({version: 2});
});
