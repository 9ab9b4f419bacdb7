import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {z} from 'zod';

const root = new URL('../../', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, root), 'utf8');

const lock = z.object({
	packages: z.record(
		z.string(),
		z.object({
			hasInstallScript: z.boolean().optional(),
			resolved: z.string().optional(),
		}),
	),
});

const manifest = z.object({allowScripts: z.record(z.string(), z.boolean())});

test('every package with an install script is allowed or denied by name, and no other', () => {
	const {packages} = lock.parse(JSON.parse(textOf('package-lock.json')));
	const withScript = Object.entries(packages)
		.filter(([, {hasInstallScript}]) => hasInstallScript)
		.map(([folder]) => folder.replace(/^.*node_modules\//v, ''));
	const {allowScripts} = manifest.parse(JSON.parse(textOf('package.json')));
	expect(Object.keys(allowScripts).toSorted()).toEqual([...new Set(withScript)].toSorted());
	// The Node that all runs on, and the bundler, are put in their places by their scripts.
	expect(allowScripts).toMatchObject({esbuild: true, node: true});
});

test('npm is told to be quiet about the Node that it runs on, and the lock names no host', () => {
	const settings = textOf('.npmrc').split('\n');
	expect(settings).toContain('loglevel=error');
	expect(settings).toContain('omit-lockfile-registry-resolved=true');
	const {packages} = lock.parse(JSON.parse(textOf('package-lock.json')));
	expect(Object.values(packages).filter(({resolved}) => resolved !== undefined)).toEqual([]);
});
