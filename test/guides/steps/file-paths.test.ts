import {expect, test} from 'vitest';
import {filePath} from '../../../source/guides/ekm/steps/policy-step.js';
import {pathOf} from '../../../source/guides/secrets/steps/paste-projects.js';

test.each([
	'/tmp/statement',
	'~/Downloads/a file',
	'./here',
	'../there',
	String.raw`C:\Users\Ada Lovelace\Downloads\file`,
	'd:/data/file',
	String.raw`~\Downloads\file`,
	String.raw`..\there`,
	String.raw`\\server\share\file`,
])('%s is the path of a file, also in the quotes of “Copy as path”', (path) => {
	expect(filePath(path)).toBe(path);
	expect(pathOf(path)).toBe(path);
	expect(filePath(`"${path}"`)).toBe(path);
	expect(pathOf(`"${path}"`)).toBe(path);
});

test.each(['{"Sid": "Workato"}', 'a: b', 'kms:Encrypt'])(
	'%s is a statement and no path',
	(text) => {
		expect(filePath(text)).toBeUndefined();
	},
);

test.each(['Orders', 'Orders,workato_iam_external_id_1_2', 'C: drive,x'])(
	'%s is a table and no path',
	(text) => {
		expect(pathOf(text)).toBeUndefined();
	},
);
