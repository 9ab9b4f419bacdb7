import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {transform} from 'esbuild';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {z} from 'zod';
import {compileCacheFolder} from '../../source/compile-cache-folder.js';
import {program} from '../end-to-end/run-program.js';
import {childEnvironment} from '../support/child-environment.js';
import {freshHome, type FreshHome} from '../support/fresh-home.js';

const megabyte = 1024 * 1024;
const lifecycle = [
	'preinstall',
	'install',
	'postinstall',
	'prepublish',
	'preprepare',
	'prepare',
	'postprepare',
];

let folder: string;
let home: FreshHome;
let tarball: string;
let files: string[];
let installed: string;

// What `npm run build` made is packed as it is, and installed in an empty folder, without a network.
beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'workato-aws-package-'));
	home = await freshHome();
	const npm = (cwd: string, ...args: string[]) =>
		execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund'], {
			cwd,
			env: childEnvironment(home.env),
			shell: process.platform === 'win32',
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'pipe'],
		});
	const packed = npm(
		path.dirname(path.dirname(program)),
		'pack',
		'--json',
		'--ignore-scripts',
		'--pack-destination',
		folder,
	);
	const answer: unknown = JSON.parse(packed);
	// An array; from npm 12 on, an object by the packages' names.
	const [first] = Object.values(z.looseObject({}).or(z.array(z.unknown())).parse(answer));
	const told = z
		.object({
			filename: z.string(),
			files: z.array(z.object({path: z.string()})),
		})
		.parse(first);
	tarball = path.join(folder, told.filename);
	files = told.files.map((file) => file.path);
	await writeFile(path.join(folder, 'package.json'), '{"private": true}');
	npm(folder, 'install', tarball);
	installed = path.join(folder, 'node_modules', 'workato-aws');
}, 120_000);

afterAll(async () => {
	await rm(folder, {recursive: true, force: true});
	await home.cleanup();
});

/** What the installed program prints, run by its command; it has to end well. */
function workatoAws(...args: string[]): string {
	return execFileSync(
		process.execPath,
		[path.join(folder, 'node_modules', '.bin', 'workato-aws'), ...args],
		{cwd: folder, env: childEnvironment(home.env), encoding: 'utf8'},
	);
}

test('the package holds the program, its papers and nothing else, in under 3 MB', async () => {
	const others = files.filter((file) => !/^build\/[\w\-]+\.js$/v.test(file));
	expect(others.toSorted()).toEqual([
		'build/third-party-licences.txt',
		'changelog.md',
		'license',
		'package.json',
		'readme.md',
	]);
	const {size} = await stat(tarball);
	expect(size).toBeLessThan(3 * megabyte);
});

test('one package is installed, and its installation runs nothing', async () => {
	const {dependencies, scripts} = z
		.object({
			dependencies: z.record(z.string(), z.string()).optional(),
			scripts: z.record(z.string(), z.string()),
		})
		.parse(JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8')));
	expect(dependencies).toBeUndefined();
	expect(lifecycle.filter((name) => name in scripts)).toEqual([]);
	const packages = await readdir(path.join(folder, 'node_modules'));
	expect(packages.filter((name) => !name.startsWith('.'))).toEqual(['workato-aws']);
});

test('the installed program says its version and its help, and lists', () => {
	const version = workatoAws('--version');
	expect(version).toMatch(/^\d+\.\d+\.\d+\n$/v);
	const help = workatoAws('--help');
	expect(help).toContain('Usage: workato-aws');
	const list = workatoAws('list', '--json');
	expect(list).toBe('{"version":1,"setups":[]}\n');
});

test('the installed program sets up a key in its sandbox and checks it', async () => {
	const file = path.join(folder, 'setup.yaml');
	await writeFile(
		file,
		[
			'guide: ekm',
			'region: us-east-1',
			'statement:',
			'  Sid: Workato',
			'  Effect: Allow',
			'  Principal: {AWS: "arn:aws:iam::999988887777:role/Workato_EKM"}',
			'  Action: [kms:Encrypt, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey*, kms:DescribeKey]',
			'  Resource: "*"',
			'key: {create: {alias: workato-ekm}}',
		].join('\n'),
	);
	const applied = workatoAws('apply', '--sandbox', '-f', file, '--yes', '--json');
	expect(JSON.parse(applied)).toHaveProperty('outputs.keyArn');
	const checked = workatoAws('check', '--sandbox', '--json');
	expect(JSON.parse(checked)).toHaveProperty('summary.fail', 0);
});

test('compiled code is kept in the person’s own cache folder', async () => {
	const {NODE_COMPILE_CACHE: _, ...env} = childEnvironment({
		...home.env,
		XDG_CACHE_HOME: '',
	});
	execFileSync(process.execPath, [path.join(installed, 'build', 'cli.js'), '--version'], {env});
	const cache = compileCacheFolder(env, process.platform, home.home);
	expect(await readdir(cache)).not.toEqual([]);
});

test('an old Node can read the entry, and says in one sentence what is needed', async () => {
	const entry = path.join(installed, 'build', 'cli.js');
	// What Node 12.20 could not read, esbuild would write in another way for it.
	const text = await readFile(entry, 'utf8');
	const [forOld, forNew] = await Promise.all(
		['node12.20', 'esnext'].map(async (target) => transform(text, {target})),
	);
	expect(forOld?.code).toBe(forNew?.code);
	const pretence =
		"data:text/javascript,Object.defineProperty(process, 'versions', {value: {...process.versions, node: '20.19.0'}})";
	const {status, stdout, stderr} = spawnSync(
		process.execPath,
		['--import', pretence, entry, '--help'],
		{encoding: 'utf8', env: childEnvironment(home.env)},
	);
	expect({status, stdout, stderr}).toEqual({
		status: 2,
		stdout: '',
		stderr: 'workato-aws needs Node 22 or newer; this is Node 20.19.0.\n',
	});
});
