import fs from 'node:fs';
import path from 'node:path';
import {DisableKeyCommand, KMSClient} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {
	containing,
	matching,
	openEndpoint,
	openHome,
	setEnvironment,
	setupFields,
} from './run-tool.js';

const row = z.strictObject({
	id: z.string(),
	title: z.string(),
	status: z.enum(['pass', 'warn', 'fail', 'unknown', 'waiting']),
	detail: z.string(),
	fix: z.string(),
});
const contract = z.strictObject({
	version: z.literal(1),
	setups: z.array(
		z.strictObject({
			name: z.string(),
			guide: z.string(),
			account: z.string(),
			region: z.string(),
			checks: z.array(row),
		}),
	),
	summary: z.strictObject({
		pass: z.number(),
		warn: z.number(),
		fail: z.number(),
		unknown: z.number(),
		waiting: z.number(),
	}),
});

const applied = z.object({outputs: z.object({keyArn: z.string()})});

test('a finished setup passes, and the proof of use is still awaited', async () => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const {code, stdout, stderr} = await run(['check', '--sandbox']);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout).toContain(
		`Sandbox: a practice AWS on this computer. Nothing here is real.
production · ekm · account 111122223333 · us-east-1
  … Waiting: Proof: the key has been used since the setup
`,
	);
	expect(stdout).toMatch(
		/\n {2}… Waiting: .+\n {4}.+\n {4}→ .+\n {2}✔ 15 pass\n\n15 pass, 1 waiting\n$/v,
	);
	const {stdout: all} = await run(['check', '--sandbox', '--all']);
	expect(all).toContain(
		`
  ✔ Pass: AWS identity and account
    arn:aws:sts::111122223333:assumed-role/Practice/you, account 111122223333, us-east-1, from the sandbox
`,
	);
	expect(all.match(/^ {2}✔ Pass: /gmv)).toHaveLength(15);
	expect(await run(['check', '--sandbox', '--summary'])).toMatchObject({
		code: 0,
		stdout:
			'Sandbox: a practice AWS on this computer. Nothing here is real.\n… Waiting: production, 15 pass, 1 waiting\n',
	});
});

test('the JSON is the contract: all rows, the summary counts them, nothing else', async () => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const {code, json, stderr} = await run([
		'check',
		'PRODUCTION',
		'production',
		'--sandbox',
		'--json',
	]);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	const {setups, summary} = contract.parse(json);
	expect(setups).toHaveLength(1);
	expect(setups[0]).toMatchObject({
		name: 'production',
		guide: 'ekm',
		account: '111122223333',
		region: 'us-east-1',
	});
	expect(summary).toMatchObject({
		fail: 0,
		unknown: 0,
		waiting: 1,
		pass: (setups[0]?.checks.length ?? 0) - 1,
	});
});

test('a broken key fails, names the row and what to do', async () => {
	const {environment: env, url} = await openEndpoint();
	const {run, write} = openHome();
	const made = await run(['apply', '-f', write(setupFields), '--yes', '--json'], {env});
	const {keyArn} = applied.parse(made.json).outputs;
	const kms = new KMSClient({endpoint: url, region: 'us-east-1'});
	await kms.send(new DisableKeyCommand({KeyId: keyArn}));
	kms.destroy();
	const {code, stdout} = await run(['check'], {env});
	expect(code).toBe(1);
	expect(stdout).toMatch(/\n {2}✘ Fail: The key is enabled\n {4}.+\n {4}→ .+\n/v);
});

test('a row that could not be looked at ends with 3, one that is nice to know does not', async () => {
	const {environment: env, control} = await openEndpoint();
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--yes'], {env});
	// The status feed says nothing about this endpoint: cannot tell, and that is all right.
	const fine = await run(['check', '--json'], {env});
	expect(contract.parse(fine.json).summary.unknown).toBe(1);
	expect(fine.code).toBe(0);

	await control('POST', '/_sandbox/faults', [
		{service: 'kms', operation: 'GetKeyRotationStatus', kind: 'denied'},
	]);
	const blind = await run(['check', '--json'], {env});
	expect(contract.parse(blind.json).summary).toMatchObject({
		fail: 0,
		unknown: 2,
	});
	expect(blind.code).toBe(3);
});

test('without an identity there is one sentence and no checklist', async () => {
	const {environment: env} = await openEndpoint();
	const {run, write, folder} = openHome();
	await run(['apply', '-f', write(setupFields), '--yes'], {env});
	const none = path.join(folder, 'none');
	setEnvironment({AWS_CONFIG_FILE: none, AWS_SHARED_CREDENTIALS_FILE: none});
	const {code, stdout, stderr} = await run(['check']);
	expect({code, stdout}).toEqual({code: 3, stdout: ''});
	expect(stderr).toMatch(/^AWS did not say who you are: .+\n.+\n$/v);
});

test('setups of several regions are checked each in its own', async () => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const second = {...setupFields, name: 'europe', region: 'eu-west-1'};
	await run(['apply', '-f', write(second), '--sandbox', '--yes']);
	const {code, json} = await run(['check', '--sandbox', '--json']);
	expect(code).toBe(0);
	expect(contract.parse(json).setups.map(({name, region}) => [name, region])).toEqual([
		['europe', 'eu-west-1'],
		['production', 'us-east-1'],
	]);

	const clash = await run(['check', '--sandbox', '--region', 'us-east-1']);
	expect(clash).toMatchObject({
		code: 2,
		stderr: containing('The setup "europe" belongs to eu-west-1, and --region says us-east-1.'),
	});
});

test('a saved setup that cannot be read or used is a failing row', async () => {
	const {run, home} = openHome();
	const setups = path.join(home, 'sandbox', 'setups');
	fs.mkdirSync(setups, {recursive: true});
	const at = '2026-11-22T10:00:00.000Z';
	const saved = (setup: object) =>
		JSON.stringify({
			version: 1,
			runId: 'run-of-a-test',
			createdAt: at,
			updatedAt: at,
			setup,
			journal: [],
		});
	const files = {
		broken: '{"version": 1,',
		strange: saved({guide: 'ekm', name: 'strange', key: {}}),
		unknown: saved({guide: 'other', name: 'unknown'}),
	};
	for (const [name, text] of Object.entries(files)) {
		fs.writeFileSync(path.join(setups, `${name}.json`), text);
	}

	const {code, json} = await run(['check', '--sandbox', '--json']);
	expect(code).toBe(1);
	const details = contract.parse(json).setups.map(({checks}) => checks.map(({detail}) => detail));
	expect(details).toEqual([
		['It cannot be read: it is not whole JSON.'],
		['Its answers cannot be used: key: give either create or use.'],
		['This version of workato-aws has no guide "other".'],
	]);
});

test('a setup that was taken back is one line; its JSON has every row', async () => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	await run(['undo', 'production', '--sandbox', '--yes']);
	const {stdout, code} = await run(['check', '--sandbox']);
	// What is not there any more is gone on purpose.
	expect(code).toBe(0);
	expect(stdout).toBe(`Sandbox: a practice AWS on this computer. Nothing here is real.
• production (ekm, 111122223333, us-east-1): taken back with undo on 2026-11-22; the assistant, or apply with its setup file, sets it up again.
`);
	const {json} = await run(['check', '--sandbox', '--json']);
	const {setups, summary} = contract.parse(json);
	expect(setups[0]?.checks).toHaveLength(16);
	expect(summary).toEqual({pass: 0, warn: 0, fail: 0, unknown: 0, waiting: 0});
});

test('no setups, and a name that is nearly one', async () => {
	const {run, write} = openHome();
	expect(await run(['check', '--sandbox'])).toMatchObject({
		code: 2,
		stdout: '',
		stderr: matching(/^There are no saved setups to check\.\n/v),
	});
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	expect(await run(['check', 'prodcution', '--sandbox', '--json'])).toMatchObject({
		code: 2,
		json: {
			error: {
				code: 'setup-not-found',
				message: 'There is no saved setup named "prodcution". Did you mean "production"?',
			},
		},
	});
});

test('Ctrl+C while it looks ends with 130', async () => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	expect(await run(['check', '--sandbox'], {signal: AbortSignal.abort()})).toMatchObject({
		code: 130,
		stdout: '',
	});
});

test('in a terminal no line is broken in the middle of a word', async () => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const piped = await run(['check', '--sandbox']);
	const shown = await run(['check', '--sandbox'], {
		isTty: true,
		columns: 80,
	});
	const lines = shown.stdout.split('\n');
	expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
	const words = (text: string) => text.split(/\s+/v);
	const whole = words(piped.stdout).filter((word) => word.length < 70);
	expect(words(shown.stdout)).toEqual(expect.arrayContaining(whole));
	const heard = await run(['check', '--sandbox', '--accessible'], {
		isTty: true,
		columns: 80,
	});
	// The same lines, with words alone.
	const spoken = piped.stdout
		.replaceAll(/^ *(?:[!?…→✔✘] )?/gmv, '')
		.replace('\n15 pass\n', '\nOK: 15 pass\n')
		.replaceAll(' · ', ', ');
	expect(heard.stdout.replaceAll(/^ +/gmv, '')).toBe(spoken);
});
