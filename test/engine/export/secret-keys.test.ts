import {expect, test, vi} from 'vitest';
import {keyedSecrets} from '../../cli/keyed-secrets.js';
import {openEndpoint, openHome} from '../../cli/run-tool.js';

vi.setConfig({testTimeout: 60_000});

test('after an apply the journal names the keys: nobody asks AWS, and none is left out', async () => {
	const endpoint = await openEndpoint();
	const {keys, setup} = await keyedSecrets(endpoint, {keys: [2, 1]});
	const home = openHome();
	const env = endpoint.environment;
	const file = home.write(setup);
	expect(await home.run(['apply', '-f', file, '--yes'], {env})).toMatchObject({
		code: 0,
	});
	await endpoint.control('DELETE', '/_sandbox/calls');
	for (const format of ['shell', 'cloudformation', 'terraform']) {
		const {stdout, stderr} = await home.run(['export', format, 'production'], {
			env,
		});
		// What is made already a stack takes over by files beside the template.
		expect(stderr).toMatch(format === 'cloudformation' ? /^Its commands name [^\n]+\n$/v : /^$/v);
		for (const key of keys.flat()) {
			expect(stdout).toContain(key.split(':').at(-1));
		}

		expect(stdout).not.toMatch(/SecretKeys|data "aws_kms_key"|add_keys/v);
	}

	expect(await endpoint.control('GET', '/_sandbox/calls')).toEqual([]);
	// Other secrets have other keys: those that were written say nothing of them.
	const changed = {
		...setup,
		projects: setup.projects.map((each) => ({
			...each,
			secrets: {prefix: 'x/'},
		})),
	};
	const other = home.write(changed, 'changed.yaml');
	const offline = await home.run(['export', 'terraform', '-f', other, '--offline']);
	expect(offline.stdout).toContain('data "aws_kms_key"');
});

test('where AWS cannot be asked it is said on stderr, and the export goes on', async () => {
	const endpoint = await openEndpoint();
	const {setup} = await keyedSecrets(endpoint, {keys: [1]});
	const home = openHome();
	const file = home.write(setup);
	await endpoint.control('POST', '/_sandbox/faults', [
		{operation: 'GetCallerIdentity', kind: 'denied', times: 9},
	]);
	const {stdout, stderr, code} = await home.run(['export', 'cloudformation', '-f', file], {
		env: endpoint.environment,
	});
	expect(code).toBe(0);
	expect(stdout).toContain('RoleTeam1SecretKeys:');
	expect(stderr).toMatch(
		/^AWS could not be asked which keys encrypt the secrets\. .*\n.*--offline/v,
	);
});

test('the keys of one account are for that account only, whoever else the setup file names', async () => {
	const endpoint = await openEndpoint();
	const {setup} = await keyedSecrets(endpoint, {keys: [1], isPrefix: true});
	const home = openHome();
	const env = endpoint.environment;
	const file = home.write(setup);
	const shell = await home.run(['export', 'shell', '-f', file], {env});
	expect(shell).toMatchObject({code: 0, stderr: ''});
	expect(shell.stdout).toContain('the setup is for account 111122223333');
	expect(shell.stdout).toContain('arn:aws:secretsmanager:us-east-1:111122223333:secret:Team-1/*');
	const terraform = await home.run(['export', 'terraform', '-f', file], {env});
	expect(terraform).toMatchObject({code: 0, stderr: ''});
	expect(terraform.stdout).toContain('self.account_id == "111122223333"');

	const other = home.write(
		{
			...setup,
			projects: setup.projects.map((each) => ({
				...each,
				role: {use: 'arn:aws:iam::444455556666:role/Team'},
			})),
		},
		'other.yaml',
	);
	const {stdout, stderr, code} = await home.run(['export', 'shell', '-f', other], {env});
	expect(stderr).toContain(
		'These credentials are for account 111122223333, and the setup is for account 444455556666.',
	);
	expect({stdout, code}).toEqual({stdout: '', code: 2});
	const offline = await home.run(['export', 'shell', '-f', other, '--offline'], {env});
	expect(offline).toMatchObject({code: 0, stderr: ''});
	expect(offline.stdout).toContain('the setup is for account 444455556666');
});
