import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {containing, matching, openHome, setupFields} from './run-tool.js';

test('a saved setup is written to stdout, as it is and without AWS', async () => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const {code, stdout, stderr} = await run(['export', 'terraform', 'Production', '--sandbox']);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout).toMatch(/^# Enterprise Key Management: the setup "production"/v);
	expect(stdout).toContain('resource "aws_kms_alias" "workato" {');
	expect(stdout).toContain('self.account_id == "111122223333"');
	// It has been applied: Terraform takes the key over.
	expect(stdout).toContain('import {\n  to = aws_kms_key.workato\n');
});

test('a setup file needs no saved setup; -o writes to a file', async () => {
	const {run, write, folder} = openHome();
	const file = path.join(folder, 'production.template.yaml');
	const args = ['export', 'cloudformation', '-f', write(setupFields)];
	const toFile = await run([...args, '-o', file]);
	expect(toFile).toMatchObject({
		code: 0,
		stdout: `Written: ${file}\n`,
		stderr: '',
	});
	const {stdout} = await run(args);
	expect(fs.readFileSync(file, 'utf8')).toBe(stdout);
	const {json} = await run([...args, '--json']);
	expect(json).toEqual({
		version: 1,
		setup: 'production',
		format: 'cloudformation',
		text: stdout,
	});
});

test('the region can come from --region or the environment', async () => {
	const {run, write} = openHome();
	const file = write({...setupFields, region: undefined});
	const args = ['export', 'terraform', '-f', file];
	const without = await run(args);
	expect(without).toMatchObject({
		code: 2,
		stderr:
			'The setup "production" has no region yet.\nGive it with --region, or in the setup file as "region".\n',
	});
	const flagged = await run([...args, '--region', 'eu-west-1']);
	expect(flagged.stdout).toContain('= "eu-west-1"');
	const set = await run(args, {env: {AWS_DEFAULT_REGION: 'eu-west-2'}});
	expect(set.stdout).toContain('= "eu-west-2"');
});

test.each([
	[['export'], 'export needs a format and a setup.'],
	[
		['export', 'terrafrom', 'production'],
		'There is no export format “terrafrom”. Did you mean terraform?',
	],
	[['export', 'xyz', 'production'], 'There is no export format “xyz”.'],
	[['export', 'terraform'], 'export terraform needs a setup.'],
	[
		['export', 'terraform', 'production', '-f', 'x.yaml'],
		'Give either the name of a saved setup or a setup file.',
	],
	[['export', 'terraform', '--file='], '-f needs a file after it.'],
	[
		['export', 'terraform', 'prodution'],
		'There is no saved setup named "prodution". Did you mean "production"?',
	],
])('%j is refused in one sentence', async (args, message) => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const {code, json} = await run([...args, '--sandbox', '--json']);
	expect(code).toBe(2);
	expect(json).toEqual({
		version: 1,
		error: {
			code: matching(/^(?:usage|setup-not-found)$/v),
			message,
			hint: matching(/./v),
		},
	});
});

test.each(['cloudformation', 'terraform'])(
	'%s cannot add to a key that something else owns, and says what can be done',
	async (format) => {
		const {run, write} = openHome();
		const file = write({...setupFields, key: {use: 'alias/shared'}});
		const {code, json} = await run(['export', format, '-f', file, '--json']);
		expect(code).toBe(2);
		expect(json).toEqual({
			version: 1,
			error: {
				code: 'export-cannot-add',
				message: containing('alias/shared'),
				hint: matching(/./v),
			},
		});
	},
);

test('a refused statement is not exported', async () => {
	const {run, write} = openHome();
	const file = write({
		...setupFields,
		statement: {...setupFields.statement, Principal: '*'},
	});
	const {code, json} = await run(['export', 'terraform', '-f', file, '--json']);
	expect(code).toBe(2);
	expect(json).toMatchObject({error: {code: 'StatementRefused'}});
});

test('a file that cannot be written is named', async () => {
	const {run, write, folder} = openHome();
	const file = path.join(folder, 'none', 'x.tf');
	const {code, stderr} = await run(['export', 'terraform', '-f', write(setupFields), '-o', file]);
	expect(code).toBe(2);
	expect(stderr).toContain(
		'cannot be written: the folder that it would be in is not there. Nothing was written.',
	);
});

test('a file that is there is replaced only where that is agreed to', async () => {
	const {run, write, folder} = openHome();
	const file = path.join(folder, 'main.tf');
	const setup = write(setupFields);
	const args = ['export', 'terraform', '-f', setup, '-o', file];
	fs.writeFileSync(file, 'mine', {mode: 0o640});
	const kept = () => fs.readFileSync(file, 'utf8');
	expect(await run(args)).toMatchObject({
		code: 2,
		stdout: '',
		stderr: `${file} is there already, and was left as it is.\nAdd --force to replace it, or give another file with -o.\n`,
	});
	expect(await run(args, {isTty: true, stdin: 'n\n'})).toMatchObject({
		code: 130,
		stdout: `${file} is there already. Replace it? [y/N] `,
		stderr: `${file} was left as it is.\n`,
	});
	const link = path.join(folder, 'link.tf');
	fs.symlinkSync('main.tf', link);
	const named = `${fs.realpathSync(file)}, where ${link} leads,`;
	expect(
		await run(['export', 'terraform', '-f', setup, '-o', link], {isTty: true, stdin: 'n\n'}),
	).toMatchObject({
		code: 130,
		stdout: `${named} is there already. Replace it? [y/N] `,
		stderr: `${named} was left as it is.\n`,
	});
	const {code, json} = await run([...args, '--json'], {isTty: true});
	expect({code, json}).toMatchObject({
		code: 2,
		json: {error: {code: 'export-not-written'}},
	});
	expect(kept()).toBe('mine');
	expect(await run(args, {isTty: true, stdin: 'y\n'})).toMatchObject({
		code: 0,
	});
	expect(kept()).toContain('resource "aws_kms_key"');
	fs.writeFileSync(file, 'mine');
	expect(await run([...args, '--force'])).toMatchObject({code: 0});
	expect(kept()).toContain('resource "aws_kms_key"');
	expect(fs.statSync(file).mode % 0o1000).toBe(0o640);
	expect(fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a path where a setup’s name belongs is taken as that setup’s file', async () => {
	const {run, write} = openHome();
	const file = write(setupFields);
	expect(await run(['export', 'terraform', file])).toMatchObject({
		code: 0,
		stdout: containing('resource "aws_kms_key"'),
	});
	expect(await run(['check', file, '--sandbox'])).toMatchObject({
		code: 2,
		stderr: `The file ${file} is for the setup "production", and there is no saved setup of that name.\nApply it with: workato-aws apply -f ${file} --sandbox\n`,
	});
	await run(['apply', '-f', file, '--sandbox', '--yes']);
	expect(await run(['check', file, 'production', '--sandbox', '--summary'])).toMatchObject({
		code: 0,
		stdout: containing('production, 15 pass'),
	});
	expect(await run(['undo', file, '--sandbox', '--yes'])).toMatchObject({
		code: 0,
		stdout: containing('The setup “production” stays saved'),
	});
	const noSetup = write('[]', 'list.yaml');
	expect(await run(['check', noSetup, '--sandbox'])).toMatchObject({code: 2});
});
