import fs from 'node:fs';
import path from 'node:path';
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

const calls = z.array(z.object({write: z.boolean()}));

test('the same code runs against an endpoint, and says so', async () => {
	const {url, environment: env, control} = await openEndpoint();
	const {run, write, savedFiles} = openHome();
	const file = write({...setupFields, region: undefined});
	const first = await run(['apply', '-f', file, '--yes'], {env});
	expect(first.stdout).toContain(
		`Calls go to ${url}, not to AWS.
Setup:    production
Account:  111122223333
Identity: arn:aws:sts::111122223333:assumed-role/Practice/you
From:     keys from this shell (AWS_ACCESS_KEY_ID)
Region:   us-east-1
`,
	);
	expect(first.code).toBe(0);
	expect(savedFiles(false)).toHaveLength(1);

	await control('DELETE', '/_sandbox/calls');
	const second = await run(['apply', '-f', file, '--yes'], {env});
	expect(second.code).toBe(0);
	const made = calls.parse(await control('GET', '/_sandbox/calls'));
	expect(made.length).toBeGreaterThan(0);
	expect(made.filter((call) => call.write)).toEqual([]);
});

test('a change that fails says why, skips the rest, and a second run goes on', async () => {
	const {environment: env, control} = await openEndpoint();
	await control('POST', '/_sandbox/faults', [
		{service: 'kms', operation: 'CreateAlias', kind: 'denied'},
	]);
	const {run, write} = openHome();
	const file = write(setupFields);
	const failed = await run(['apply', '-f', file, '--yes', '--json'], {env});
	expect(failed.code).toBe(1);
	expect(failed.json).toMatchObject({
		changes: [
			{id: 'create-key', status: 'done'},
			{
				id: 'create-alias',
				status: 'failed',
				error: {
					code: 'AccessDeniedException',
					message: matching(/./v),
					hint: 'Ask for the permission named above, then try again.',
				},
			},
			{id: 'enable-key-rotation', status: 'skipped'},
		],
	});
	expect(failed.stderr).toContain('✘ 2. Failed: ');
	expect(failed.stderr).toContain(`
Done: Create the key.
Not done: Name it alias/workato-ekm; Rotate the key every 365 days.
`);

	const again = await run(['apply', '-f', file, '--yes', '--json'], {env});
	expect(again.code).toBe(0);
	expect(again.json).toMatchObject({
		changes: [
			{id: 'create-alias', status: 'done'},
			{id: 'enable-key-rotation', status: 'done'},
		],
	});
});

test('credentials that expire half-way end with 3', async () => {
	const {environment: env, control} = await openEndpoint();
	await control('POST', '/_sandbox/faults', [
		{service: 'kms', operation: 'EnableKeyRotation', kind: 'expired-token'},
	]);
	const {run, write} = openHome();
	const {code, stdout} = await run(['apply', '-f', write(setupFields), '--yes'], {
		env,
	});
	expect(code).toBe(3);
	expect(stdout).toContain('2 changes of 3 made.');
	expect(stdout).toContain(
		'Nothing is lost. Export new keys in this shell. Then run the same command again.',
	);
});

test('another account is refused, and the saved setup stays as it was', async () => {
	const {environment: env, control} = await openEndpoint();
	const {run, write, savedFiles} = openHome();
	const file = write(setupFields);
	await run(['apply', '-f', file, '--yes'], {env});
	const before = savedFiles(false);
	const accessKeyId = 'ASIAANOTHERACCOUNT01';
	await control('POST', '/_sandbox/callers', {
		accessKeyId,
		arn: 'arn:aws:sts::444455556666:assumed-role/Other/you',
	});
	const other = {
		...env,
		AWS_ACCESS_KEY_ID: accessKeyId,
		AWS_SESSION_TOKEN: '',
	};
	setEnvironment(other);
	const {code, stdout, json} = await run(['apply', '-f', file, '--yes', '--json'], {env: other});
	expect({code, json}).toEqual({
		code: 2,
		json: {
			version: 1,
			error: {
				code: 'setup-belongs-elsewhere',
				message:
					'The saved setup "production" belongs to account 111122223333, not to account 444455556666.',
				hint: containing('Nothing was changed.'),
			},
		},
	});
	expect(stdout).not.toContain('CreateKey');
	expect(savedFiles(false)).toEqual(before);

	const checked = await run(['check', 'production'], {env: other});
	expect(checked.code).toBe(1);
	expect(checked.stdout).toContain(
		'Signed in to account 444455556666; this setup belongs to 111122223333.',
	);
});

test('a plan that could not look ends with 3', async () => {
	const {environment: env, control} = await openEndpoint();
	await control('POST', '/_sandbox/faults', [
		{service: 'kms', operation: 'DescribeKey', kind: 'denied', times: 9},
	]);
	const {run, write} = openHome();
	const {code, json} = await run(['apply', '-f', write(setupFields), '--yes', '--json'], {env});
	expect(code).toBe(3);
	expect(json).toMatchObject({error: {code: 'AccessDeniedException'}});
});

test('no region, no credentials, no such profile', async () => {
	const {run, write, folder} = openHome();
	const none = path.join(folder, 'none');
	setEnvironment({AWS_CONFIG_FILE: none, AWS_SHARED_CREDENTIALS_FILE: none});
	const file = write({...setupFields, region: undefined});
	const args = ['apply', '-f', file, '--yes', '--json'];
	expect(await run(args)).toMatchObject({
		code: 2,
		json: {
			error: {
				code: 'region-missing',
				message: 'No AWS region is set.',
				hint: containing('--region'),
			},
		},
	});
	const env = {AWS_DEFAULT_REGION: 'us-east-1'};
	expect(await run(args, {env})).toMatchObject({
		code: 3,
		json: {error: {code: 'CredentialsProviderError'}},
	});
	expect(await run([...args, '--profile', 'nobody'], {env})).toMatchObject({
		code: 3,
		json: {error: {message: containing('nobody')}},
	});
	expect(fs.existsSync(path.join(folder, 'home'))).toBe(false);
});

test('an endpoint that does not answer ends with 3', async () => {
	const {run, write, folder} = openHome();
	const none = path.join(folder, 'none');
	const env = {
		AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
		AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
		AWS_SECRET_ACCESS_KEY: 'example',
		AWS_CONFIG_FILE: none,
		AWS_SHARED_CREDENTIALS_FILE: none,
	};
	setEnvironment(env);
	const {code, stderr} = await run(['apply', '-f', write(setupFields), '--yes'], {
		env,
	});
	expect(code).toBe(3);
	expect(stderr).toMatch(
		/^AWS did not say who you are: The connection [^\n]+ \(connect ECONNREFUSED/v,
	);
});

test('a key that a stack or a script has made is recognised by its tag: nothing is left to do', async () => {
	const {environment: env, control} = await openEndpoint();
	const {run, write} = openHome();
	const file = write(setupFields);
	await control('POST', '/_sandbox/keys', {
		aliasPrefix: 'workato-ekm',
		rotationDays: 365,
		tags: [{TagKey: 'workato-aws:setup', TagValue: 'production'}],
		policy: JSON.stringify({
			Version: '2012-10-17',
			Statement: [
				{
					Effect: 'Allow',
					Principal: {AWS: 'arn:aws:iam::111122223333:root'},
					Action: 'kms:*',
					Resource: '*',
				},
				setupFields.statement,
			],
		}),
	});
	const planned = await run(['apply', '-f', file, '--dry-run', '--exit-code'], {
		env,
	});
	expect(planned).toMatchObject({code: 0, stderr: ''});
	expect(planned.stdout).toContain('Nothing to do: AWS already holds');
	await run(['apply', '-f', file, '--yes'], {env});
	const {json} = await run(['check', '--json'], {env});
	expect(json).toMatchObject({summary: {fail: 0}});
});
