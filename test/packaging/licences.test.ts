import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {licencesOf, packagesIn} from '../../source/packaging/licences.js';
import {temporaryFolder} from '../setups/temporary-folder.js';

type Package = {
	readonly name: string;
	readonly license: string;
	readonly files?: Readonly<Record<string, string>>;
};

/** Installs packages in a new folder and gives their licences. */
async function licences(...packages: readonly Package[]): Promise<string> {
	const root = temporaryFolder();
	for (const {name, license, files = {}} of packages) {
		const folder = path.join(root, 'node_modules', name);
		await mkdir(folder, {recursive: true});
		const described = JSON.stringify({name, version: '1.2.3', license});
		await writeFile(path.join(folder, 'package.json'), described);
		for (const [file, text] of Object.entries(files)) {
			await writeFile(path.join(folder, file), text);
		}
	}

	return licencesOf(
		packages.map(({name}) => `node_modules/${name}`),
		root,
	);
}

const mit = {license: 'MIT', files: {license: 'Do what you like.\r\n'}};

test('each text stands once, below the packages that it is for; a notice goes with it', async () => {
	const text = await licences(
		{name: 'one', ...mit},
		{
			name: '@scope/two',
			license: 'Apache-2.0',
			files: {
				'LICENSE.md': 'Apache text',
				NOTICE: 'By Two.',
				'a.js': 'alert()',
			},
		},
		{name: 'three', ...mit},
	);
	expect(text).toContain('\none 1.2.3 (MIT)\nthree 1.2.3 (MIT)\n\nDo what you like.\n');
	expect(text).toContain('@scope/two 1.2.3 (Apache-2.0)\n\nApache text\n\nBy Two.\n');
	expect(text).not.toContain('alert()');
});

test.each(['AGPL-3.0-only', 'GPL-3.0', 'LGPL-2.1', 'UNLICENSED'])(
	'a package under %s stops the build',
	async (license) => {
		await expect(licences({...mit, name: 'strict', license})).rejects.toThrow(
			`strict has the licence ${license}`,
		);
	},
);

test('a package without a licence text stops the build', async () => {
	await expect(
		licences({name: 'silent', license: 'MIT', files: {'readme.md': 'MIT'}}),
	).rejects.toThrow('silent comes without the text of its licence');
});

test('only packages with code in the bundle count, nested ones for themselves', () => {
	const inputs = {
		'source/main.ts': {bytesInOutput: 9},
		'node_modules/b/index.js': {bytesInOutput: 1},
		'node_modules/b/node_modules/@s/a/lib/x.js': {bytesInOutput: 1},
		'node_modules/left-out/index.js': {bytesInOutput: 0},
	};
	const output = {bytes: 11, imports: [], exports: []};
	expect(packagesIn({outputs: {'build/main.js': {...output, inputs}}})).toEqual([
		'node_modules/b',
		'node_modules/b/node_modules/@s/a',
	]);
});
