import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {expect, test} from 'vitest';
import {program} from '../end-to-end/run-program.js';
import {childEnvironment} from '../support/child-environment.js';
import {freshHome} from '../support/fresh-home.js';
import {bundleContents} from './bundle-contents.js';

const recorder = new URL('recorder.js', import.meta.url).href;

/** The sources that a run of the program loads. */
async function loadedBy(args: readonly string[]): Promise<string[]> {
	await using home = await freshHome();
	const child = spawn(process.execPath, ['--import', recorder, program, ...args], {
		env: childEnvironment(home.env),
		stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
	});
	const ended = once(child, 'close');
	const [record] = child.stdio.slice(3);
	if (!record || !('readable' in record)) {
		throw new Error('The loaded files are not told.');
	}

	const urls = await text(record);
	await ended;
	expect(child.exitCode).toBe(0);
	const {sourcesOf} = await bundleContents();
	return sourcesOf(urls.trim().split('\n'));
}

/** Which of these rooms and packages a list of sources has something of. */
function among(sources: readonly string[], rooms: readonly string[]): string[] {
	return rooms.filter((room) => sources.some((source) => source.includes(`${room}/`)));
}

const react = ['node_modules/react', 'node_modules/ink', 'source/ui'];
const sdk = ['node_modules/@aws-sdk', 'node_modules/@smithy'];
const rooms = [
	'node_modules/yaml',
	'source/sandbox',
	'source/guides/ekm/checks',
	'source/guides/secrets/checks',
];

// What reads saved setups closely.
const store = ['node_modules/zod', 'node_modules/conf'];
// What is seen or told only later.
const later = new Set(['source/app/line-mode/conversation.ts', 'source/aws/network.ts']);

test.each([
	['--version'],
	['--help'],
	['list'],
	['list', '--json'],
	['completion', 'bash'],
	['complete', '--', 'ch'],
])('%s %s %s loads no React, no AWS SDK and no guide', async (...args) => {
	const sources = await loadedBy(args);
	expect(sources).toContain('source/main.ts');
	expect(among(sources, [...react, ...sdk, ...rooms])).toEqual([]);
});

// As an ES module each would be read to its last property, the streams of the process among them.
test('of Node only what loads the rest is imported as an ES module', async () => {
	const {outside} = await bundleContents();
	expect(new Set(outside)).toEqual(new Set(['node:module']));
});

test('list loads neither Node’s cryptography nor what starts programs', async () => {
	await using home = await freshHome();
	const told = String.raw`data:text/javascript,process.on('exit', () => process.stdout.write(process.moduleLoadList.join('\n')))`;
	const {stdout, status} = spawnSync(
		process.execPath,
		['--import', told, program, 'list', '--json'],
		{env: childEnvironment(home.env), encoding: 'utf8'},
	);
	expect(status).toBe(0);
	const loaded = stdout.split('\n');
	expect(loaded).toContain('NativeModule fs');
	expect(loaded).not.toContain('NativeModule crypto');
	expect(loaded).not.toContain('NativeModule child_process');
});

test('the first screen needs React, and waits for nothing else', async () => {
	const {sourcesWith} = await bundleContents();
	const sources = sourcesWith('source/app/run-assistant.tsx');
	expect(among(sources, react)).toEqual(react);
	expect(among(sources, [...sdk, ...rooms, ...store])).toEqual([]);
	expect(sources.filter((source) => later.has(source))).toEqual([]);
});

test.each([
	['source/cli/run-check.ts', rooms],
	// It reads the setup file, and writes any kind of resource.
	[
		'source/cli/run-apply.ts',
		rooms.filter((room) => !['node_modules/yaml', 'source/resources/iam-role'].includes(room)),
	],
	['source/cli/run-export.ts', ['source/sandbox']],
	['source/guides/ekm/ekm-guide.ts', ['source/guides/secrets/checks']],
	['source/guides/secrets/secrets-guide.ts', ['source/guides/ekm/checks']],
])('%s waits for no more than it needs', async (entryPoint, unneeded) => {
	const {sourcesWith} = await bundleContents();
	expect(among(sourcesWith(entryPoint), [...react, ...unneeded])).toEqual([]);
});

test.each(['source/cli/run-check.ts', 'source/cli/run-apply.ts'])(
	'%s does not wait for what prints exports',
	async (entryPoint) => {
		const {sourcesWith} = await bundleContents();
		expect(sourcesWith('source/cli/run-export.ts')).toContain('source/engine/export/terraform.ts');
		expect(sourcesWith(entryPoint)).not.toContain('source/engine/export/terraform.ts');
	},
);

test('only the used parts of a large package are in the program', async () => {
	const {sourcesWith} = await bundleContents();
	const sources = sourcesWith('source/setups/setup-store.ts');
	expect(among(sources, ['node_modules/zod'])).toEqual(['node_modules/zod']);
	expect(sources).not.toContain('node_modules/zod/v4/locales/de.js');
	expect(among(sources, ['node_modules/ajv', 'node_modules/semver'])).toEqual([]);
});

test('what any short command needs is one file, and its help another', async () => {
	const {filesWith, sourcesWith} = await bundleContents();
	expect(sourcesWith('source/main.ts')).toContain('source/cli/list.ts');
	// The bundler's own helpers are one or two more.
	expect(filesWith('source/cli/program.ts').length).toBeLessThan(7);
});

test('the first screen comes in few files', async () => {
	const {filesWith} = await bundleContents();
	expect(filesWith('source/app/run-assistant.tsx').length).toBeLessThan(9);
});

test('nothing is loaded by way of a file that only says which other one it is in', async () => {
	const {filesWith} = await bundleContents();
	const folder = path.dirname(program);
	const names = await readdir(folder);
	const files = names.filter((name) => name.endsWith('.js'));
	const texts = await Promise.all(
		files.map(async (name) => readFile(path.join(folder, name), 'utf8')),
	);
	const code = texts.join('\n');
	for (const entryPoint of ['source/main.ts', 'source/app/run-assistant.tsx']) {
		const [entry = '', ...others] = filesWith(entryPoint).map((file) => path.basename(file));
		expect(code).not.toContain(`import("./${entry}")`);
		expect(others.filter((name) => code.includes(`import("./${name}")`))).not.toEqual([]);
	}
});
