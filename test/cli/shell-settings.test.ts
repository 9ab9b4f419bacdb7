import path from 'node:path';
import {expect, test} from 'vitest';
import {openHome, setEnvironment, setupFields} from './run-tool.js';

test.each([
	['AWS_ENDPOINT_URL', 'localhost:4566'],
	['AWS_ENDPOINT_URL_STS', 'nonsense'],
])('%s that is no web address is named before anything is asked', async (name, value) => {
	const {run, write, folder} = openHome();
	const env = {
		[name]: value,
		AWS_CONFIG_FILE: path.join(folder, 'none'),
		AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'),
	};
	setEnvironment(env);
	const file = write(setupFields);
	const {code, stderr} = await run(['apply', '-f', file, '--dry-run'], {env});
	expect(stderr).toContain(`${name} does not hold the web address`);
	expect(code).toBe(2);
	const login = await run(['login', '--profile', 'any'], {env});
	expect(login.stderr).toContain(`${name} does not hold the web address`);
	expect(login.code).toBe(2);
});

/** What a shell may hold that is set up for real work. */
const working = {
	AWS_PROFILE: 'work',
	AWS_REGION: 'eu-west-1',
	AWS_DEFAULT_REGION: 'eu-west-1',
	AWS_ACCESS_KEY_ID: 'AKIAREALWORKEXAMPLE1',
	AWS_SECRET_ACCESS_KEY: 'real',
	AWS_SESSION_TOKEN: 'real',
	AWS_ENDPOINT_URL: 'nonsense',
	AWS_ENDPOINT_URL_KMS: 'http://127.0.0.1:9',
	AWS_CONFIG_FILE: '/nowhere/config',
	AWS_CA_BUNDLE: '/nowhere/bundle.pem',
	AWS_SDK_UA_APP_ID: 'work',
};

test('the sandbox knows nothing of the person’s own AWS settings', async () => {
	const {run, write} = openHome();
	setEnvironment(working);
	const file = write({...setupFields, region: undefined});
	const options = {env: working};
	const applied = await run(['apply', '-f', file, '--yes', '--sandbox'], options);
	expect(applied.stderr).toBe('');
	expect(applied.stdout).toContain('From:     the sandbox');
	expect(applied.stdout).toContain('Region:   us-east-1');
	expect(applied.code).toBe(0);
	const checked = await run(['check', 'production', '--sandbox', '--json'], options);
	expect(checked.json).toMatchObject({
		setups: [{account: '111122223333', region: 'us-east-1'}],
		summary: {fail: 0},
	});
	const listed = await run(['list', '--sandbox', '--json'], options);
	expect(listed.code).toBe(0);
	expect(listed.stdout).toContain('production');
	const logout = await run(['logout', '--sandbox', '--json'], options);
	expect(logout.json).toMatchObject({signedOut: false});
	expect(logout.stderr + logout.stdout).not.toContain('/nowhere');
});
