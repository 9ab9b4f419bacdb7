import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {exportSetup} from '../../../source/guides/export-setup.js';
import {policyFunctions} from '../../../source/engine/export/shell.js';
import {hasJq} from './aws-cli.js';
import {savedSetup} from './saved-setups.js';

const scripts = path.join(import.meta.dirname, 'scripts');

test.each([
	['new-key.sh', {key: {create: {alias: 'workato-ekm', description: "It's Bob's"}}}],
	['used-key.sh', {key: {use: 'alias/shared'}}],
])('%s is the script for its setup, and bash can read it', async (file, fields) => {
	const {text, fileName} = await exportSetup('shell', savedSetup(fields));
	expect(fileName).toBe('production.sh');
	expect(text).toBe(fs.readFileSync(path.join(scripts, file), 'utf8'));
	expect(spawnSync('bash', ['-n'], {input: text, encoding: 'utf8'})).toMatchObject({
		status: 0,
		stderr: '',
	});
});

test('as long as nobody has said the account, it is the one that the script runs in', async () => {
	const {text} = await exportSetup('shell', savedSetup({}, {account: undefined}));
	expect(text).toContain(String.raw`\"AWS\":\"arn:'"$partition"':iam::'"$account"':root\"`);
	expect(text).toContain('\npartition=$(cut -d: -f2 <<<"$caller")\n');
	expect(text).not.toContain('000000000000');
});

test('a setup that was never saved gets a mark of its own for each script, which is on what the script makes', async () => {
	const marks = await Promise.all(
		[1, 2].map(async () => {
			const {text} = await exportSetup('shell', savedSetup({}, {runId: ''}));
			const mark = /^mark='(?<mark>[\d\-a-f]{36})'$/mv.exec(text)?.groups?.mark;
			expect(text).toContain(`{"TagKey":"workato-aws:run","TagValue":"${mark ?? ''}"}`);
			return mark;
		}),
	);
	expect(new Set(marks).size).toBe(2);
});

test('hostile texts stay texts: the shell prints them as they are', async () => {
	const description = "$(id) `id` \"; exit 9; ' && ' \\ !x ${HOME} %s $'\\x41'";
	const {text} = await exportSetup(
		'shell',
		savedSetup({key: {create: {alias: 'workato-ekm', description}}}),
	);
	const json = /--cli-input-json (?<word>'\{"Description".*')$/mv.exec(text)?.groups?.word;
	const {stdout} = spawnSync('bash', ['-c', `printf '%s' ${json ?? ''}`], {
		encoding: 'utf8',
	});
	expect(JSON.parse(stdout)).toMatchObject({Description: description});
});

test('a text cannot stand for a variable of whoever runs the script', async () => {
	const description = '\u{E000}AWS_SECRET_ACCESS_KEY\u{E001}';
	await expect(
		exportSetup('shell', savedSetup({key: {create: {alias: 'workato-ekm', description}}})),
	).rejects.toThrow(String.raw`\u{e000} (character 1)`);
});

test.each(['file:///etc/passwd', '--debug', '$(id)'])(
	'%s is not taken for the name of a key',
	async (use) => {
		await expect(exportSetup('shell', savedSetup({key: {use}}))).rejects.toThrow(
			`There is no key ${use}`,
		);
	},
);

test.skipIf(!hasJq)(
	'a policy with one name twice in an object is not written: jq would leave one of the two out',
	() => {
		const merge = (policy: string) =>
			spawnSync(
				'bash',
				[
					'-c',
					`set -euo pipefail\nstop() { echo "$@" >&2; exit 1; }\n${policyFunctions}\nmerge "$1" '[{"Sid":"new"}]'`,
					'merge',
					policy,
				],
				{encoding: 'utf8'},
			);
		const policy =
			'{"Statement":[{"Sid":"Guard","Condition":{"Bool":{"a":"true"},"StringEquals":{"b":["1","1"]}}}]}';
		expect(merge(policy)).toMatchObject({
			status: 0,
			stdout: `${policy.replace(/\]\}$/v, ',{"Sid":"new"}]}')}\n`,
		});
		expect(merge(policy.replace('StringEquals', 'Bool'))).toMatchObject({
			status: 1,
			stdout: '',
			stderr: expect.stringContaining('twice in one object') as string,
		});
	},
);
