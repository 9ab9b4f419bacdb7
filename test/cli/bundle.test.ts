import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {exportBundle} from '../../source/guides/export-bundle.js';
import {type Json} from '../../source/json.js';
import {loadGuide} from '../../source/guides/registry.js';
import {readSetupFile} from '../../source/setups/read-setup-file.js';
import {savedSetup} from '../engine/export/saved-setups.js';
import {handOver} from './handed-over.js';
import {manyProjects} from './many-projects.js';
import {openEndpoint, openHome, setupFields} from './run-tool.js';

vi.setConfig({testTimeout: 60_000});

const checklist = z.object({
	version: z.literal(1),
	setups: z.tuple([
		z.strictObject({
			name: z.string(),
			guide: z.string(),
			account: z.string(),
			region: z.string(),
			checks: z.array(
				z.strictObject({
					id: z.string(),
					title: z.string(),
					status: z.string(),
					detail: z.string(),
					fix: z.string(),
				}),
			),
		}),
	]),
	summary: z.record(z.string(), z.number()),
});

const secretArn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:team/db-AbCdEf';
const team = (secrets: Json, ...roles: Array<Json | undefined>) => ({
	guide: 'secrets',
	name: 'team',
	region: 'us-east-1',
	scope: 'project',
	workatoAccountId: '999988887777',
	projects: roles.map((role, index) => ({
		name: `Team ${index + 1}`,
		externalId: `workato_iam_external_id_12345_${index + 1}`,
		secrets,
		...(role !== undefined && {role}),
	})),
});

/** Writes the bundle of a setup file into a new folder, and gives what is in it. */
async function bundleOf(
	fields: unknown,
	{run, write, folder} = openHome(),
	{env = {}, options = []}: {env?: Record<string, string>; options?: readonly string[]} = {},
) {
	const out = path.join(folder, 'out');
	const ran = await run(
		['export', 'bundle', '-f', write(fields), '-o', out, '--json', ...options],
		{env},
	);
	expect(ran).toMatchObject({code: 0, stderr: ''});
	const names = fs.readdirSync(out);
	const text = (name: string) => fs.readFileSync(path.join(out, name), 'utf8');
	return {
		out,
		text,
		names,
		json: ran.json,
		expected: checklist.parse(JSON.parse(text('expected-check.json'))),
	};
}

test.each([
	['a new key', setupFields],
	['a key that is there', {...setupFields, key: {use: 'alias/shared'}}],
	[
		'roles for a list of secrets, one of them there already',
		team([secretArn], undefined, {use: 'Mine'}),
	],
])('%s: the first page of its folder is exact', async (what, fields) => {
	const {text} = await bundleOf(fields, openHome(), {options: ['--offline']});
	await expect(text('README.md').replace(/`\d+\.\d+\.\d[^`]*`/v, '`VERSION`')).toMatchFileSnapshot(
		`bundles/${what.replaceAll(/\W+/gv, '-')}.md`,
	);
});

test('the folder holds every format that can say the setup; the page and the JSON say which cannot, and why', async () => {
	const all = await bundleOf(setupFields);
	expect(all.names.toSorted()).toEqual([
		'README.md',
		'apply.sh',
		'expected-check.json',
		'main.tf',
		'permissions.json',
		'setup.yaml',
		'template.yaml',
		'undo-permissions.json',
	]);
	expect(all.json).toEqual({
		version: 1,
		setup: 'production',
		format: 'bundle',
		folder: all.out,
		files: expect.arrayContaining(all.names) as unknown,
		leftOut: [],
	});
	const used = await bundleOf({...setupFields, key: {use: 'alias/shared'}});
	expect(used.names).toContain('apply.sh');
	for (const [format, file] of [
		['cloudformation', 'template.yaml'],
		['terraform', 'main.tf'],
	] as const) {
		expect(used.names).not.toContain(file);
		expect(used.text('README.md')).not.toContain(`](${file})`);
		expect(used.json).toMatchObject({
			leftOut: expect.arrayContaining([
				expect.objectContaining({
					format,
					reason: expect.stringContaining('alias/shared') as unknown,
				}),
			]) as unknown,
		});
	}
});

test.each([
	['a new key', setupFields],
	['roles', team({prefix: 'team/'}, {create: {name: 'One'}}, undefined)],
])('%s: the setup file in the folder is the setup', async (_what, fields) => {
	const {text} = await bundleOf(fields, openHome(), {options: ['--offline']});
	const guide = await loadGuide(fields.guide);
	const shapes = guide ? {[guide.id]: guide.schema} : {};
	expect(readSetupFile(text('setup.yaml'), 'setup.yaml', shapes)).toEqual(
		readSetupFile(JSON.stringify(fields), 'setup.json', shapes),
	);
});

test.each([
	['ekm', []],
	['ekm', ['--offline']],
	['secrets', []],
	['secrets', ['--offline']],
] as const)(
	'%s %j: what the checklist is expected to say is what it says once the template is applied',
	async (guide, options) => {
		const endpoint = await openEndpoint();
		const home = openHome();
		const env = endpoint.environment;
		const fields = guide === 'ekm' ? setupFields : await manyProjects(endpoint, 3);
		const {text, expected} = await bundleOf(fields, openHome(), {env, options});
		const online = await bundleOf(fields, openHome(), {env});
		expect(expected.summary.fail).toBe(0);
		await handOver.cloudformation(online.text('template.yaml'), home);
		const file = home.write(text('setup.yaml'));
		expect(await home.run(['apply', '-f', file, '--yes'], {env})).toMatchObject({code: 0});
		const {json} = await home.run(['check', '--json'], {env});
		const [{checks}] = checklist.parse(json).setups;
		expect(checks.map(({id}) => id)).toEqual(expected.setups[0].checks.map(({id}) => id));
		const claimed = expected.setups[0].checks
			.filter(({status}) => status !== 'unknown')
			.map(({id, status}) => [id, status]);
		const seen = new Map(checks.map(({id, status}) => [id, status]));
		expect(claimed.map(([id = '']) => [id, seen.get(id)])).toEqual(claimed);
		expect(claimed.filter(([, status]) => status === 'pass').length).toBeGreaterThan(10);
		// What nobody has done yet is never said to be done.
		expect(claimed).toContainEqual([guide === 'ekm' ? 'key-used' : 'total-used', 'waiting']);
	},
);

test('a folder needs a name, and is neither stdout nor for undo', async () => {
	const {run, write} = openHome();
	const file = write(setupFields);
	for (const [args, message] of [
		[[], 'export bundle needs a folder to write.'],
		[['-o', '-'], 'export bundle needs a folder to write.'],
		[['--output='], '-o needs a folder after it.'],
		[['-o', 'x', '--undo'], 'export bundle knows no --undo.'],
	] as const) {
		const {code, json} = await run(['export', 'bundle', '-f', file, ...args, '--json']);
		expect({code, json}).toMatchObject({code: 2, json: {error: {code: 'usage', message}}});
	}
});

test('what is there is replaced only where that is agreed to, and what else is there stays', async () => {
	const {run, write, folder} = openHome();
	const out = path.join(folder, 'out');
	const args = ['export', 'bundle', '-f', write(setupFields), '-o', out];
	fs.mkdirSync(out);
	fs.writeFileSync(path.join(out, 'README.md'), 'mine');
	fs.writeFileSync(path.join(out, 'notes.txt'), 'mine');
	fs.symlinkSync(path.join(folder, 'elsewhere'), path.join(out, 'main.tf'));
	const kept = () => {
		expect(fs.readdirSync(out).toSorted()).toEqual(['README.md', 'main.tf', 'notes.txt']);
		expect(fs.readFileSync(path.join(out, 'README.md'), 'utf8')).toBe('mine');
	};

	expect(await run(args)).toMatchObject({
		code: 2,
		stdout: '',
		stderr: `${path.join(out, 'README.md')} and 1 more of its files are there already, and were left as they are.\nAdd --force to replace them, or give another folder with -o.\n`,
	});
	kept();
	expect(await run(args, {isTty: true, stdin: 'n\n'})).toMatchObject({code: 130});
	kept();
	expect(await run([...args, '--force'])).toMatchObject({code: 0});
	expect(fs.readFileSync(path.join(out, 'README.md'), 'utf8')).toContain('`production`');
	expect(fs.readFileSync(path.join(out, 'notes.txt'), 'utf8')).toBe('mine');
	// A link is replaced, never followed.
	expect(fs.existsSync(path.join(folder, 'elsewhere'))).toBe(false);
	expect(fs.lstatSync(path.join(out, 'main.tf')).isFile()).toBe(true);
});

test('a folder that cannot be written is named with the reason, and nothing is left of the try', async () => {
	const {run, write, folder} = openHome();
	const file = write(setupFields);
	fs.mkdirSync(path.join(folder, 'blocked', 'apply.sh'), {recursive: true});
	fs.symlinkSync(path.join(folder, 'loop'), path.join(folder, 'loop'));
	fs.symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'dangling'));
	for (const [name, reason] of [
		['setup.yaml', 'a file stands where the folder belongs'],
		['none/out', 'the folder that it would be in is not there'],
		['setup.yaml/out', 'a part of the path is a file'],
		['loop', 'a link in the path leads back to itself'],
		['dangling', 'it is a link to a folder that is not there'],
		['blocked', 'is a folder, and a file belongs there'],
		['n'.repeat(300), 'the path is too long'],
	] as const) {
		const before = fs.readdirSync(folder, {recursive: true}).map(String).toSorted();
		const {code, stdout, stderr} = await run([
			'export',
			'bundle',
			'-f',
			file,
			'-o',
			path.join(folder, name),
		]);
		expect([name, code, stdout]).toEqual([name, 2, '']);
		expect(stderr).toContain(reason);
		expect(stderr).toContain('Nothing was written.');
		expect(fs.readdirSync(folder, {recursive: true}).map(String).toSorted()).toEqual(before);
	}
});

test('no name acts in the page, in the files, or on a terminal, and no secret gets into the folder', async () => {
	const hostile = fc.oneof(
		fc.constantFrom(
			'`x`',
			'](https://a.example)',
			'<img src=x>',
			'# a',
			'``` \n# b',
			'| a |',
			'www.a.example',
			'@team',
		),
		fc.string({unit: 'grapheme', minLength: 1, maxLength: 20}),
	);
	let count = 0;
	await fc.assert(
		fc.asyncProperty(hostile, hostile, async (name, other) => {
			const fields = team({prefix: 'team/'}, undefined, undefined);
			const named = [name, `${other} `.repeat(2).trim()];
			const setup = {
				...fields,
				projects: fields.projects.map((project, index) => ({...project, name: named[index] ?? ''})),
			};
			const written = await exportBundle(savedSetup({}, {setup})).catch((error: unknown) => {
				expect(error).toMatchObject({exitCode: 2});
				return undefined;
			});
			for (const {text} of written?.files ?? []) {
				expect(text.replaceAll(/[\t\n]/gv, '')).not.toMatch(/[\p{Bidi_Control}\p{Control}]/v);
			}

			const page = written?.files[0]?.text ?? '';
			const outside = page
				.replaceAll(/^(?<fence>`{3,})sh\n.*?^\k<fence>$/gmsv, '')
				.replaceAll(/(?<!`)(?<mark>`+)(?!`).+?(?<!`)\k<mark>(?!`)/gv, '')
				.replaceAll(/\\[\p{Punctuation}\p{Symbol}]/gv, '');
			expect(outside).not.toMatch(/[*<`]|\]\(http/v);
			expect(outside.match(/^#{1,2} .*$/gmv) ?? []).toHaveLength(written ? 9 : 0);
			expect(outside.match(/^#{3,} .*$/gmv) ?? []).toHaveLength(
				outside.match(/^#{3} What (?:CloudFormation|Terraform|the script) applied$/gmv)?.length ??
					0,
			);
			count += written ? 1 : 0;
		}),
		{numRuns: 40},
	);
	expect(count).toBeGreaterThan(5);
	const {files} = await exportBundle(savedSetup());
	for (const {text} of files) {
		expect(text).not.toContain(process.env.AWS_SECRET_ACCESS_KEY ?? 'practice-only');
	}
});
