import {execFileSync} from 'node:child_process';
import {mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import * as z from 'zod';
import {packagesIn} from '../../source/packaging/licences.js';
import {type Figure} from './figure.js';
import {root} from './places.js';
import {median} from './statistics.js';
import {lockFile, unbundledLock} from './unbundled-lock.js';

const rounds = 3;
const megabyte = 1_000_000;
const quiet = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];

const bundleFile = z.object({
	outputs: z.record(
		z.string(),
		z.object({
			inputs: z.record(z.string(), z.object({bytesInOutput: z.number()})),
		}),
	),
});

type Installed = {readonly seconds: number; readonly bytes: number};

/**
Installing the package, against installing a program with the same packages as dependencies; both from npm's cache, without the
network. Where the cache lacks one of them there is no figure.
*/
export async function measureInstall(): Promise<Figure[]> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'workato-aws-install-'));
	try {
		const bundled = await installBundled(folder);
		const unbundled = await installUnbundled(folder);
		const name = 'the same packages as dependencies';
		return [
			{
				name: 'Install from npm’s cache',
				value: bundled.seconds,
				unit: 's',
				reference: {name, value: unbundled.seconds},
			},
			{
				name: 'Installed, on disk',
				value: bundled.bytes / megabyte,
				unit: 'MB',
				reference: {name, value: unbundled.bytes / megabyte},
			},
		];
	} catch (error) {
		return [
			{
				name: 'Install from npm’s cache',
				value: undefined,
				unit: 's',
				note: `could not be done without the network: ${String(error).slice(0, 200)}`,
			},
		];
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}

async function installBundled(folder: string): Promise<Installed> {
	npm(root, ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]);
	const files = await readdir(folder);
	const tarball = files.find((file) => file.endsWith('.tgz')) ?? '';
	return install(folder, {
		files: {'package.json': {name: 'empty', version: '1.0.0'}},
		args: ['install', path.join(folder, tarball)],
	});
}

async function installUnbundled(folder: string): Promise<Installed> {
	const read = async (file: string): Promise<unknown> =>
		JSON.parse(await readFile(path.join(root, file), 'utf8'));
	const {devDependencies} = z
		.object({devDependencies: z.record(z.string(), z.string())})
		.parse(await read('package.json'));
	const bundle = bundleFile.parse(await read('build/bundle.json'));
	const direct = packagesIn(bundle)
		.map((place) => place.replace(/^node_modules\//v, ''))
		.filter((name) => name in devDependencies);
	const lock = lockFile.parse(await read('package-lock.json'));
	const unbundled = unbundledLock(lock, direct);
	return install(folder, {
		files: {
			'package.json': unbundled.packageFile,
			'package-lock.json': unbundled.lockFile,
		},
		args: ['ci'],
	});
}

/** Installs into empty folders, again and again. */
async function install(
	folder: string,
	{
		files,
		args,
	}: {
		readonly files: Readonly<Record<string, object>>;
		readonly args: readonly string[];
	},
): Promise<Installed> {
	const times: number[] = [];
	let bytes = 0;
	for (let round = 0; round < rounds; round++) {
		const target = await mkdtemp(path.join(folder, 'target-'));
		for (const [file, content] of Object.entries(files)) {
			await writeFile(path.join(target, file), JSON.stringify(content));
		}

		const start = performance.now();
		npm(target, [...args, ...quiet]);
		times.push((performance.now() - start) / 1000);
		bytes = await bytesIn(path.join(target, 'node_modules'));
	}

	return {seconds: median(times), bytes};
}

function npm(cwd: string, args: readonly string[]): void {
	execFileSync('npm', args, {
		cwd,
		shell: process.platform === 'win32',
		stdio: 'pipe',
	});
}

async function bytesIn(folder: string): Promise<number> {
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	const sizes = await Promise.all(
		entries
			.filter((entry) => entry.isFile())
			.map(async ({parentPath, name}) => stat(path.join(parentPath, name))),
	);
	return sizes.reduce((sum, {size}) => sum + size, 0);
}
