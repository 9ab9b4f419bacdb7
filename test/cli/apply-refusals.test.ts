import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import {expect, test} from 'vitest';
import {containing, matching, openHome, setupFields, statement} from './run-tool.js';

const refused = (code: string, message: unknown) => ({
	version: 1,
	error: {code, message, hint: matching(/./v)},
});

test.each([
	['no such command line', ['apply'], 'usage', 'apply needs a setup file.'],
	[
		'nothing may be asked',
		['apply', '-f', 'x.yaml'],
		'usage',
		'With --json nothing is asked. Nothing was written.',
	],
	[
		'an exit code for a run that applies',
		['apply', '-f', 'x.yaml', '--yes', '--exit-code'],
		'usage',
		'--exit-code goes with --dry-run.',
	],
	[
		'no such file',
		['apply', '-f', 'no-such-file.yaml', '--yes'],
		'setup-file-not-found',
		'There is no file no-such-file.yaml.',
	],
	[
		'no such file on a drive of Windows',
		['apply', '-f', String.raw`C:\setups\x.yaml`, '--yes'],
		'setup-file-not-found',
		String.raw`There is no file C:\setups\x.yaml.`,
	],
	[
		'the same with slashes',
		['apply', '-f', 'D:/setups/x.yaml', '--yes'],
		'setup-file-not-found',
		'There is no file D:/setups/x.yaml.',
	],
])('%s', async (_, args, code, message) => {
	const {run} = openHome();
	const result = await run([...args, '--sandbox', '--json']);
	expect(result.code).toBe(2);
	expect(result.json).toEqual(refused(code, message));
});

test.each([
	[
		'an unknown field and its likely spelling',
		{...setupFields, statment: statement, statement: undefined},
		'setup-file-invalid',
		containing('statment: unknown field; did you mean "statement"?'),
	],
	[
		'YAML that cannot be read, with the place',
		'guide: ekm\nkey: {create: [}\n',
		'setup-file-unreadable',
		matching(/line 2/v),
	],
	[
		'a guide that does not exist',
		{...setupFields, guide: 'emk'},
		'setup-file-invalid',
		containing('did you mean "ekm"?'),
	],
	[
		'missing answers',
		{guide: 'ekm'},
		'missing-answer',
		containing('has no "statement" and no "key".'),
	],
	[
		'a region that is misspelt',
		{...setupFields, region: 'us-esat-1'},
		'region-invalid',
		'There is no region “us-esat-1”. Did you mean us-east-1?',
	],
	[
		'a statement that opens the key to the world',
		{...setupFields, statement: {...statement, Principal: '*'}},
		'StatementRefused',
		matching(/./v),
	],
	[
		'a key that is not there',
		{...setupFields, key: {use: 'alias/nothing'}},
		'KeyNotFound',
		'There is no key alias/nothing in account 111122223333, us-east-1.',
	],
])('refuses %s', async (_, content, code, message) => {
	const {run, write, savedFiles} = openHome();
	const file = write(content);
	const result = await run(['apply', '-f', file, '--sandbox', '--yes', '--json']);
	expect(result.json).toEqual(refused(code, message));
	expect(result.code).toBe(2);
	expect(savedFiles()).toEqual([]);
});

test('a flag that contradicts the file is refused', async () => {
	const {run, write} = openHome();
	const file = write(setupFields, 'mine.yaml');
	const {code, stderr} = await run([
		'apply',
		'-f',
		file,
		'--sandbox',
		'--region',
		'eu-west-1',
		'--yes',
	]);
	expect(code).toBe(2);
	expect(stderr).toContain('says region us-east-1, and --region says eu-west-1.');
});

test('without a terminal and without --yes the plan is shown and nothing else', async () => {
	const {run, write, savedFiles} = openHome();
	const result = await run(['apply', '-f', write(setupFields), '--sandbox']);
	expect(result).toMatchObject({
		code: 2,
		stderr:
			'There is no terminal to ask on. Nothing was written.\nAdd --yes to apply the plan, or --dry-run to only show it.\n',
	});
	expect(result.stdout).toContain('3 changes to make:');
	expect(savedFiles()).toEqual([]);
});

test('an alias that names somebody else’s key is not taken over', async () => {
	const {run, write, savedFiles} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const before = savedFiles();
	const other = write({...setupFields, name: 'staging'});
	const {code, json} = await run(['apply', '-f', other, '--sandbox', '--yes', '--json']);
	expect(code).toBe(2);
	expect(json).toEqual(
		refused(
			'AliasTaken',
			matching(
				/^alias\/workato-ekm already names the key arn:aws:kms:us-east-1:111122223333:key\/\S+, which this setup did not make\.$/v,
			),
		),
	);
	expect(savedFiles()).toEqual(before);
});

test('a saved setup stays in its region', async () => {
	const {run, write, savedFiles} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const before = savedFiles();
	const moved = write({...setupFields, region: 'eu-west-1'});
	const {code, json} = await run(['apply', '-f', moved, '--sandbox', '--yes', '--json']);
	expect(code).toBe(2);
	expect(json).toEqual(
		refused(
			'setup-belongs-elsewhere',
			'The saved setup "production" belongs to region us-east-1, not to eu-west-1.',
		),
	);
	expect(savedFiles()).toEqual(before);
});

test('a folder is not a setup file', async () => {
	const {run, folder} = openHome();
	const {code, stderr} = await run(['apply', '-f', folder, '--sandbox']);
	expect(code).toBe(2);
	expect(stderr).toContain('cannot be read: it is a folder.');
});

test.each([
	['description', {description: 'a\u{1B}[31mred'}, 'The description holds'],
	['tag', {tags: {team: 'a\u{A0}b'}}, 'The value of the tag “team” holds'],
])('a %s that would not be sent as it shows is refused', async (_, given, words) => {
	const {run, write} = openHome();
	const create = {alias: 'workato-ekm', ...given};
	const file = write({...setupFields, key: {create}});
	const {code, stdout, stderr} = await run(['apply', '-f', file, '--sandbox']);
	expect(code).toBe(2);
	expect(stderr).toContain(words);
	expect(stderr).toMatch(/\\u\{(?:1b|a0)\} \(character 2\)/v);
	expect(stdout + stderr).not.toMatch(/[[\p{Control}\u{A0}]--\n]/v);
});

test('free text cannot leave its field in the review', async () => {
	const {run, write} = openHome();
	const description = `Key. ${'x'.repeat(60)} 2. Rotate it (kms:Encrypt) Nothing else would be changed. ${'y'.repeat(200)}`;
	const create = {alias: 'workato-ekm', description};
	const file = write({...setupFields, key: {create}});
	const args = ['apply', '-f', file, '--sandbox', '--dry-run'];
	const {stdout} = await run(args);
	const field = /\n {5}Description: (?<text>.*(?:\n {7}\S.*)*)\n {5}KeySpec: /v.exec(stdout)?.groups
		?.text;
	expect(field?.replaceAll('\n', '').replaceAll(/ +/gv, '')).toBe(
		`“${description.slice(0, 200)}…” (${description.length} characters)`.replaceAll(' ', ''),
	);
	for (const line of field?.split('\n') ?? []) {
		expect(line.length).toBeLessThanOrEqual(80);
	}

	const {json} = await run([...args, '--json']);
	expect(json).toMatchObject({
		changes: [{call: {input: {Description: description}}}, {}, {}],
	});
});

test('a setup file in UTF-16 is read with its mark, and named without it', async () => {
	const {run, write} = openHome();
	const text = JSON.stringify(setupFields);
	const asked = async (content: Buffer) => {
		const file = write('');
		fs.writeFileSync(file, content);
		return run(['apply', '-f', file, '--sandbox', '--dry-run', '--json']);
	};

	for (const marked of [
		Buffer.from(`\u{FEFF}${text}`, 'utf16le'),
		Buffer.from(`\u{FEFF}${text}`, 'utf16le').swap16(),
	]) {
		expect(await asked(marked)).toMatchObject({
			code: 0,
			json: {setup: 'production'},
		});
	}

	expect(await asked(Buffer.from(text, 'utf16le'))).toMatchObject({
		code: 2,
		json: {
			error: {
				code: 'setup-file-unreadable',
				message: matching(/ is text in UTF-16\.$/v),
				hint: containing('in UTF-8'),
			},
		},
	});
});
